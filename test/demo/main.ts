import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildFunctions } from "../../functions/build/bundle.ts";
import type { Cloud } from "../cloud/cloud.ts";
import type { Sight } from "../cloud/core/watch.ts";
import { createHand } from "../hand.ts";
import { root, startLocal } from "../local.ts";
import { permissive } from "../permissive.ts";
import type { Entry } from "../timeline/entry.ts";
import { entryOf } from "../timeline/entry-of.ts";
import { lineOf } from "../timeline/line-of.ts";
import { createPaint } from "../timeline/paint.ts";
import { playVersus } from "../versus/versus.ts";
import { mutants } from "./mutants.ts";
import { scenes } from "./scenes.ts";
import { playStormScene, type StormCount, stormTitle, stormVerdict } from "./storm-scene.ts";
import { isSend, lastWritten, takenOf } from "./wire.ts";

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
const paint = createPaint(process.stdout);
const say = (line: string) => {
  if (!values.json) console.log(line);
};

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
    say(paint("bold", "redeploy-once: built functions, official SDKs, real wire, local cloud"));
    if (mutant !== undefined) say(`MUTANT ${values.mutant}: ${mutant.what}`);
    const stage: Stage = { functionName: "", deliveries: 0 };
    const watch = (sight: Sight) => show(stage, entryOf(sight));
    const serverlessYaml = path.join(folder, "s.yaml");
    cloud = await startLocal({ serverlessYaml, policy: permissive(), appliesByConsole: true, herd, runs: true, watch });
    return await play(cloud, stage, startedMs);
  } finally {
    await cloud?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The storm is on these, after the scenes of single machines. */
const herd = 120;

/** Whose part is played, and how many deliveries and calls there were. Without a function nothing is shown or counted. */
type Stage = { functionName: string | undefined; deliveries: number };

async function play(cloud: Cloud, stage: Stage, startedMs: number): Promise<number> {
  const hand = createHand(cloud);
  await hand.quietFleet();
  const firstSeq = (await hand.calls()).at(-1)?.seq ?? 0;
  for (const [index, { title, functionName, play: playScene }] of scenes.entries()) {
    say(`\n${paint("bold", `${index + 1}  ${title}`)}`);
    stage.functionName = functionName;
    await playScene(hand, (line) => say(`   ${line}`));
  }
  const calls = await hand.calls(firstSeq);
  stage.functionName = undefined;
  say(`\n${paint("bold", `${scenes.length + 1}  ${stormTitle}`)}`);
  const storm = await playStormScene(hand, (line) => say(`   ${line}`));
  return report({ calls, storm, deliveries: stage.deliveries, ms: performance.now() - startedMs });
}

function show(stage: Stage, entry: Entry | undefined): void {
  const { functionName } = stage;
  if (entry === undefined || functionName === undefined || isElsewhere(entry, functionName)) return;
  if (entry.kind === "call" || (entry.kind === "event" && entry.change === "delivered")) stage.deliveries++;
  say(`   ${lineOf(entry, paint)}`);
}

/** What functions hear and say that the scene is not about: each event is delivered to three. */
function isElsewhere(entry: Entry, functionName: string): boolean {
  if (entry.kind === "answer") return entry.taken === undefined && entry.by !== functionName;
  const isHeard = entry.kind === "event" || entry.kind === "call";
  return isHeard && entry.function !== undefined && entry.function !== functionName;
}

type Played = {
  readonly calls: Awaited<ReturnType<ReturnType<typeof createHand>["calls"]>>;
  readonly storm: StormCount;
  readonly deliveries: number;
  readonly ms: number;
};

function report({ calls, storm, deliveries, ms }: Played): number {
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
  const summary = { deliveries, redeployCalls, suppressed, inDoubt, waiting, storm, ms: Math.round(ms) };
  const twice = standing.filter(({ redeploys }) => redeploys > 1);
  const lost = standing.filter(({ id, redeploys }) => redeploys === 0 && ![...inDoubt, ...waiting].includes(id));
  if (values.json) console.log(JSON.stringify(summary));
  say(`\n${paint("bold", "From the wire log")}`);
  say(`   ${deliveries} deliveries and calls, ${suppressed} of them sent nothing`);
  for (const { id, operation, redeploys, row } of standing)
    say(`   ${id}: ${operation} taken ${redeploys} time(s); ledger: ${named(row)}`);
  const verdict = [
    ...twice.map(({ id, operation }) => `${id}: ${operation} was done twice`),
    ...lost.map(({ id }) => `${id} was forgotten`),
    ...stormVerdict(storm),
  ];
  say(
    paint(
      "bold",
      verdict.length === 0 ? "Nothing was done twice, nothing was forgotten." : `FAILED: ${verdict.join("; ")}.`,
    ),
  );
  return verdict.length === 0 ? 0 : 1;
}

const named = (row: string | undefined) =>
  row === "Sending" ? "in doubt, kept until the evidence decides" : String(row);

if (values.help) console.log(help);
else process.exitCode = values.versus ? await playVersus({ json: values.json, say }) : await demo();
