import { type SideName, sideNames } from "./bundles.ts";
import { type Environment, loadEmpty, loadSide, type Place } from "./fresh-process.ts";
import type { Measured } from "./measure-load.ts";
import { type Spread, spreadOf } from "./spread.ts";

export type FunctionLoads = Awaited<ReturnType<typeof measureFunctions>>;

/** Of how many rounds a plain bundle takes part in one: it takes longer than all others together. */
const plainEvery = 3;

/** How many processes load each bundle of a side. */
export const processesOf = (side: SideName, runs: number) => (side === "plain" ? Math.ceil(runs / plainEvery) : runs);

/**
 * Loads every bundle in fresh processes, all by turns. Of each function, by side: its load, and its load with what the
 * first call needs (`preloaded`). Beside them the load of a handler that does nothing.
 */
export async function measureFunctions(
  place: Place,
  environments: Readonly<Record<string, Environment>>,
  runs: number,
  progress: (text: string) => void,
) {
  const loads: Load[] = [];
  const empty: number[] = [];
  for (let run = 0; run < runs; run++) {
    empty.push((await loadEmpty(place)).loadMs);
    for (const [name, environment] of Object.entries(environments))
      for (const side of sideNames.filter((one) => one !== "plain" || run % plainEvery === 0)) {
        progress(`load ${run + 1} of ${runs}: ${name}, ${side}`);
        loads.push({ name, side, ...(await loadSide(place, side, name, environment)) });
      }
  }
  const functions = Object.keys(environments).map((name) => {
    const own = loads.filter((load) => load.name === name);
    return { name, load: spreads(own, "loadMs"), preloaded: spreads(own, "doneMs") };
  });
  return { functions, empty: spreadOf(empty) };
}

type Load = Measured & { readonly name: string; readonly side: SideName };

function spreads(loads: readonly Load[], field: "loadMs" | "doneMs"): Readonly<Record<SideName, Spread>> {
  const of = (side: SideName) => spreadOf(loads.filter((load) => load.side === side).map((load) => load[field]));
  return { cached: of("cached"), uncached: of("uncached"), withoutSdk: of("withoutSdk"), plain: of("plain") };
}
