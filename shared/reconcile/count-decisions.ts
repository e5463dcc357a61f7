import { createHash } from "node:crypto";
import type { RunStore } from "../control/run-store.ts";
import { advance } from "../ledger/advance.ts";
import { addedTo, type HeldBy, type Marked } from "./added-to-count.ts";
import type { Books, Noted } from "./books.ts";
import type { ReconcileNeeds } from "./sweep.ts";

type Needs = Pick<ReconcileNeeds, "store" | "nowMs" | "newId" | "pause" | "report"> & {
  readonly runs: Pick<RunStore, "readCount" | "writeCount">;
};

/** So many writes are counted together (invented): a run that ends early has lost nothing but its time. */
const batchSize = 400;
/** So many rows are written at once, as by the sweep of open rows. */
const groupSize = 8;
/** Runs that overlap write the same row of counters. */
const maxTries = 4;
const patienceMs = 5_000;

/**
 * Counts what the rows of this run decided, then takes it away from the rows. Whatever comes between the two is counted
 * once all the same: counters and marks are one row. For example: a run counts a decision and dies. The next run finds it
 * in its row again, finds its mark beside the counters, and only takes it away. Ends at `untilMs`; the rest is counted next time.
 */
export async function countDecisions(
  needs: Needs,
  { tallies, held }: Pick<Books, "tallies" | "held">,
  untilMs: number,
) {
  const today = dayOf(needs.nowMs());
  const minutes = held.map(({ policy, ...heldBy }) => ({ day: today, policy, heldBy }));
  for (let from = 0; from === 0 || from < tallies.length; from += batchSize) {
    if (needs.nowMs() >= untilMs) return;
    const batch = tallies.slice(from, from + batchSize);
    const uncounted = await count(needs, [...batch.flatMap(decidedIn), ...(from === 0 ? minutes : [])]);
    await collectAll(
      needs,
      batch.filter((noted) => !placesOf(noted).some((place) => uncounted.has(place))),
      untilMs,
    );
  }
}

/** The day of a time, by UTC: the zone of a policy may change, and a day of its counters must not. */
const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, "2026-11-29".length);

type Place = { readonly day: string; readonly policy: number };
type Addition = Place & { readonly decided?: Marked; readonly heldBy?: HeldBy };

const placeOf = ({ day, policy }: Place) => `${day} ${policy}`;

/** What is counted of one write: each decision in the row of its day and policy. */
const decidedIn = ({ instanceId, version, atMs, decided }: Noted): readonly Addition[] =>
  decided.map(({ policy, rule, what }, at) => ({
    ...{ day: dayOf(atMs), policy },
    decided: { rule, what, mark: markOf(`${instanceId} ${version} ${at}`) },
  }));

const placesOf = (noted: Noted) => decidedIn(noted).map(placeOf);

/** 66 bits: of 5,000 marks no two are the same. */
const markOf = (name: string) => createHash("sha256").update(name).digest("base64url").slice(0, 11);

/** Adds to each row of counters. Returns the rows that could not be written. */
async function count(needs: Needs, additions: readonly Addition[]): Promise<ReadonlySet<string>> {
  const uncounted = new Set<string>();
  const places = new Map(additions.map((addition) => [placeOf(addition), addition]));
  for (const [place, { day, policy }] of places) {
    const own = additions.filter((addition) => placeOf(addition) === place);
    if (!(await countSafely(needs, { day, policy }, own))) uncounted.add(place);
  }
  return uncounted;
}

async function countSafely(needs: Needs, place: Place, own: readonly Addition[]): Promise<boolean> {
  try {
    return await countIn(needs, place, own);
  } catch (error) {
    needs.report(`counters of ${placeOf(place)}`, "not counted", error);
    return false;
  }
}

/** A write without an answer is not repeated: the next run finds the marks if it was applied. */
async function countIn({ runs, pause, report }: Needs, { day, policy }: Place, own: readonly Addition[]) {
  const marked = own.flatMap(({ decided }) => decided ?? []);
  const held = own.flatMap(({ heldBy }) => heldBy ?? []);
  for (let tries = 1; tries <= maxTries; tries++) {
    const row = await runs.readCount(day, policy);
    const next = addedTo(row, marked, held);
    if (next === undefined || (await runs.writeCount(day, policy, row, next)) === "applied") return true;
    await pause(2 ** tries);
  }
  report(`counters of ${day} ${policy}`, "not counted: they are being written too often");
  return false;
}

async function collectAll(needs: Needs, counted: readonly Noted[], untilMs: number): Promise<void> {
  const rows = [...new Set(counted.map(({ instanceId }) => instanceId))];
  for (let from = 0; from < rows.length && needs.nowMs() < untilMs; from += groupSize)
    await Promise.all(rows.slice(from, from + groupSize).map((instanceId) => collect(needs, instanceId, counted)));
}

/** Takes the counted decisions away from one row, whatever was written to it meanwhile. */
async function collect({ report, ...needs }: Needs, instanceId: string, counted: readonly Noted[]): Promise<void> {
  const own = counted.filter((noted) => noted.instanceId === instanceId);
  try {
    const change = { kind: "collect", owner: needs.newId(), versions: own.map(({ version }) => version) } as const;
    await advance(needs, instanceId, own[0]?.row, change, needs.nowMs() + patienceMs);
  } catch (error) {
    report(instanceId, "decisions not taken away", error);
  }
}
