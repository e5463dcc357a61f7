import type { Holds } from "../core/guesses.ts";

/** The push retry strategies of EventBridge (AC/eventbridge/user-guide/event-target-parameters). */
export type RetryStrategy = "BACKOFF_RETRY" | "EXPONENTIAL_DECAY_RETRY";

/**
 * How long to wait after the `tries`-th failed delivery, or undefined when the event is given up. BACKOFF_RETRY: 3
 * retries, 10 to 20 s. EXPONENTIAL_DECAY_RETRY: 176 retries, up to 512 s apart; doubling from 1 s makes the documented
 * total of about one day.
 */
export function retryDelayMs(
  strategy: RetryStrategy,
  tries: number,
  random: () => number,
  holds: Holds,
): number | undefined {
  const first = holds("eventbridge.retries") ? 0 : 1;
  switch (strategy) {
    case "BACKOFF_RETRY":
      return tries + first <= 3 ? 10_000 + Math.floor(random() * 10_000) : undefined;
    case "EXPONENTIAL_DECAY_RETRY":
      return tries + first <= 176 ? 1_000 * 2 ** Math.min(tries - 1, 9) : undefined;
    default:
      return strategy satisfies never;
  }
}
