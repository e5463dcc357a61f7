import type { Hold } from "./hold.ts";

/** The brake that a storm of events pulls. Counted and written by `reconcile` alone, and let go by a person. */
export type Breaker = {
  /** Events from before are not counted, epoch milliseconds: somebody has resumed then. */
  readonly countsFromMs: number;
  /** Since when it is open, epoch milliseconds, and by how many events; absent while it lets events through. */
  readonly tripped?: { readonly atMs: number; readonly events: number } | undefined;
};

export const untripped: Breaker = { countsFromMs: 0 };

/** Holds what automation begins. What people ask for goes on, and what is in flight. */
export const heldByBreaker = ({ tripped }: Breaker): Hold | undefined =>
  tripped && {
    code: "BreakerOpen",
    untilMs: undefined,
    why: `${tripped.events} events have stopped automation at ${new Date(tripped.atMs).toISOString()}, until somebody resumes it`,
  };
