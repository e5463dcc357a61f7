import * as z from "zod";
import { isStop, type Stops, stopOf } from "../guards/stopped.ts";
import type { Open } from "./open-rows.ts";

/** So many are told one by one. */
const mostNamed = 12;

/** What was stopped, and goes on or does not. */
export const startingSchema = {
  /** The next run of reconcile has each of them tried: it starts if nothing else holds it. */
  Starts: z.int(),
  /** The first of them: instance and operation. */
  StartsOf: z.array(z.string()),
  /** What another pause or the breaker stops all the same. */
  StillStopped: z.int(),
};

type Starting = { readonly [Name in keyof typeof startingSchema]: z.output<(typeof startingSchema)[Name]> };

/** What waits for the end of a stop, and what of it goes on under these; pure. */
export function startingUnder(
  rows: readonly Pick<Open, "instanceId" | "row">[],
  stops: Stops,
  nowMs: number,
): Starting {
  const stopped = rows.flatMap(({ instanceId, row }) =>
    Object.values(row.waiting)
      .filter(({ wait }) => isStop(wait.code))
      .map((entry) => ({ instanceId, entry })),
  );
  const starts = stopped.filter(({ entry }) => stopOf(entry, stops, nowMs) === undefined);
  return {
    Starts: starts.length,
    StartsOf: starts.slice(0, mostNamed).map(({ instanceId, entry }) => `${instanceId}: ${entry.operation}`),
    StillStopped: stopped.length - starts.length,
  };
}
