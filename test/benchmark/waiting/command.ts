import { parseArgs } from "node:util";
import { playWaiting } from "./play.ts";

const help = `Lets planned events wait under a limit of the region, and counts on the wire what their waiting costs.

  npm run build && npm run bench -- waiting [options]

  dispatched              operations that reconcile queued in the minutes that were watched
  mostDispatchedInMinute  of those, most in one minute: no more than the limit
  outOfOrder              of those, how many were not the next by deadline
  looksAtOthers           reads of ECS that name a machine which only waited
  storeCallsPerMinute     calls of Tablestore by all functions
  rssMb                   most memory of this process: local cloud and functions together

Options
  --events N     machines, each with one event (default 5000)
  --in-flight N  redeploys at once (default 10)
  --minutes N    minutes of the world that are watched once all wait (default 20)
  --json         print one JSON summary instead of lines
  --help         this text

Exit code 0: no more were dispatched in a minute than the limit allows, in order, and nobody else was looked at. 1: not so.
2: an option is wrong.`;

/** `npm run bench -- waiting`: returns the exit code. */
export async function waiting(args: readonly string[], progress: (text: string) => void): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const asked = {
    ...{ events: Number(values.events), inFlight: Number(values["in-flight"]), minutes: Number(values.minutes) },
  };
  if (!Object.values(asked).every((count) => Number.isInteger(count) && count > 0)) {
    console.error(
      "--events, --in-flight and --minutes take whole numbers from 1, for example --events 500. Nothing was played.",
    );
    return 2;
  }
  const measured = await playWaiting(asked, progress);
  progress("");
  const shown = { ...asked, ...measured, rssMb: Math.round(process.resourceUsage().maxRSS / 1_024) };
  if (values.json) console.log(JSON.stringify(shown));
  else for (const [name, value] of Object.entries(shown)) console.log(`${name.padEnd(24)}${value}`);
  const { mostDispatchedInMinute, outOfOrder, looksAtOthers, dispatched } = measured;
  return dispatched > 0 && mostDispatchedInMinute <= asked.inFlight && outOfOrder + looksAtOthers === 0 ? 0 : 1;
}

const options = {
  events: { type: "string", default: "5000" },
  "in-flight": { type: "string", default: "10" },
  minutes: { type: "string", default: "20" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;
