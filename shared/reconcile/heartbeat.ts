import type { Listed, RunRow } from "../control/run-store.ts";
import type { Books } from "./books.ts";

/** What a run says of itself, after what the one before has said; pure. What this run does not know stays as it was. */
export function heartbeat(
  before: RunRow | undefined,
  books: Pick<Books, "lists" | "lastEventAtMs">,
  nowMs: number,
): RunRow {
  const seenMs = Math.max(before?.lastEventAtMs ?? 0, books.lastEventAtMs() ?? 0);
  const ecs = sightOf(books, "ecs", { blindSinceMs: before?.blindEcsSinceMs, listedAtMs: before?.listedEcsAtMs });
  const ens = sightOf(books, "ens", { blindSinceMs: before?.blindEnsSinceMs, listedAtMs: before?.listedEnsAtMs });
  return {
    atMs: nowMs,
    ...(seenMs > 0 && { lastEventAtMs: seenMs }),
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
