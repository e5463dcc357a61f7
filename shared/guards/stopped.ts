import { type Breaker, heldByBreaker } from "./breaker.ts";
import type { Hold } from "./hold.ts";
import { type Begun, type Pause, pausedBy } from "./pause.ts";

/** What people and a storm have stopped. */
export type Stops = { readonly pauses: readonly Pause[]; readonly breaker: Breaker };

/** `clientToken`: undefined for events, which alone the breaker stops. */
type Asked = Begun & { readonly clientToken?: string | undefined };

/** What stops it now, a pause or the breaker; pure. Both end by somebody's word, at any moment. */
export const stoppedBy = ({ pauses, breaker }: Stops, asked: Asked, nowMs: number): Hold | undefined =>
  pausedBy(pauses, asked, nowMs) ?? (asked.clientToken === undefined ? heldByBreaker(breaker) : undefined);

/** What waits, as far as a stop is concerned. */
type Stopped = {
  readonly operation: string;
  readonly clientToken?: string | undefined;
  readonly wait: { readonly pause?: string | undefined };
};

/** The same for what waits: of its machine only the pause is known that has held it. */
export const stopOf = ({ operation, clientToken, wait }: Stopped, stops: Stops, nowMs: number): Hold | undefined =>
  stoppedBy(stops, { operation, clientToken, pause: wait.pause }, nowMs);

/** True iff what waits with this code waits for the end of a stop, whatever its time says. */
export const isStop = (code: string) => code === "OperationPaused" || code === "BreakerOpen";
