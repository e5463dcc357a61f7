import type { Holds } from "../core/guesses.ts";

/** DingTalk, "Custom bots send group messages": 20 a minute, and a limit of ten minutes beyond. */
const perMinute = 20;
const minuteMs = 60_000;
const silenceMs = 600_000;

export type RateLimit = {
  /** Counts a message, and tells whether it may be said. */
  readonly admits: () => boolean;
};

/** How much the custom robot may say in its group. */
export function createRateLimit(nowMs: () => number, holds: Holds): RateLimit {
  let said: number[] = [];
  let silentUntilMs = 0;
  const isSilent = () => {
    if (nowMs() >= silentUntilMs) return false;
    if (!holds("dingtalk.limit-silence")) silentUntilMs = nowMs() + silenceMs;
    return true;
  };
  return {
    admits: () => {
      if (isSilent()) return false;
      said = said.filter((atMs) => atMs > nowMs() - minuteMs);
      if (said.length < perMinute) {
        said.push(nowMs());
        return true;
      }
      silentUntilMs = nowMs() + silenceMs;
      return false;
    },
  };
}
