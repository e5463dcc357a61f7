import type { Outcome } from "./outcome.ts";
import type { InstanceRow } from "./row.ts";

/** What became of the operations of an instance that have ended. Times are epoch milliseconds. */
export type Past = {
  /** When the last one ended of which the cloud took anything; undefined if none is on record. */
  readonly lastEndedMs: number | undefined;
  /** When those ended that failed, the oldest first. */
  readonly failedAtMs: readonly number[];
};

/** So many failures are allowed in this time, milliseconds. */
export type Attempts = { readonly most: number; readonly withinMs: number };

/**
 * The past of an instance, from its outcomes; pure. What is proved without effect is none of it: the machine knows nothing
 * of it. A replacement that came to nothing is, if the instance was stopped for it.
 */
export function pastOf({ outcomes }: Pick<InstanceRow, "outcomes">): Past {
  const all = Object.values(outcomes);
  const ended = all.filter(({ state, wasStopped }) => state === "Succeeded" || state === "Failed" || wasStopped);
  const failed = all.filter(hasFailed).map(({ endedAtMs }) => endedAtMs);
  return {
    lastEndedMs: ended.length === 0 ? undefined : Math.max(...ended.map(({ endedAtMs }) => endedAtMs)),
    failedAtMs: failed.sort((a, b) => a - b),
  };
}

/** The cloud has shown it, or a person has said so of what seemed to have helped. */
const hasFailed = ({ state, judged = [] }: Outcome) =>
  state === "Failed" || judged.some(({ verdict }) => verdict === "did-not-help");

/** Until when no other may be tried, since as many have failed as may; undefined if one may be tried now. */
export function usedUpUntilMs(
  failedAtMs: readonly number[],
  { most, withinMs }: Attempts,
  nowMs: number,
): number | undefined {
  const counted = failedAtMs.filter((atMs) => atMs > nowMs - withinMs);
  const first = counted[counted.length - most];
  return first === undefined ? undefined : first + withinMs;
}
