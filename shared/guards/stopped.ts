import { type Breaker, heldByBreaker } from "./breaker.ts";
import type { Hold, HoldCode } from "./hold.ts";
import { type Begun, type Pause, pausedBy } from "./pause.ts";
import { heldByRight, type Right } from "./right.ts";

/** What people and a storm have stopped, and what the stack may send at all. */
export type Stops = { readonly right: Right; readonly pauses: readonly Pause[]; readonly breaker: Breaker };

/** `clientToken`: undefined for events, which alone the breaker stops. */
type Asked = Begun & { readonly clientToken?: string | undefined };

/** What stops it now: a right that is another stack's, a pause, or the breaker; pure. Each ends by somebody's word, at any moment. */
export const stoppedBy = ({ right, pauses, breaker }: Stops, asked: Asked, nowMs: number): Hold | undefined =>
  heldByRight(right, asked.operation) ??
  pausedBy(pauses, asked, nowMs) ??
  (asked.clientToken === undefined ? heldByBreaker(breaker) : undefined);

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
export const isStop = (code: string) => stopCodes.includes(code);

const stopCodes: readonly string[] = ["Forbidden.StackObserves", "OperationPaused", "BreakerOpen"] satisfies HoldCode[];
