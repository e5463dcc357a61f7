import type { Clouds } from "../cloud/clouds.ts";
import type { PendingEvent } from "../remediation/answerable.ts";
import type { Books } from "./books.ts";
import type { Finds } from "./finds.ts";

/** A listing may take this long (invented). A run has other work, and 50 full pages take some seconds. */
const listForMs = 10_000;

export type Product = keyof Clouds;

/** A product's whole list of pending events; undefined if it could not be read whole. */
type List = readonly PendingEvent[] | undefined;

/** The lists of one run. Each product is listed once a run; who asks for a list waits until it is there. */
export type PendingLists = {
  readonly of: (product: Product) => Promise<List>;
  /** The event, if the product's list has it. Undefined says nothing: lists lag and may be unreadable. */
  readonly find: (product: Product, instanceId: string, eventId: string) => Promise<PendingEvent | undefined>;
  /** Resolves when nothing is read any more. */
  readonly ended: () => Promise<unknown>;
};

type Needs = {
  readonly clouds: Clouds;
  readonly nowMs: () => number;
  readonly finds: Pick<Finds, "blindAgain" | "sighted">;
  readonly books: Pick<Books, "noteList">;
  readonly report: (target: string, done: string, error?: unknown) => void;
};

export const products: readonly Product[] = ["ecs", "ens"];

/** Begins to list what is pending. A list that cannot be read whole decides nothing: it is told, and never thrown. */
export function listPending(needs: Needs): PendingLists {
  const untilMs = needs.nowMs() + listForMs;
  const lists = { ecs: listOf(needs, "ecs", untilMs), ens: listOf(needs, "ens", untilMs) };
  const byKey = { ecs: lists.ecs.then(keyed), ens: lists.ens.then(keyed) };
  return {
    of: (product) => lists[product],
    ended: () => Promise.all(products.map((product) => lists[product])),
    find: async (product, instanceId, eventId) => (await byKey[product]).get(keyOf({ instanceId, eventId })),
  };
}

async function listOf(
  { clouds, nowMs, finds, books, report }: Needs,
  product: Product,
  untilMs: number,
): Promise<List> {
  const askedAtMs = nowMs();
  try {
    const list = await clouds[product].listPending(untilMs);
    finds.sighted(product);
    books.noteList(product, { events: list, askedAtMs });
    return list;
  } catch (error) {
    books.noteList(product, { events: undefined, askedAtMs });
    const blind = finds.blindAgain(product, nowMs());
    if (blind.isToBeTold)
      report(`events of ${product}`, `finder blind since ${new Date(blind.sinceMs).toISOString()}`, error);
    return undefined;
  }
}

/** An event and its instance as one text. */
export const keyOf = ({ instanceId, eventId }: Pick<PendingEvent, "instanceId" | "eventId">) =>
  `${instanceId} ${eventId}`;

const keyed = (list: List) => new Map((list ?? []).map((event) => [keyOf(event), event]));
