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
  const untilMs = Math.max(...acceptedIn(world).map(({ acceptedAtMs }) => acceptedAtMs + overdueMs));
  if (untilMs + runsMade * minuteMs > world.unreadableUntilMs) return;
  if (!Number.isFinite(untilMs) || world.controlIs !== "there") return;
  world.nowMs = Math.max(world.nowMs, untilMs);
  world.say(() => "--- nothing can be read, and a proof is overdue");
  let untold = 0;
  for (let run = 0; run < runsMade && world.violations.length === 0; run++) {
    runOnce();
    world.nowMs += minuteMs;
    if (world.finds) untold = checkHeard(world, untold);
  }
  const [left] = acceptedIn(world).filter(({ acceptedAtMs }) => acceptedAtMs + overdueMs < world.nowMs);
  if (left !== undefined) violate(world, "I11: what was accepted is overdue and cannot be read, and nobody is asked");
}

const acceptedIn = ({ table }: World): readonly Accepted[] =>
  [...table.rows.values()].flatMap(({ row: { current } }) =>
    current?.progress.state === "Accepted" ? [current.progress] : [],
  );
