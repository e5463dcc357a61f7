import { parseArgs, styleText } from "node:util";
import { type Compared, compareSides } from "./compare.ts";
import { type Judged, measureDoors } from "./doors.ts";
import { measureLoads } from "./loads/loads.ts";
import { linesOf } from "./loads/report.ts";
import { storm } from "./storm/command.ts";
import { waiting } from "./waiting/command.ts";

const help = `Times three things: the product's idempotency middleware side by side with AWS Powertools', what its doors
do with the worst that anybody may send, and how long its bundles take to begin.

  npm run bench [-- options]
  npm run bench -- storm [options]     thousands of events at once; has a help of its own
  npm run bench -- waiting [options]   thousands that wait under one limit; has a help of its own

Sides: one call is one delivery of an event: ours through idempotency, claim, intend, send (a no-op) and settle;
Powertools through its middleware around a no-op handler. Both in the same middy, with SHA-256, with payload
validation, over stores in memory, bundled as the product is. Each measurement has a process of its own, after a
warm-up of the same length; sides take turns and medians are reported. Serialisation and the network are in neither
figure: round trips are what they cost.

Doors: each input goes through the production handlers up to the first use of the ledger (decode, authenticate,
validate), as large as it may be there. Milliseconds of a core, medians; the aim is 50 at most.

Loads: each bundle is loaded in fresh processes: as it is deployed, with its code cache; without the cache; without any
SDK in it, with a cache; and plainly bundled by esbuild, every third round only. Preload is what a first call loads
besides. First calls run from the begin of the load to the reply, against the local cloud. All take turns.
Milliseconds of the clock, so other jobs of the machine are in them.

Options
  --only PART    sides, doors or loads
  --processes N  fresh processes per side (default 5)
  --calls N      calls per measurement of a side (default 20000)
  --runs N       runs per input of a door, and fresh processes per bundle (default 7)
  --cpu-prof DIR write a CPU profile of every process of a side to DIR
  --json         print one JSON summary instead of the tables
  --help         this text`;

const [first, ...rest] = process.argv.slice(2);
const isOwn = first === "storm" || first === "waiting";
const { values } = parseArgs({
  args: isOwn ? [] : process.argv.slice(2),
  options: {
    only: { type: "string" },
    processes: { type: "string", default: "5" },
    calls: { type: "string", default: "20000" },
    runs: { type: "string", default: "7" },
    "cpu-prof": { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

async function bench(): Promise<number> {
  const [processes, calls, runs] = [Number(values.processes), Number(values.calls), Number(values.runs)];
  if (![processes, calls, runs].every(isCount) || ![undefined, "sides", "doors", "loads"].includes(values.only)) {
    console.error(
      "--processes, --calls, --runs need whole numbers above 0, for example --runs 7; --only: sides, doors or loads",
    );
    return 2;
  }
  const parts = await measureParts(processes, calls, runs);
  progress("");
  if (values.json) {
    const { sides, doors, loads } = parts;
    console.log(JSON.stringify({ ...sides, doors, loads, node: process.version, processes, runs }));
  } else report(parts, processes, runs);
  return 0;
}

async function measureParts(processes: number, calls: number, runs: number) {
  const isAsked = (part: string) => values.only === undefined || values.only === part;
  const profileDir = values["cpu-prof"];
  const doors = isAsked("doors") ? await measureDoors(runs, progress) : undefined;
  const sides = isAsked("sides") ? await compareSides({ processes, calls, profileDir, progress }) : undefined;
  const loads = isAsked("loads") ? await measureLoads(runs, progress) : undefined;
  return { sides, doors, loads };
}

type Parts = Awaited<ReturnType<typeof measureParts>>;

function report({ sides, doors, loads }: Parts, processes: number, runs: number): void {
  if (sides !== undefined) reportSides(sides, processes);
  if (doors !== undefined) reportDoors(doors, runs);
  if (loads !== undefined) for (const line of linesOf(loads, runs, bold)) console.log(line);
}

const isCount = (value: number) => Number.isInteger(value) && value > 0;

/** Rewrites one line of a terminal; a file gets nothing. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function reportSides({ scenarios, roundTrips }: Compared, processes: number): void {
  const line = (...cells: readonly (string | number | undefined)[]) =>
    console.log(cells.map((cell, index) => (index === 0 ? `${cell}`.padEnd(10) : `${cell}`.padStart(18))).join(""));
  console.log(bold(`Node ${process.version}, medians of ${processes} processes per side`));
  line("", "ours µs", "powertools µs", "ratio", "ours trips", "powertools trips");
  for (const kind of ["first", "replay"] as const) {
    const { oursUs, powertoolsUs, ratio } = scenarios[kind];
    line(kind, oursUs, powertoolsUs, ratio, roundTrips.ours?.[kind], roundTrips.powertools?.[kind]);
  }
}

function reportDoors(doors: readonly Judged[], runs: number): void {
  console.log(bold(`Doors: milliseconds of a core, medians of ${runs} runs`));
  for (const { door, name, bytes, ms, outcome } of doors)
    console.log(
      `${door.padEnd(9)}${name.padEnd(44)}${`${bytes}`.padStart(10)} B${ms.toFixed(2).padStart(9)}  ${outcome.slice(0, 32)}`,
    );
}

const bold = (text: string) =>
  process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined ? styleText("bold", text) : text;

if (first === "storm") process.exitCode = await storm(rest);
else if (first === "waiting") process.exitCode = await waiting(rest, progress);
else if (values.help) console.log(help);
else process.exitCode = await bench();
