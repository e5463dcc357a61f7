import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import * as z from "zod";

const file = new URL("known-seeds.json", import.meta.url);

/** A random schedule that is known to find a mutant, by the mutant's name: it is played first. A search of everybody took 15 minutes. */
export const knownSeeds = z.record(z.string(), z.int().positive()).parse(JSON.parse(readFileSync(file, "utf8")));

/** A search that took fewer schedules, some seconds, is made anew each time. */
const long = 100;

/** What a search came to, as `Verdict` has it. */
type Searched = { readonly name: string; readonly killedBy: string | undefined; readonly afterSchedules: number };

/** Keeps what long searches have come to, and leaves out whoever is no mutant any more. */
export async function keepSeeds(verdicts: readonly Searched[], names: ReadonlySet<string>): Promise<void> {
  const found = verdicts.filter(({ killedBy, afterSchedules }) => killedBy === "random" && afterSchedules > long);
  if (found.length === 0) return;
  const seeds = {
    ...knownSeeds,
    ...Object.fromEntries(found.map(({ name, afterSchedules }) => [name, afterSchedules])),
  };
  const kept = Object.entries(seeds).filter(([name]) => names.has(name));
  kept.sort(([one], [other]) => (one < other ? -1 : 1));
  await writeFile(file, `${JSON.stringify(Object.fromEntries(kept), undefined, 2)}\n`);
}
