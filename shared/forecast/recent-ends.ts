import type { End } from "./stand.ts";

const hourMs = 3_600_000;
/** So many are kept even if they are older (invented): the next storm has a length to go by. */
const keptAnyway = 20;
/** So many are kept at most (invented): 15 KB. Who has more ends in an hour is told of so many. */
const keptAtMost = 500;

/** The ends of the last hour, and the newest before them, the newest first; pure. */
export const recentEnds = (ends: readonly End[], nowMs: number): readonly End[] =>
  [...ends]
    .sort((a, b) => b.endedAtMs - a.endedAtMs)
    .filter(({ endedAtMs }, at) => at < keptAnyway || endedAtMs > nowMs - hourMs)
    .slice(0, keptAtMost);
