import { finder } from "../cloud-event.ts";
import type { Steering } from "../control/steering.ts";
import { ownerOf, ownIdOf } from "../ledger/owned.ts";
import { emptyRow } from "../ledger/row.ts";
import { choices } from "../operations/choices.ts";
import type { PendingEvent } from "../remediation/answerable.ts";
import { homeOf } from "../remediation/plan.ts";
import { keyOf, type Product, products } from "./pending-lists.ts";
import type { Run } from "./sweep.ts";

/** At most this many events are dispatched in a run: the rest come in the next minutes, those with the first time first. */
const maxDispatches = 100;
/** So many rows are read at once, as by the sweep of open rows. */
const groupSize = 8;

type Listed = PendingEvent & { readonly product: Product };

/**
 * Finds pending events that nobody owns, and dispatches each to the function that looks at its type, as a notice of the
 * bus would come. For example: the bus lost the notice of e-1. This run lists e-1 as pending, no row has it, and the
 * function hears of it now. If the bus brings e-1 later, it is the same operation. Works until `untilMs`.
 */
export async function findUnowned(run: Run, untilMs: number): Promise<void> {
  const listed = (await Promise.all(products.map((product) => listedIn(run, product)))).flat();
  run.finds.keepOnly(new Set(listed.map(keyOf)));
  const groups = byInstance(soughtIn(run, listed));
  const counts = { read: 0, dispatched: 0 };
  const unownedHere: Listed[] = listed.filter((event) => isResting(run, event));
  while (groups.length > 0 && counts.dispatched < maxDispatches && run.nowMs() < untilMs) {
    const group = groups.splice(0, groupSize);
    const unowned = (await Promise.all(group.map((events) => unownedOf(run, events)))).flat();
    counts.read += group.length;
    unownedHere.push(...unowned);
    const dispatched = unowned.slice(0, maxDispatches - counts.dispatched);
    await Promise.all(dispatched.map((event) => dispatchSafely(run, event)));
    counts.dispatched += dispatched.length;
  }
  if (run.steering !== undefined) run.books.noteUnowned(unownedHere.flatMap(withHome));
  if (listed.length > 0)
    run.report("events", `finder: ${listed.length} listed, ${counts.read} rows read, ${counts.dispatched} dispatched`);
}

/** Nobody owned it when it was dispatched a moment ago, and no open row names it yet. */
const isResting = ({ finds, named, nowMs }: Run, event: Listed) =>
  finds.isResting(keyOf(event), nowMs()) && !named.has(keyOf(event)) && !finds.hasEnded(keyOf(event));

/** With the operation whose function looks at it. */
function withHome(event: Listed) {
  const home = homeOf(event.product, event.type, choices);
  return home === undefined ? [] : [{ ...event, home }];
}

/** What is listed and some operation or correction answers, by its type. A drill asks for nothing. */
async function listedIn({ lists, steering }: Run, product: Product): Promise<readonly Listed[]> {
  if (steering === undefined) return [];
  return ((await lists.of(product)) ?? [])
    .filter(({ type, simulated }) => !simulated && isKnown(product, type, steering))
    .map((event) => ({ ...event, product }));
}

const isKnown = (product: Product, type: string, { corrections }: Pick<Steering, "corrections">) =>
  choices.some((choice) => choice.product === product && Object.hasOwn(choice.answers, type)) ||
  corrections.some((one) => one.type === type);

/** What no open row names, what has not ended, and what was not dispatched a moment ago: the first time first. */
function soughtIn({ finds, named, nowMs }: Run, listed: readonly Listed[]): readonly Listed[] {
  const rank = (event: Listed) => [Number(finds.wasDispatched(keyOf(event))), event.notBeforeMs ?? Number.MAX_VALUE];
  const isBefore = ([again = 0, dueMs = 0]: number[], [otherAgain = 0, otherMs = 0]: number[]) =>
    again - otherAgain || dueMs - otherMs;
  return listed
    .filter((event) => {
      const key = keyOf(event);
      return !named.has(key) && !finds.hasEnded(key) && !finds.isResting(key, nowMs());
    })
    .sort((a, b) => isBefore(rank(a), rank(b)));
}

/** The events of each instance, the first instance first: one read of its row serves all. */
function byInstance(events: readonly Listed[]): Listed[][] {
  const groups = new Map<string, Listed[]>();
  for (const event of events) groups.set(event.instanceId, [...(groups.get(event.instanceId) ?? []), event]);
  return [...groups.values()];
}

/** The events of one instance that nobody owns. A row that cannot be read is told, and nothing is done for it. */
async function unownedOf(run: Run, events: readonly Listed[]): Promise<readonly Listed[]> {
  const [first] = events;
  if (first === undefined) return [];
  try {
    const row = (await run.store.readInstance(first.instanceId)) ?? emptyRow;
    return events.filter((event) => {
      const owner = ownerOf(row, event.eventId, ownIdOf(run.scope, event.instanceId, event.eventId));
      if (owner === "ended") run.finds.remember(keyOf(event));
      return owner === undefined;
    });
  } catch (error) {
    run.report(first.instanceId, "failed", error);
    return [];
  }
}

async function dispatchSafely(run: Run, event: Listed): Promise<void> {
  try {
    await dispatchFound(run, event);
    run.report(event.instanceId, `found: ${event.eventId}`);
  } catch (error) {
    run.report(event.instanceId, "failed", error);
  }
}

/** Queues the event for its home as a notice, once a minute at most. */
async function dispatchFound({ scope, finds, notify, nowMs }: Run, found: Listed): Promise<void> {
  const { product, instanceId, eventId, type: eventType, status: eventStatus } = found;
  const home = homeOf(product, eventType, choices);
  if (home === undefined) return;
  const id = `f_${ownIdOf(scope, instanceId, eventId)}_${Math.floor(nowMs() / 60_000)}`;
  const notice = {
    ...{ id, source: `acs.${product}`, specversion: "1.0", type: `${product}:${eventType}`, foundby: finder },
    ...{ aliyunregionid: scope.regionId, aliyunaccountid: scope.accountId },
    data: { eventId, instanceId, eventType, eventStatus },
  };
  await notify(home, notice, id);
  finds.noteDispatch(keyOf(found), nowMs());
}
