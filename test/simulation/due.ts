import type { InstanceRow } from "../../shared/ledger/row.ts";
import { minuteMs } from "./cloud.ts";
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

const isWaiting = ({ current }: InstanceRow) => current === undefined || current.progress.state === "Waiting";

/** When a lease ends, a wait is over, or absence may be concluded. */
function dueIn({ product }: World, { current }: InstanceRow): number[] {
  const { progress } = current ?? {};
  if (progress === undefined) return [];
  return [
    ...("leaseUntilMs" in progress ? [progress.leaseUntilMs] : []),
    ...("untilMs" in progress ? [progress.untilMs] : []),
    ...("signedAtMs" in progress ? [product.absenceProvableAtMs(progress.signedAtMs, product.defaultBounds)] : []),
  ];
}
