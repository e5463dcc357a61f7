import { parseArgs } from "node:util";
import { createPaint } from "../../timeline/paint.ts";
import { measureStorm, type StormMeasured } from "./storm.ts";

const help = `Plays a storm of events through the built bundles and the local cloud, and counts on the wire what was done twice or not.

  npm run build && npm run bench -- storm [options]

Half as many machines as events, two events each: its host failed, and the platform plans to move it. Each event is delivered 1
to 5 times, in random order, over ten minutes of the world or more, under limits. In the middle every call of the ledger
fails for some minutes. The last two functions that had sent by then cannot write down what the cloud answered. Then the same
events are played once each, with no limit and no outage, for comparison. The world's time is the local cloud's.

Counted by a checker that reads the wire log alone (test/benchmark/storm/checker.ts):
  double              redeploys that answered nothing new, or began while the same machine was being redeployed
  lost                events that no redeploy answered within 24 hours of the world
  limitBreaches       redeploys that began where as many were in flight as the policy allows; one per limit
  maxInFlight         redeploys in flight at the same time: from the cloud's yes to the end that it shows
  storeCallsPerEvent  calls of Tablestore by all functions, runs of reconcile and refused calls included, per event
  costRatio           the same, divided by that of the comparison: what limits, repeats and an outage cost together. A first delivery
                      that waits is 3 calls, one that comes again 1, each try while the ledger is away 1; a place is 3
  rssMb               most memory of this process: local cloud, functions and checker together

Options
  --events N          events (default 10000)
  --seed S            which events are repeated how often, and the order (default 1)
  --in-flight N       redeploys at once in the region (default: a twentieth of the machines, at least 3)
  --in-flight-zone N  redeploys at once in a zone, of three (default: two fifths of that, at least 2)
  --outage MINUTES    minutes without a ledger, 0: none (default 5)
  --explain           also the calls by function, action, table and refusal
  --json              print one JSON summary instead of lines
  --help              this text

Exit code 0: nothing was done twice, lost or begun beyond a limit. 1: not so. 2: an option is wrong.`;

/** `npm run bench -- storm`: returns the exit code. */
export async function storm(args: readonly string[]): Promise<number> {
  const asked = read(args);
  if (asked === "help") {
    console.log(help);
    return 0;
  }
  if (typeof asked === "string") {
    console.error(asked);
    return 2;
  }
  const measured = await measureStorm(asked, progress);
  progress("");
  const shown = asked.explain ? measured : withoutExplained(measured);
  if (asked.json) console.log(JSON.stringify(shown));
  else report(measured, asked.explain);
  const { double, lost, limitBreaches } = measured;
  return double + lost + limitBreaches > 0 ? 1 : 0;
}

/** What is asked for, or what is wrong with it. */
function read(args: readonly string[]) {
  const { values, problem } = parse(args);
  if (values === undefined) return problem;
  if (values.help) return "help";
  const events = Number(values.events);
  const inFlight = Number(values["in-flight"] ?? Math.min(mostInFlight, Math.max(3, Math.ceil(events / 40))));
  const inFlightPerZone = Number(values["in-flight-zone"] ?? Math.max(2, Math.ceil(inFlight * 0.4)));
  const [seed, outageMinutes] = [Number(values.seed), Number(values.outage)];
  const isRight =
    [inFlight, inFlightPerZone].every((count) => isCount(count, 1, mostInFlight)) &&
    isCount(events, 1, mostEvents) &&
    [seed, outageMinutes].every((count) => isCount(count, 0, mostEvents));
  if (!isRight) return wrong;
  return { events, inFlight, inFlightPerZone, seed, outageMinutes, json: values.json, explain: values.explain };
}

/** What a policy allows at most. */
const mostInFlight = 1_000;
/** The ids of the herd have five digits. */
const mostEvents = 199_998;

const wrong = `--events takes a whole number from 1 to ${mostEvents}, --in-flight and --in-flight-zone from 1 to ${mostInFlight}, \
--seed and --outage from 0, for example --events 1000. Nothing was played.`;

const isCount = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options });
    return { values };
  } catch (error) {
    return { problem: `${error instanceof Error ? error.message : error}; see npm run bench -- storm --help` };
  }
}

const options = {
  events: { type: "string", default: "10000" },
  seed: { type: "string", default: "1" },
  "in-flight": { type: "string" },
  "in-flight-zone": { type: "string" },
  outage: { type: "string", default: "5" },
  json: { type: "boolean", default: false },
  explain: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

function withoutExplained({ explained: _, calm: { explained: __, ...calm }, ...measured }: StormMeasured) {
  return { ...measured, calm };
}

function report({ calm, limits, explained, ...measured }: StormMeasured, isExplained: boolean): void {
  const paint = createPaint(process.stdout);
  console.log(paint("bold", `A storm of ${measured.events} events`));
  const allowed = limits.map(({ per, inFlight }) => `${inFlight} per ${per}`).join(", ");
  const lines = { ...measured, storeCalls: listOf(measured.storeCalls), limits: allowed };
  for (const [name, value] of Object.entries(lines)) console.log(`${name.padEnd(20)}${value}`);
  console.log(
    `${"for comparison".padEnd(20)}${calm.storeCallsPerEvent} store calls per event: ${listOf(calm.storeCalls)}`,
  );
  if (isExplained)
    for (const [kind, calls] of Object.entries(explained)) console.log(`${String(calls).padStart(8)}  ${kind}`);
}

const listOf = (calls: Readonly<Record<string, number>>) =>
  Object.entries(calls)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");

/** Rewrites one line of a terminal; a file gets nothing. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
