import type { Accepted } from "../../shared/ledger/progress.ts";
import { minuteMs } from "./cloud.ts";
import { violate } from "./invariants.ts";
import { checkHeard } from "./notices.ts";
import type { World } from "./world.ts";

/** The longest plan ahead (90 min, templates.ts), a proof that is overdue two hours after it (follow-to-proof.ts), and clocks. */
const overdueMs = 215 * minuteMs;
/** One has to wait for the lease of a run that has died; then it is told. */
const runsMade = 7;

/**
 * Before the cloud can be read again: time goes on until the proof of all that was accepted is overdue. I11: a person must
 * have heard of each by then, though nothing can be read. What becomes of it later is checked as ever: it is neither ended
 * nor tried again.
 */
export function waitUnread(world: World, runOnce: () => void): void {
  const overdueAtMs = Math.max(...acceptedIn(world).map(({ acceptedAtMs }) => acceptedAtMs + overdueMs));
  if (world.controlIs !== "there" || overdueAtMs + runsMade * minuteMs > world.unreadableUntilMs) return;
  runFrom(world, overdueAtMs, runOnce);
  if (acceptedIn(world).some(({ acceptedAtMs }) => acceptedAtMs + overdueMs < world.nowMs))
    violate(world, "I11: what was accepted is overdue and cannot be read, and nobody is asked");
}

const acceptedIn = ({ table }: World): readonly Accepted[] =>
  [...table.rows.values()].flatMap(({ row: { current } }) =>
    current?.progress.state === "Accepted" ? [current.progress] : [],
  );

/**
 * Before people decide what only they can: time goes on until the platform is about to act on what waits for a place that
 * such an operation has. I11: who is on call must have heard that it may be late.
 */
export function waitPressed(world: World, runOnce: () => void): void {
  if (!world.finds || world.violations.length > 0) return;
  const dueMs = Math.min(...slotsIn(world).map((slot) => slot.dueMs));
  runFrom(world, dueMs - (runsMade + 2) * minuteMs, runOnce);
  for (const { key, dueMs: ownMs } of slotsIn(world))
    if (ownMs === dueMs && world.heard.sent.get(`${key} mayBeLate`)?.has("oncall") !== true)
      violate(world, `I11: ${key} may miss its time, and nobody who is on call is told`);
}

/** What waits for a place, with the platform's own time, which is still to come. */
const slotsIn = ({ table, cloud, nowMs }: World) =>
  [...table.rows].flatMap(([instanceId, { row }]) =>
    Object.values(row.waiting).flatMap(({ operationId, eventId = "", clientToken, wait }) => {
      const dueMs = cloud.events.get(eventId)?.notBeforeMs ?? 0;
      const isSlot = wait.for === "slot" && clientToken === undefined && dueMs > nowMs;
      return isSlot ? [{ key: `${instanceId} ${operationId}`, dueMs }] : [];
    }),
  );

/** Some quiet runs from then on. */
function runFrom(world: World, fromMs: number, runOnce: () => void): void {
  if (!Number.isFinite(fromMs)) return;
  world.nowMs = Math.max(world.nowMs, fromMs);
  world.say(() => "--- time goes on");
  let untold = 0;
  for (let run = 0; run < runsMade && world.violations.length === 0; run++) {
    runOnce();
    world.nowMs += minuteMs;
    if (world.finds) untold = checkHeard(world, untold);
  }
}
