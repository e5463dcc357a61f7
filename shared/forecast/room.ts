import { isOf, type Limit } from "../guards/limits.ts";

const hourMs = 3_600_000;

/** One scope that an operation counts in, with what one limit allows there. */
type Bound = Pick<Limit, "inFlight" | "perHour"> & { readonly scope: string };

/** A place that is taken, and when it is free again, epoch milliseconds; infinity: nobody knows. */
export type Place = { readonly scopes: readonly string[]; readonly freeAtMs: number };

export type Begun = { readonly scopes: readonly string[]; readonly atMs: number };

/** Where somebody who wants a place with these scopes is bound. */
export const boundsOf = (limits: readonly Limit[], scopes: readonly string[]): readonly Bound[] =>
  limits.flatMap(({ per, inFlight, perHour }) =>
    scopes.filter((scope) => isOf(per, scope)).map((scope) => ({ scope, inFlight, perHour })),
  );

/**
 * The room under limits as time goes on. Each scope is a number, so that thousands of operations are foreseen in
 * milliseconds. Times are epoch milliseconds, and never go back.
 */
export function createRoom(taken: readonly Place[], begun: readonly Begun[]) {
  const inFlight = new Map<string, number>();
  const starts = new Map<string, number[]>();
  let places: Place[] = [];
  const count = (scopes: readonly string[], by: number) => {
    for (const scope of scopes) inFlight.set(scope, (inFlight.get(scope) ?? 0) + by);
  };
  const start = (scope: string, atMs: number) => {
    const times = starts.get(scope);
    if (times === undefined) starts.set(scope, [atMs]);
    else times.push(atMs);
  };
  const take = (place: Place) => {
    places.push(place);
    count(place.scopes, 1);
  };
  for (const place of taken) take(place);
  for (const { scopes, atMs } of [...begun].sort((a, b) => a.atMs - b.atMs))
    for (const scope of scopes) start(scope, atMs);
  return {
    /** Frees what is free by then, and forgets what was begun more than an hour before. */
    goTo: (atMs: number) => {
      for (const { scopes, freeAtMs } of places) if (freeAtMs <= atMs) count(scopes, -1);
      places = places.filter(({ freeAtMs }) => freeAtMs > atMs);
      for (const [scope, times] of starts)
        starts.set(
          scope,
          times.filter((time) => time > atMs - hourMs),
        );
    },
    fits: (bounds: readonly Bound[]) =>
      bounds.every(
        ({ scope, inFlight: most = Number.POSITIVE_INFINITY, perHour = Number.POSITIVE_INFINITY }) =>
          (inFlight.get(scope) ?? 0) < most && (starts.get(scope)?.length ?? 0) < perHour,
      ),
    begin: (place: Place, bounds: readonly Bound[], atMs: number) => {
      take(place);
      for (const scope of new Set(bounds.flatMap((bound) => (bound.perHour === undefined ? [] : [bound.scope]))))
        start(scope, atMs);
    },
    /** When there may be more room than now. Infinity: nobody knows. */
    nextMs: () =>
      Math.min(
        ...places.map(({ freeAtMs }) => freeAtMs),
        ...[...starts.values()].map(([first = Number.POSITIVE_INFINITY]) => first + hourMs),
      ),
  };
}
