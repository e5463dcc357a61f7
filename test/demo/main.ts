import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs, styleText } from "node:util";
import { buildFunctions } from "../../functions/build.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { createHand } from "../hand.ts";
import { root, startLocal } from "../local.ts";
import { playVersus } from "../versus/versus.ts";
import { mutants } from "./mutants.ts";
import { scenes } from "./scenes.ts";
import { isDelivery, isSend, lastWritten, lineOf, takenOf } from "./wire.ts";

const help = `Plays a maintenance event's bad day against the built functions, the official SDKs and the local cloud.

  npm run demo [-- options]

Options
  --mutant NAME  build the product without a safeguard: ${Object.keys(mutants).join(", ")}
  --versus       play one fault script against a plain handler, AWS Powertools' idempotency and the product instead
  --json         print one JSON summary instead of the timeline
  --help         this text

Exit code 0: nothing was done twice to an instance, and each was done or stands in doubt or waiting (--versus: the
product redeployed at most once everywhere). 1: not so.

Examples
  npm run demo
  npm run demo -- --json
  npm run demo -- --mutant no-claim
  npm run demo -- --versus`;

const { values } = parseArgs({
  options: {
    mutant: { type: "string" },
    versus: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const colour = process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined;
const say = (line: string) => {
  if (!values.json) console.log(line);
};
const bold = (text: string) => (colour ? styleText("bold", text) : text);

async function demo(): Promise<number> {
  const mutant = values.mutant === undefined ? undefined : mutants[values.mutant];
  if (values.mutant !== undefined && mutant === undefined) {
    console.error(`There is no mutant ${values.mutant}. Known: ${Object.keys(mutants).join(", ")}`);
    return 2;
  }
  const startedMs = performance.now();
  const folder = await mkdtemp(path.join(tmpdir(), "redeploy-once-demo-"));
  let cloud: Cloud | undefined;
  try {
    await buildFunctions({ outDir: path.join(folder, "dist"), edits: mutant?.edits ?? [] });
    await cp(path.join(root, "s.yaml"), path.join(folder, "s.yaml"));
    say(bold("redeploy-once: built functions, official SDKs, real wire, local cloud"));
    if (mutant !== undefined) say(`MUTANT ${values.mutant}: ${mutant.what}`);
    cloud = await startLocal({ serverlessYaml: path.join(folder, "s.yaml"), runs: true });
    return await play(cloud, startedMs);
  } finally {
    await cloud?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function play(cloud: Cloud, startedMs: number): Promise<number> {
  const hand = createHand(cloud);
  let deliveries = 0;
  let seen = (await hand.calls()).at(-1)?.seq ?? 0;
  const firstSeq = seen;
  for (const [index, { title, functionName, play: playScene }] of scenes.entries()) {
    say(`\n${bold(`${index + 1}  ${title}`)}`);
    const told: string[] = [];
    await playScene(hand, (line) => void told.push(line));
    const calls = await hand.calls(seen);
    deliveries += told.length + calls.filter((call) => isDelivery(call, functionName)).length;
    seen = calls.at(-1)?.seq ?? seen;
    for (const line of [...calls.flatMap((call) => lineOf(call, functionName) ?? []), ...told]) say(`   ${line}`);
  }
  const calls = await hand.calls(firstSeq);
  return report(calls, deliveries, performance.now() - startedMs);
}

function report(calls: Awaited<ReturnType<ReturnType<typeof createHand>["calls"]>>, deliveries: number, ms: number) {
  const instanceIds = scenes.map(({ instanceId }) => instanceId);
  const redeployCalls = takenOf(calls, instanceIds);
  const standing = scenes.map(({ instanceId: id, operation }) => ({
    id,
    operation,
    redeploys: redeployCalls[id] ?? 0,
    row: lastWritten(calls, id),
  }));
  const inDoubt = standing.filter(({ row }) => row === "Sending").map(({ id }) => id);
  const waiting = standing.filter(({ row }) => row === "Waiting").map(({ id }) => id);
  const suppressed = deliveries - calls.filter(isSend).length;
  const summary = { deliveries, redeployCalls, suppressed, inDoubt, waiting, ms: Math.round(ms) };
  const twice = standing.filter(({ redeploys }) => redeploys > 1);
  const lost = standing.filter(({ id, redeploys }) => redeploys === 0 && ![...inDoubt, ...waiting].includes(id));
  if (values.json) console.log(JSON.stringify(summary));
  say(`\n${bold("From the wire log")}`);
  say(`   ${deliveries} deliveries and calls, ${suppressed} of them sent nothing`);
  for (const { id, operation, redeploys, row } of standing)
    say(`   ${id}: ${operation} taken ${redeploys} time(s); ledger: ${named(row)}`);
  const verdict = [
    ...twice.map(({ id, operation }) => `${id}: ${operation} was done twice`),
    ...lost.map(({ id }) => `${id} was forgotten`),
  ];
  say(bold(verdict.length === 0 ? "Nothing was done twice, nothing was forgotten." : `FAILED: ${verdict.join("; ")}.`));
  return verdict.length === 0 ? 0 : 1;
}

const named = (row: string | undefined) =>
  row === "Sending" ? "in doubt, kept until the evidence decides" : String(row);

if (values.help) console.log(help);
else process.exitCode = values.versus ? await playVersus({ json: values.json, say }) : await demo();
