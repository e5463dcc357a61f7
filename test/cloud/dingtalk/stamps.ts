import type { Holds } from "../core/guesses.ts";

/** The times that callbacks are signed for, epoch milliseconds: each later than the one before, also while the world stands. */
export function createStamps(nowMs: () => number, holds: Holds): () => number {
  let lastMs = 0;
  return () => {
    const ownMs = holds("dingtalk.timestamps") ? Math.max(nowMs(), lastMs + 1) : nowMs();
    lastMs = ownMs;
    return ownMs;
  };
}
