import { createHash } from "node:crypto";
import type { RunStore } from "../control/run-store.ts";
import { addedTo, type HeldBy, type Marked } from "./added-to-count.ts";
import type { Noted } from "./books.ts";
import type { ReconcileNeeds } from "./sweep.ts";

export type AddNeeds = Pick<ReconcileNeeds, "pause" | "report"> & {
  readonly runs: Pick<RunStore, "readCount" | "writeCount">;
};

/** Runs that overlap write the same row of counters. */
const maxTries = 4;

/** The day of a time, by UTC: the zone of a policy may change, and a day of its counters must not. */
export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, "2026-11-29".length);

type Place = { readonly day: string; readonly policy: number };
type Addition = Place & { readonly decided?: Marked; readonly heldBy?: HeldBy };

const placeOf = ({ day, policy }: Place) => `${day} ${policy}`;

/** What is counted of one write: each decision in the row of its day and policy. */
export const decidedIn = ({ instanceId, version, atMs, decided }: Noted): readonly Addition[] =>
  decided.map(({ policy, rule, what }, at) => ({
    ...{ day: dayOf(atMs), policy },
    decided: { rule, what, mark: markOf(`${instanceId} ${version} ${at}`) },
  }));

/** True iff some of a write's decisions belong into one of these rows. */
export const isIn = (places: ReadonlySet<string>, noted: Noted) =>
  decidedIn(noted).some((addition) => places.has(placeOf(addition)));

/** 66 bits: of 5,000 marks no two are the same. */
const markOf = (name: string) => createHash("sha256").update(name).digest("base64url").slice(0, 11);

/** Adds to each row of counters. Returns the rows that could not be written. */
export async function addDecisions(needs: AddNeeds, additions: readonly Addition[]): Promise<ReadonlySet<string>> {
  const uncounted = new Set<string>();
  const places = new Map(additions.map((addition) => [placeOf(addition), addition]));
  for (const [place, { day, policy }] of places) {
    const own = additions.filter((addition) => placeOf(addition) === place);
    if (!(await countSafely(needs, { day, policy }, own))) uncounted.add(place);
  }
  return uncounted;
}

async function countSafely(needs: AddNeeds, place: Place, own: readonly Addition[]): Promise<boolean> {
  try {
    return await countIn(needs, place, own);
  } catch (error) {
    needs.report(`counters of ${placeOf(place)}`, "not counted", error);
    return false;
  }
}

/** A write without an answer is not repeated: the next run finds the marks if it was applied. */
async function countIn({ runs, pause, report }: AddNeeds, { day, policy }: Place, own: readonly Addition[]) {
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
