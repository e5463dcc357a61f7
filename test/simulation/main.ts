import { parseArgs } from "node:util";
import { type Bundle, loadBundle } from "./bundle.ts";
import type { Failure } from "./explore.ts";
import { keepSeeds } from "./known-seeds.ts";
import { playSeeds } from "./play-seeds.ts";
import { cores, playAll } from "./players.ts";
import { createProgress } from "./progress.ts";
import { coverage, summary, tableOf } from "./report.ts";
import { scopes } from "./scopes.ts";
import { keepTape } from "./tapes.ts";
import { product, wanting } from "./variants.ts";

const help = `Plays the product's own modules against a modelled store, cloud, queue and clocks, without real time, and checks the invariants (test/README.md) at every step.

  npm run simulate [-- options]

Options
  --seeds N      how many random schedules (default 20000)
  --from S       the first seed (default 1)
  --seconds T    stop after T seconds; with --exhaustive: per scope (default 60)
  --seed S       play one seed and print what happens
  --tape JSON    play one tape, such as [0,3,1], and print what happens
  --exhaustive   search small scopes to their end instead
  --mutants      play the product without each safeguard instead; each must be found
  --mutant NAME  play this one only; may be given several times
  --workers N    how many processes play (default: one per core); what they play does not depend on it
  --json         print one JSON summary
  --help         this text

A violation is made small and kept in test/simulation/tapes/. Exit code 0: no violation, and every mutant was found.`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20000" },
    from: { type: "string", default: "1" },
    seconds: { type: "string" },
    seed: { type: "string" },
    tape: { type: "string" },
    exhaustive: { type: "boolean", default: false },
    mutants: { type: "boolean", default: false },
    mutant: { type: "string", multiple: true, default: [] },
    workers: { type: "string", default: String(cores) },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const workers = Number(values.workers);
const say = (text: string) => {
  if (!values.json) console.log(text);
};

async function simulate(): Promise<number> {
  if (values.help) return printed(help);
  if (values.mutants || values.mutant.length > 0) return await killAll(subjectsOf(values.mutant));
  if (values.seed !== undefined || values.tape !== undefined) return await show(await loadBundle(product.edits));
  return values.exhaustive ? await searchAll() : await playRandom();
}

function printed(text: string): number {
  console.log(text);
  return 0;
}

/** One schedule, step by step. */
const show = (bundle: Bundle): Promise<number> =>
  bundle.inMacrotask(() => {
    const tape =
      values.tape === undefined
        ? bundle.createRandom(Number(values.seed))
        : bundle.createReplay(JSON.parse(values.tape) as number[]); // numbers, or the tape makes no sense
    const result = bundle.playSchedule({ ...bundle.settingOf(bundle.product), say: console.log }, tape);
    console.log(result.violations[0] ?? `No violation; ${result.faults} fault(s)`);
    return result.violations.length === 0 ? 0 : 1;
  });

async function playRandom(): Promise<number> {
  const startedMs = performance.now();
  const seconds = values.seconds === undefined ? Number.POSITIVE_INFINITY : Number(values.seconds);
  const stretch = { from: Number(values.from), schedules: Number(values.seeds), seconds, failures: 20, workers };
  const played = await playSeeds(stretch, createProgress(stretch.schedules, "schedules"));
  const tookMs = performance.now() - startedMs;
  const [first] = played.failures;
  if (first !== undefined) say(`Kept: ${await keep(await loadBundle(product.edits), first)}`);
  const report = { ...summary(played, tookMs), ...coverage(played.hits) };
  if (values.json) console.log(JSON.stringify(report));
  else
    for (const [name, value] of Object.entries(report)) if (name !== "hits") say(`${name}: ${JSON.stringify(value)}`);
  return played.failures.length === 0 ? 0 : 1;
}

/** Makes the tape of a failure small and keeps it. Returns its file. */
async function keep(bundle: Bundle, failure: Failure): Promise<string> {
  const { violation, tape } = await bundle.inMacrotask(() => bundle.shrink(bundle.settingOf(bundle.product), failure));
  return keepTape({ name: `seed-${failure.seed}`, violation, tape: [...tape] });
}

async function searchAll(): Promise<number> {
  const seconds = Number(values.seconds ?? 60);
  const jobs = scopes.map(({ name }) => ({ kind: "scope" as const, name, seconds }));
  const results = await playAll<"scope">(jobs, workers, ({ name, schedules, states, complete }) =>
    say(`${name}: ${complete ? "complete" : "not complete"}, ${schedules} schedules, ${states} states`),
  );
  const violations = results.flatMap((result) => result.violations);
  const complete = results.every((result) => result.complete);
  const states = results.reduce((sum, result) => sum + result.states, 0);
  for (const { violation, tape } of violations) say(`${violation}  ${JSON.stringify(tape)}`);
  if (values.json) console.log(JSON.stringify({ exhaustive: { complete, states, scopes: results }, violations }));
  return violations.length === 0 ? 0 : 1;
}

/**
 * Random schedules per mutant: most need a few, none more than a third of this. Their number ends a search, however slow
 * the machine is; the seconds only end what hangs.
 */
const budget = { schedules: 30_000, seconds: 1_800 };

/** The names that were given, else all. */
function subjectsOf(names: readonly string[]): readonly string[] {
  const all = wanting.map(({ name }) => name);
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`There is no mutant ${unknown.join(", ")}`);
  return names.length === 0 ? all : all.filter((name) => names.includes(name));
}

async function killAll(names: readonly string[]): Promise<number> {
  const jobs = names.map((name) => ({ kind: "mutant" as const, name, budget }));
  const verdicts = await playAll<"mutant">(jobs, workers, (verdict) => say(tableOf(verdict)));
  await keepSeeds(verdicts, new Set(wanting.map(({ name }) => name)));
  if (values.json) console.log(JSON.stringify({ mutants: verdicts }));
  return verdicts.every(({ killedBy }) => killedBy !== undefined) ? 0 : 1;
}

process.exitCode = await simulate();
