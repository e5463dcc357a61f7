import type { CountRow } from "../../shared/control/run-store.ts";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { World } from "./world.ts";

/** The modelled rows of counters, and what they should come to. */
export type Counters = {
  readonly rows: Map<string, CountRow>;
  /** Decisions that rows were written with, by day, policy, rule and what. */
  readonly decided: Map<string, number>;
  /** Of these: so many a row gave up, since it had too many. */
  readonly givenUp: Map<string, number>;
};

export const createCounters = (): Counters => ({ rows: new Map(), decided: new Map(), givenUp: new Map() });

/** A row was written: what it decided is to be counted, once. What goes has been counted, or made room. */
export function noteDecisions(world: World, stored: InstanceRow | undefined, next: InstanceRow): void {
  const { decided, givenUp } = world.counters;
  if (next.tally === stored?.tally) return;
  const before = stored?.tally ?? {};
  const fresh = Object.keys(next.tally).filter((version) => before[version] === undefined);
  for (const version of fresh) note(world, decided, next.tally[version]);
  const isFull = fresh.length > 0;
  for (const [version, text] of Object.entries(before))
    if (isFull && next.tally[version] === undefined) note(world, givenUp, text);
}

function note({ product }: World, counts: Map<string, number>, text = ""): void {
  const { atMs, decided } = product.readTally(text);
  for (const { policy, rule, what } of decided) {
    const name = `${new Date(atMs).toISOString().slice(0, 10)} ${policy} ${rule} ${what.toLowerCase()}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}
