import type { Listed, RunRow } from "../control/run-store.ts";
import { type Forecast, forecast } from "../forecast/forecast.ts";
import { recentEnds } from "../forecast/recent-ends.ts";
import type { End } from "../forecast/stand.ts";
import { type Placed, scopesOf } from "../guards/limits.ts";
import type { Books } from "./books.ts";

type Noted = Pick<Books, "lists" | "lastEventAtMs" | "ends" | "stand" | "arrivals">;

/**
 * What a run says of itself, after what the one before has said; pure. What this run does not know stays as it was. What
 * goes on with a run (`isFirst`: false) has seen a part of the rows: it adds what has ended in them, and foresees nothing.
 */
export function heartbeat(before: RunRow | undefined, books: Noted, nowMs: number, isFirst: boolean): RunRow {
  const seenMs = Math.max(before?.lastEventAtMs ?? 0, books.lastEventAtMs() ?? 0);
  const ends = recentEnds([...(before?.ends ?? []), ...books.ends], nowMs);
  const arrivals = books.arrivals() ?? before?.arrivals ?? {};
  const ahead = isFirst ? aheadOf(books, ends, nowMs) : before?.forecast;
  return {
    atMs: nowMs,
    ...(seenMs > 0 && { lastEventAtMs: seenMs }),
    ...sightsOf(before, books),
    ...(ends.length > 0 && { ends }),
    ...(Object.keys(arrivals).length > 0 && { arrivals }),
    ...(ahead && { forecast: ahead }),
  };
}

/**
 * What is ahead once a person lets automation go on; undefined if no storm has stopped it. What a storm has stopped was not
 * looked at: `machineOf` says where a machine is.
 */
export function aheadAfterResume(
  before: RunRow | undefined,
  { resumed, ends: seen }: Pick<Books, "resumed" | "ends">,
  machineOf: (instanceId: string) => Placed | undefined,
  nowMs: number,
): Forecast | undefined {
  const stand = resumed();
  if (stand === undefined) return undefined;
  const waiting = stand.waiting.map((one) => {
    const machine = one.scopes === undefined ? machineOf(one.instanceId) : undefined;
    return machine === undefined ? one : { ...one, scopes: scopesOf(stand.limits, machine) };
  });
  return forecast({ ...stand, waiting, ends: recentEnds([...(before?.ends ?? []), ...seen], nowMs), nowMs });
}

function aheadOf({ stand }: Noted, ends: readonly End[], nowMs: number): Forecast | undefined {
  const noted = stand();
  return noted && forecast({ ...noted, ends, nowMs });
}

function sightsOf(before: RunRow | undefined, books: Noted) {
  const ecs = sightOf(books, "ecs", { blindSinceMs: before?.blindEcsSinceMs, listedAtMs: before?.listedEcsAtMs });
  const ens = sightOf(books, "ens", { blindSinceMs: before?.blindEnsSinceMs, listedAtMs: before?.listedEnsAtMs });
  return {
    ...(ecs.blindSinceMs !== undefined && { blindEcsSinceMs: ecs.blindSinceMs }),
    ...(ens.blindSinceMs !== undefined && { blindEnsSinceMs: ens.blindSinceMs }),
    ...(ecs.listedAtMs !== undefined && { listedEcsAtMs: ecs.listedAtMs }),
    ...(ens.listedAtMs !== undefined && { listedEnsAtMs: ens.listedAtMs }),
  };
}

type Sight = { readonly blindSinceMs: number | undefined; readonly listedAtMs: number | undefined };

/** A list that cannot be read leaves the time of the last one that could, and says since when. */
function sightOf({ lists }: Pick<Books, "lists">, product: Listed, before: Sight): Sight {
  const list = lists.get(product);
  if (list === undefined) return before;
  return list.events === undefined
    ? { ...before, blindSinceMs: before.blindSinceMs ?? list.askedAtMs }
    : { blindSinceMs: undefined, listedAtMs: list.askedAtMs };
}
