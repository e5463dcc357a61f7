/**
 * One measurement in a process of its own: `measure.js <side> <calls>`. Prints one JSON line. It is bundled before it
 * runs, with the product's bundler settings, so that both sides are what a function would load.
 */
import { createOurs } from "./ours.ts";
import { createPowertools } from "./powertools.ts";
import { type Side, type SideName, sideNames } from "./side.ts";

/** What one process found out; times in microseconds per call. */
export type Measured = {
  readonly firstUs: number;
  readonly replayUs: number;
  readonly trips: { readonly first: number; readonly replay: number };
};

const create: Readonly<Record<SideName, () => Side>> = { ours: createOurs, powertools: createPowertools };

/** Calls in a row, a new event each or always the first one. Each chunk gets a new store, so that none grows big. */
async function time(side: SideName, calls: number, kind: "first" | "replay"): Promise<{ us: number; trips: number }> {
  let spentMs = 0;
  let trips = 0;
  for (let left = calls; left > 0; left -= chunk) {
    const { call, trips: counted } = create[side]();
    if (kind === "replay") await call(0);
    const before = counted.count;
    const startedMs = performance.now();
    for (let n = 0; n < Math.min(chunk, left); n++) await call(kind === "first" ? n : 0);
    spentMs += performance.now() - startedMs;
    trips += counted.count - before;
  }
  return { us: (spentMs / calls) * 1_000, trips: trips / calls };
}

const chunk = 5_000;

async function measure(side: SideName, calls: number): Promise<Measured> {
  await time(side, calls, "first"); // warm-up, as long as the measurement
  await time(side, calls, "replay");
  const first = await time(side, calls, "first");
  const replay = await time(side, calls, "replay");
  return { firstUs: first.us, replayUs: replay.us, trips: { first: first.trips, replay: replay.trips } };
}

const side = sideNames.find((name) => name === process.argv[2]);
if (side === undefined) throw new Error(`There is no side ${process.argv[2]}`);
void measure(side, Number(process.argv[3])).then((measured) => console.log(JSON.stringify(measured)));
