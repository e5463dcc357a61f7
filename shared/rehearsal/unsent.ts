import { OpError } from "../errors.ts";
import { ownerOf, ownIdOf } from "../ledger/owned.ts";
import { type Current, emptyRow, type InstanceRow, type Waiting } from "../ledger/row.ts";
import { type OpenRow, RowUnreadable, type Store } from "../ledger/store.ts";
import type { Scope } from "../ledger/token.ts";
import { operations } from "../operations/index.ts";
import type { PendingEvent } from "../remediation/answerable.ts";

/** A pending event as reconcile has listed it. */
export type Listed = Omit<PendingEvent, "diskId"> & { readonly product: string };

/** An event that a policy still decides about: nothing was sent for it. */
export type Unsent = {
  readonly product: string;
  readonly instanceId: string;
  readonly eventId: string;
  /** Undefined if the list does not have it: then its type and status are not known. */
  readonly event: Listed | undefined;
  /** What is stored of its operation; undefined if nobody owns it yet. */
  readonly entry: Stored | undefined;
};

type Stored = Pick<Waiting, "operationId" | "operation" | "input" | "reason"> &
  Partial<Pick<Waiting, "wait" | "plan" | "approvals">>;

type Needs = {
  readonly store: Pick<Store, "listOpen" | "readInstance">;
  readonly scope: Scope;
  readonly nowMs: () => number;
};

/** So many rows are read at once. */
const groupSize = 16;

/**
 * All that waits for an event, and every listed event that nobody owns. Throws rather than leave some out, if it is not
 * done by `untilMs`. A row that this release cannot read is left out: nothing can be sent for it.
 */
export async function unsentIn(needs: Needs, listed: readonly Listed[], untilMs: number): Promise<readonly Unsent[]> {
  const real = listed.filter(({ simulated }) => !simulated);
  const rows = new Map<string, InstanceRow>();
  for await (const group of openGroups(needs, untilMs)) await readInto(rows, needs, group, untilMs);
  const others = [...new Set(real.map(({ instanceId }) => instanceId))].filter((id) => !rows.has(id));
  for (let at = 0; at < others.length; at += groupSize)
    await readInto(rows, needs, others.slice(at, at + groupSize), untilMs);
  return [...rows].flatMap(([instanceId, row]) => unsentOf(needs.scope, instanceId, row, real));
}

async function* openGroups({ store }: Needs, untilMs: number): AsyncGenerator<readonly string[]> {
  let last: OpenRow | undefined;
  while (untilMs > 0) {
    const group = await store.listOpen(last, groupSize);
    yield group.map(({ instanceId }) => instanceId);
    if (group.length < groupSize) return;
    last = group.at(-1);
  }
}

async function readInto(
  rows: Map<string, InstanceRow>,
  { store, nowMs }: Needs,
  group: readonly string[],
  untilMs: number,
): Promise<void> {
  if (nowMs() >= untilMs)
    throw new OpError(
      "unavailable",
      "ServiceUnavailable",
      "What waits could not be counted in time. Nothing was changed.",
    );
  await Promise.all(
    group.map(async (instanceId) => {
      try {
        rows.set(instanceId, (await store.readInstance(instanceId)) ?? emptyRow);
      } catch (error) {
        if (!(error instanceof RowUnreadable)) throw error;
      }
    }),
  );
}

/** Of one instance. What is in flight is its own: no policy takes it back. */
function unsentOf(scope: Scope, instanceId: string, row: InstanceRow, listed: readonly Listed[]): Unsent[] {
  const here = listed.filter((event) => event.instanceId === instanceId);
  const entries = entriesOf(row).map(({ eventId, ...entry }) => {
    const event = here.find((each) => each.eventId === eventId);
    return { product: event?.product ?? productOf(entry.operation), instanceId, eventId, event, entry };
  });
  const unowned = here
    .filter(({ eventId }) => ownerOf(row, eventId, ownIdOf(scope, instanceId, eventId)) === undefined)
    .filter(({ eventId }) => !entries.some((entry) => entry.eventId === eventId))
    .map((event) => ({ product: event.product, instanceId, eventId: event.eventId, event, entry: undefined }));
  return [...entries, ...unowned];
}

/** What waits for an event, and what was claimed a moment ago: it may be given back, and is then judged anew. */
function entriesOf({ current, waiting }: InstanceRow): (Stored & { readonly eventId: string })[] {
  const claimed: readonly (Current | Waiting)[] = current?.progress.state === "Claimed" ? [current] : [];
  return [...claimed, ...Object.values(waiting)].flatMap(({ eventId, clientToken, ...stored }) =>
    eventId === undefined || clientToken !== undefined ? [] : [{ ...stored, eventId }],
  );
}

const productOf = (name: string) => operations.find((operation) => operation.name === name)?.product ?? "ecs";
