import { parseArgs } from "node:util";
import fc from "fast-check";
import { deliveries, judgeDelivery } from "./chat.ts";
import { inputs } from "./inputs.ts";
import { createJudge } from "./judge.ts";

const help = `Sends forged and malformed inputs to the production handlers of all functions, in this process. None may have an
effect, make a client of store or cloud before its signature is right, be told a secret, or take long. As many deliveries
of a chat go to its readers: none may pass for signed, change something without a reason, or have its password repeated.

  npm run fuzz [-- options]

Options
  --inputs N  how many (default 20000)
  --seed S    the seed of fast-check (default: by the clock; it is printed)
  --json      print one JSON summary
  --help      this text

Exit code 1: an input was not taken as it must be; it is printed, as small as it could be made.`;

const { values } = parseArgs({
  options: {
    inputs: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

async function fuzz(): Promise<number> {
  if (values.help) {
    console.log(help);
    return 0;
  }
  const [numRuns, seed] = [Number(values.inputs), Number(values.seed)];
  const { judge, worst, counts } = createJudge();
  const startedMs = performance.now();
  const details = await fc.check(fc.asyncProperty(inputs, judge), { numRuns, seed });
  const perSecond = Math.round((counts.inputs / (performance.now() - startedMs)) * 1_000);
  const chat = fc.check(fc.property(deliveries, judgeDelivery), { numRuns, seed });
  const failure = fc.defaultReportMessage(details) ?? fc.defaultReportMessage(chat);
  const report = {
    seed,
    ...counts,
    deliveries: chat.numRuns,
    perSecond,
    worstMs: worst.ms,
    worstOf: worst.functionName,
    failure,
  };
  if (values.json) console.log(JSON.stringify(report));
  else for (const [name, value] of Object.entries(report)) if (value !== undefined) console.log(`${name}: ${value}`);
  return failure === undefined ? 0 : 1;
}

process.exitCode = await fuzz();
