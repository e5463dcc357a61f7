import type { Explored } from "./explore.ts";
import { points } from "./fates.ts";
import type { Hits } from "./hits.ts";
import type { Verdict } from "./kill.ts";

export const summary = ({ schedules, faulted, adoptedForeign, failures }: Explored, tookMs: number) => ({
  schedules,
  perSecond: Math.round((schedules / tookMs) * 1_000),
  faultedShare: Number((faulted / schedules).toFixed(3)),
  adoptedForeign,
  violations: failures,
});

/** Every fault at every point, and those that never happened. */
export const coverage = (table: Hits["table"]) => ({
  hits: table,
  /** In which run after a yes reconciliation dispatched what was said yes to, faults and all. */
  yesActedUpon: table["yes acted upon"] ?? {},
  unhit: Object.entries(points).flatMap(([point, fates]) =>
    fates.filter((fate) => fate !== "ok" && table[fate]?.[point] === undefined).map((fate) => `${fate} at ${point}`),
  ),
});

/** One line of the mutants' table. */
export const tableOf = ({ name, kind, killedBy, afterSchedules, violation }: Verdict) =>
  [kind.padEnd(10), name.padEnd(22), String(afterSchedules).padStart(7), killedBy ?? "SURVIVES", violation ?? ""].join(
    "  ",
  );
