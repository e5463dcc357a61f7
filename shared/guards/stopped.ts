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

/** True iff what waits with this code waits for the end of a stop, whatever its time says. */
export const isStop = (code: string) => code === "OperationPaused" || code === "BreakerOpen";
