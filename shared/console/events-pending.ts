import * as z from "zod";
import { readPending } from "../control/read-pending.ts";
import type { Listed, ListedEvent } from "../control/run-store.ts";
import { endedFor, openFor, ownIdOf } from "../ledger/owned.ts";
import type { InstanceRow } from "../ledger/row.ts";
import { holderOf, keyFor } from "../ledger/standing.ts";
import { RowUnreadable, type Store } from "../ledger/store.ts";
import type { Scope } from "../ledger/token.ts";
import { pageAfter, pageSchema, placeIn } from "./page.ts";
import { verbOf } from "./verb.ts";

/** So many events in an answer: the row of each one's instance is read, 16 at once. */
const pageSize = 64;

const products: readonly Listed[] = ["ecs", "ens"];
const place = z.strictObject({ from: z.int().min(0) });
const time = z.iso.datetime();

/** What the cloud lists as pending, and who answers it. */
export const eventsPending = verbOf({
  name: "events pending",
  summary: "What the cloud lists as pending, as reconcile has stored it, and which operation owns each event",
  schema: z.strictObject({ Page: pageSchema }),
  answers: z.strictObject({
    /** When each product was listed last. Left out: it never was. */
    Listed: z.strictObject({ ecs: time.optional(), ens: time.optional() }),
    Events: z.array(
      z.strictObject({
        Product: z.string(),
        InstanceId: z.string(),
        EventId: z.string(),
        Type: z.string(),
        Status: z.string(),
        NotBefore: time.optional(),
        Simulated: z.literal(true).optional(),
        /** Left out: nobody owns it yet, or its instance's record cannot be read. */
        Owner: z.strictObject({ OperationId: z.string(), State: z.string() }).optional(),
      }),
    ),
    NextPage: z.string().optional(),
  }),
  run: async ({ Page }, { runs, store, scope }) => {
    const [run, ...lists] = await Promise.all([
      runs.readRun(),
      ...products.map(async (product) => ({ product, list: await readPending(runs, product) })),
    ]);
    const all = lists.flatMap(({ product, list }) => (list?.events ?? []).map((event) => ({ product, event })));
    const from = placeIn(place, Page)?.from ?? 0;
    const shown = all.slice(from, from + pageSize);
    return {
      Listed: { ...timeOf("ecs", run?.listedEcsAtMs), ...timeOf("ens", run?.listedEnsAtMs) },
      Events: await Promise.all(
        shown.map(async (one) => ({ ...inWords(one), ...(await ownerIn(store, scope, one.event)) })),
      ),
      ...(from + pageSize < all.length && { NextPage: pageAfter({ from: from + pageSize }) }),
    };
  },
});

const timeOf = (product: Listed, ms: number | undefined) =>
  ms === undefined ? {} : { [product]: new Date(ms).toISOString() };

const inWords = ({ product, event }: { readonly product: Listed; readonly event: ListedEvent }) => ({
  Product: product,
  InstanceId: event.instanceId,
  EventId: event.eventId,
  Type: event.type,
  Status: event.status,
  ...(event.notBeforeMs !== undefined && { NotBefore: new Date(event.notBeforeMs).toISOString() }),
  ...(event.simulated === true && { Simulated: true as const }),
});

/** The operation that owns an event: the one of its own that is open, else the one that holds it, else its own last one. */
async function ownerIn(store: Store, scope: Scope, { instanceId, eventId }: ListedEvent) {
  try {
    const row = await store.readInstance(instanceId);
    if (row === undefined) return {};
    const ownId = ownIdOf(scope, instanceId, eventId);
    const id =
      openFor(row, eventId)?.operationId ?? holderOf(row, keyFor({ eventId })) ?? endedFor(row, eventId, ownId)?.[0];
    const state = id === undefined ? undefined : stateOf(row, id);
    return id === undefined || state === undefined ? {} : { Owner: { OperationId: id, State: state } };
  } catch (error) {
    if (error instanceof RowUnreadable) return {};
    throw error;
  }
}

/** How an operation of a row stands, in one word. */
function stateOf({ current, waiting, outcomes }: InstanceRow, operationId: string): string | undefined {
  if (current?.operationId === operationId) return current.progress.state;
  return waiting[operationId] === undefined ? outcomes[operationId]?.state : "Waiting";
}
