import type { Hold } from "./hold.ts";

/** The brake that a storm of events pulls. Counted and written by `reconcile` alone, and let go by a person. */
export type Breaker = {
  /** Events from before are not counted, epoch milliseconds: somebody has resumed then. */
  readonly countsFromMs: number;
  /** Since when it is open, epoch milliseconds, and by how many events; absent while it lets events through. */
  readonly tripped?: { readonly atMs: number; readonly events: number } | undefined;
};

export const untripped: Breaker = { countsFromMs: 0 };

/** So many new events within this time, milliseconds, are a storm. */
export type BreakerLimit = { readonly events: number; readonly withinMs: number };

/** From when on events count now: since the last resume, and no longer ago than the policy says. */
export const countsFrom = ({ countsFromMs }: Breaker, { withinMs }: BreakerLimit, nowMs: number): number =>
  Math.max(countsFromMs, nowMs - withinMs);

/** The breaker after so many events came since `countsFrom`; undefined if it stays as it is. Pure. */
export const tripped = (breaker: Breaker, limit: BreakerLimit, events: number, atMs: number): Breaker | undefined =>
  breaker.tripped !== undefined || events < limit.events ? undefined : { ...breaker, tripped: { atMs, events } };

/** Holds what automation begins. What people ask for goes on, and what is in flight. */
export const heldByBreaker = ({ tripped }: Breaker): Hold | undefined =>
  tripped && {
    code: "BreakerOpen",
    untilMs: undefined,
    why: `${tripped.events} events have stopped automation at ${new Date(tripped.atMs).toISOString()}, until somebody resumes it`,
  };
