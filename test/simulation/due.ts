import type { InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import { minuteMs } from "./cloud.ts";
import { isHeldByTime } from "./in-time.ts";
import type { World } from "./world.ts";

/**
 * When the next minutely run of reconciliation can find something that this one did not, if nothing but time goes on:
 * the runs before it look at the same rows and the same cloud.
 */
export function nextRunMs(world: World): number {
  const { nowMs, table, cloud } = world;
  const due = [
    ...cloud.effects.flatMap(({ visibleAtMs, endsAtMs, answersAtMs }) => [visibleAtMs, endsAtMs, answersAtMs]),
    ...[...table.rows.values()].flatMap(({ row }) => dueIn(world, row)),
  ].filter((atMs) => atMs > nowMs);
  const runs = Math.ceil((Math.min(...due, nowMs + lookAgainMs(world)) - nowMs) / minuteMs);
  return nowMs + Math.max(1, runs) * minuteMs;
}

/** What waits is dispatched once in five minutes; what is in doubt or followed changes by itself at a due moment only. */
const lookAgainMs = ({ table }: World) =>
  [...table.rows.values()].some(({ row, openSinceMs }) => openSinceMs !== undefined && isWaiting(row))
    ? 5 * minuteMs
    : 60 * minuteMs;

const isWaiting = ({ current, waiting }: InstanceRow) =>
  current?.progress.state === "Waiting" || Object.values(waiting).some((entry) => !isLeft(entry));

/** A person, another policy, or a time that the policy names is waited for: nothing is dispatched before. */
const isLeft = (entry: Waiting) => entry.wait.for === "approval" || entry.wait.for === "policy" || isHeldByTime(entry);

/** When a lease ends, a wait is over, or absence may be concluded. */
function dueIn({ product }: World, { current, waiting }: InstanceRow): number[] {
  const { progress } = current ?? {};
  const waits = Object.values(waiting).flatMap(({ wait: { untilMs }, notAfterMs, missingSinceMs }) => [
    untilMs ?? 0,
    notAfterMs ?? 0,
    (missingSinceMs ?? 0) + 3_600_000,
  ]);
  if (progress === undefined) return waits;
  return [
    ...waits,
    ...("leaseUntilMs" in progress ? [progress.leaseUntilMs] : []),
    ...("untilMs" in progress ? [progress.untilMs ?? 0] : []),
    ...("signedAtMs" in progress ? [product.absenceProvableAtMs(progress.signedAtMs, product.defaultBounds)] : []),
  ];
}
