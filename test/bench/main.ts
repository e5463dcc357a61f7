import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, styleText } from "node:util";
import type { Measured } from "./measure.ts";
import { buildMeasure, measureIn } from "./processes.ts";
import { type SideName, sideNames } from "./side.ts";

const help = `Times the product's idempotency middleware side by side with AWS Powertools', both over stores in memory.

  npm run bench [-- options]

One call is one delivery of an event: ours through idempotency, claim, intend, send (a no-op) and settle; Powertools
through its middleware around a no-op handler. Both in the same middy, with SHA-256, with payload validation, bundled
as the product is. Each measurement has a process of its own, after a warm-up of the same length; sides take turns and
medians are reported. Serialisation and the network are in neither figure: round trips are what they cost.

Options
  --processes N  fresh processes per side (default 5)
  --calls N      calls per measurement (default 20000)
  --cpu-prof DIR write a CPU profile of every process to DIR
  --json         print one JSON summary instead of the table
  --help         this text`;

const { values } = parseArgs({
  options: {
    processes: { type: "string", default: "5" },
    calls: { type: "string", default: "20000" },
    "cpu-prof": { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

type All = Readonly<Record<SideName, readonly Measured[]>>;

async function bench(): Promise<number> {
  const [processes, calls] = [Number(values.processes), Number(values.calls)];
  if (!isCount(processes) || !isCount(calls)) {
    console.error("--processes and --calls need whole numbers above 0, for example --processes 5 --calls 20000");
    return 2;
  }
  const folder = await mkdtemp(path.join(tmpdir(), "redeploy-once-bench-"));
  try {
    const script = await buildMeasure(folder);
    const all = { ours: [] as Measured[], powertools: [] as Measured[] };
    for (let round = 1; round <= processes; round++)
      for (const side of sideNames) {
        progress(`process ${round} of ${processes}: ${side}`);
        all[side].push(await measureIn(script, side, calls, values["cpu-prof"]));
      }
    progress("");
    report(all, processes);
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const isCount = (value: number) => Number.isInteger(value) && value > 0;

/** Rewrites one line of a terminal; a file gets nothing. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function report(all: All, processes: number): void {
  const scenarios = { first: compared(all, "firstUs"), replay: compared(all, "replayUs") };
  const roundTrips = { ours: all.ours[0]?.trips, powertools: all.powertools[0]?.trips };
  if (values.json) {
    console.log(JSON.stringify({ scenarios, roundTrips, node: process.version, processes }));
    return;
  }
  const line = (...cells: readonly (string | number | undefined)[]) =>
    console.log(cells.map((cell, index) => (index === 0 ? `${cell}`.padEnd(10) : `${cell}`.padStart(18))).join(""));
  console.log(bold(`Node ${process.version}, medians of ${processes} processes per side`));
  line("", "ours µs", "powertools µs", "ratio", "ours trips", "powertools trips");
  for (const kind of ["first", "replay"] as const) {
    const { oursUs, powertoolsUs, ratio } = scenarios[kind];
    line(kind, oursUs, powertoolsUs, ratio, roundTrips.ours?.[kind], roundTrips.powertools?.[kind]);
  }
}

function compared(all: All, field: "firstUs" | "replayUs") {
  const [oursUs, powertoolsUs] = [median(all.ours, field), median(all.powertools, field)];
  return { oursUs: rounded(oursUs), powertoolsUs: rounded(powertoolsUs), ratio: rounded(oursUs / powertoolsUs) };
}

function median(measured: readonly Measured[], field: "firstUs" | "replayUs"): number {
  const sorted = measured.map((one) => one[field]).sort((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.ceil((sorted.length - 1) / 2)];
  return ((sorted[low] ?? Number.NaN) + (sorted[high] ?? Number.NaN)) / 2;
}

const rounded = (value: number) => Math.round(value * 100) / 100;
const bold = (text: string) =>
  process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined ? styleText("bold", text) : text;

if (values.help) console.log(help);
else process.exitCode = await bench();
