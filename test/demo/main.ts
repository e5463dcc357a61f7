import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildFunctions } from "../../functions/build/bundle.ts";
import type { Cloud } from "../cloud/cloud.ts";
import type { Sight } from "../cloud/core/watch.ts";
import { createHand, type Hand } from "../hand.ts";
import { root, startLocal } from "../local.ts";
import { permissive } from "../permissive.ts";
import { entryOf } from "../timeline/entry-of.ts";
import { createPaint } from "../timeline/paint.ts";
import { playVersus } from "../versus/versus.ts";
import { chatTitle, playChat } from "./chat-scene.ts";
import { chatVerdict } from "./chat-verdict.ts";
import { faultReport } from "./fault-report.ts";
import { mutants } from "./mutants.ts";
import { cast, nightTitle, playNight } from "./owners-night.ts";
import { countsOf } from "./owners-night-facts.ts";
import { nightVerdict } from "./owners-night-verdict.ts";
import { scenes } from "./scenes.ts";
import { createStage, keptLines, type Stage, show } from "./stage.ts";
import { playStormScene, stormTitle, stormVerdict } from "./storm-scene.ts";

const help = `Plays a maintenance event's bad day against the built functions, the official SDKs and the local cloud.

  npm run demo [-- options]

Options
  --scene N      play one scene alone: 1 to ${scenes.length} are faults, ${scenes.length + 1} is a storm, ${scenes.length + 2} an owner's night,
                 ${scenes.length + 3} a bot that is talked to
  --mutant NAME  build the product without a safeguard: ${Object.keys(mutants).join(", ")}
  --versus       play one fault script against a plain handler, AWS Powertools' idempotency and the product instead
  --json         print one JSON summary instead of the timeline
  --help         this text

Exit code 0: nothing was done twice to an instance, and each was done or stands in doubt or waiting (--versus: the
product redeployed at most once everywhere). In the storm no limit was broken, and nothing was sent while it was stopped.
In the night each of six machines was redeployed once, and proved: never more than two at work at once, none before its
hook was ready, the one that is asked about not before its yes, no database in the freeze, none in the pause, and what
was drained was put back. Of the bot's machine the system disk was replaced once, not before two people had said yes, and
its card says so. 1: not so. 2: for an option that there is not.

Examples
  npm run demo
  npm run demo -- --json
  npm run demo -- --scene ${scenes.length + 2}
  npm run demo -- --mutant no-claim
  npm run demo -- --versus`;

const { values } = parseArgs({
  options: {
    scene: { type: "string" },
    mutant: { type: "string" },
    versus: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
/** The storm, the night and the bot come after the scenes of single machines. */
const sceneNumbers = Array.from({ length: scenes.length + 3 }, (_, index) => String(index + 1));
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
  if (values.scene !== undefined && !sceneNumbers.includes(values.scene)) {
    console.error(`There is no scene ${values.scene}. Known: ${sceneNumbers.join(", ")}`);
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
    const stage = createStage();
    const watch = (sight: Sight) => show(stage, entryOf(sight), say, paint);
    const serverlessYaml = path.join(folder, "s.yaml");
    cloud = await startLocal({ serverlessYaml, policy: permissive(), appliesByConsole: true, herd, runs: true, watch });
    return await play(cloud, stage, startedMs);
  } finally {
    await cloud?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The storm and the night are on these. */
const herd = 120;

/** What is played after the scenes of single machines, by its number. */
const [stormNumber, nightNumber, chatNumber] = [scenes.length + 1, scenes.length + 2, scenes.length + 3];

const isPlayed = (number: number) => values.scene === undefined || Number(values.scene) === number;

async function play(cloud: Cloud, stage: Stage, startedMs: number): Promise<number> {
  const hand = createHand(cloud);
  await hand.quietFleet();
  const parts = [
    await playFaults(hand, stage),
    ...(isPlayed(stormNumber) ? [await playStorm(hand)] : []),
    ...(isPlayed(nightNumber) ? [await playOwnersNight(hand, stage)] : []),
    ...(isPlayed(chatNumber) ? [await playBot(hand)] : []),
  ];
  const summary = Object.assign({}, ...parts.map((part) => part.summary));
  if (values.json) console.log(JSON.stringify({ ...summary, ms: Math.round(performance.now() - startedMs) }));
  say(`\n${paint("bold", "From the wire log")}`);
  for (const line of parts.flatMap(({ lines }) => lines)) tell(line);
  const problems = parts.flatMap((part) => part.problems);
  const verdict = problems.length === 0 ? well : `FAILED: ${problems.join("; ")}.`;
  say(paint("bold", verdict));
  return problems.length === 0 ? 0 : 1;
}

const well = "Nothing was done twice, nothing was forgotten.";
const titled = (number: number, title: string) => say(`\n${paint("bold", `${number}  ${title}`)}`);
const tell = (line: string) => say(`   ${line}`);

async function playFaults(hand: Hand, stage: Stage) {
  const firstSeq = (await hand.calls()).at(-1)?.seq ?? 0;
  const played = scenes.filter((_, index) => isPlayed(index + 1));
  for (const scene of played) {
    titled(scenes.indexOf(scene) + 1, scene.title);
    stage.functionName = scene.functionName;
    await scene.play(hand, tell);
  }
  const calls = await hand.calls(firstSeq);
  stage.functionName = undefined;
  return faultReport({ scenes: played, calls, deliveries: stage.deliveries });
}

async function playStorm(hand: Hand) {
  titled(stormNumber, stormTitle);
  const storm = await playStormScene(hand, tell);
  return { summary: { storm }, lines: [], problems: stormVerdict(storm) };
}

async function playOwnersNight(hand: Hand, stage: Stage) {
  titled(nightNumber, nightTitle);
  const kept = { instanceId: cast.stopped, entries: [] };
  stage.kept = kept;
  const facts = await playNight(hand, tell);
  stage.kept = undefined;
  tell(`What happened to ${cast.stopped}:`);
  for (const line of keptLines(kept.entries, paint)) tell(line);
  const problems = nightVerdict(facts, cast);
  const night = { machines: cast.machines.length, ...countsOf(facts), problems };
  const { machines, redeploys, drained, putBack } = night;
  const line = `in the night ${machines} machines: ${drained} were drained, ${redeploys} redeploys sent, ${putBack} put back`;
  return { summary: { night }, lines: [line], problems };
}

async function playBot(hand: Hand) {
  titled(chatNumber, chatTitle);
  const facts = await playChat(hand, tell);
  const problems = chatVerdict(facts);
  const { machine, changes, cardSays } = facts;
  const chat = { machine, changes: changes.map(({ action }) => action), problems };
  const line = `${machine}: ReplaceSystemDisk taken ${changes.length} time(s), asked for by chat; its card: ${cardSays}`;
  return { summary: { chat }, lines: [line], problems };
}

if (values.help) console.log(help);
else process.exitCode = values.versus ? await playVersus({ json: values.json, say }) : await demo();
