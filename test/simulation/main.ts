import { parseArgs } from "node:util";
import { type Bundle, loadBundle } from "./bundle.ts";
import { tryToKill, type Verdict } from "./kill.ts";
import { coverage, summary, tableOf } from "./report.ts";
import { keepTape } from "./tapes.ts";
import { product, type Variant, wanting } from "./variants.ts";

const help = `Plays the product's own modules against a modelled store, cloud, queue and clocks, in one process and without
real time, and checks the invariants (test/README.md) at every step.

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
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
const say = (text: string) => {
  if (!values.json) console.log(text);
};

async function simulate(): Promise<number> {
  if (values.help) return printed(help);
  if (values.mutants || values.mutant.length > 0) return await killAll(subjectsOf(values.mutant));
  const bundle = await loadBundle(product.edits);
  if (values.seed !== undefined || values.tape !== undefined) return await bundle.inMacrotask(() => show(bundle));
  return values.exhaustive ? await searchAll(bundle) : await playRandom(bundle);
}

function printed(text: string): number {
  console.log(text);
  return 0;
}

/** One schedule, step by step. */
function show(bundle: Bundle): number {
  const tape =
    values.tape === undefined
      ? bundle.createRandom(Number(values.seed))
      : bundle.createReplay(JSON.parse(values.tape) as number[]); // numbers, or the tape makes no sense
  const result = bundle.playSchedule({ ...bundle.settingOf(bundle.product), say: console.log }, tape);
  console.log(result.violations[0] ?? `No violation; ${result.faults} fault(s)`);
  return result.violations.length === 0 ? 0 : 1;
}

async function playRandom(bundle: Bundle): Promise<number> {
  const startedMs = performance.now();
  const setting = bundle.settingOf(bundle.product);
  const [from, schedules] = [Number(values.from), Number(values.seeds)];
  const seconds = values.seconds === undefined ? Number.POSITIVE_INFINITY : Number(values.seconds);
  const explored = await bundle.inMacrotask(() => bundle.explore(setting, from, { schedules, seconds, failures: 20 }));
  const tookMs = performance.now() - startedMs;
  const [first] = explored.failures;
  if (first !== undefined) {
    const small = await bundle.inMacrotask(() => bundle.shrink(setting, first));
    const { violation, tape } = small;
    say(`Kept: ${await keepTape({ name: `seed-${first.seed}`, violation, tape: [...tape] })}`);
  }
  const report = { ...summary(explored, tookMs), ...coverage(setting.hits) };
  if (values.json) console.log(JSON.stringify(report));
  else
    for (const [name, value] of Object.entries(report)) if (name !== "hits") say(`${name}: ${JSON.stringify(value)}`);
  return explored.failures.length === 0 ? 0 : 1;
}

async function searchAll(bundle: Bundle): Promise<number> {
  const seconds = Number(values.seconds ?? 60);
  const results = await bundle.inMacrotask(() =>
    bundle.scopes.map((scope) => bundle.search(bundle.settingOf(bundle.product), scope, seconds)),
  );
  const violations = results.flatMap((result) => result.violations);
  const complete = results.every((result) => result.complete);
  const states = results.reduce((sum, result) => sum + result.states, 0);
  for (const { name, schedules, states: found, ...result } of results)
    say(`${name}: ${result.complete ? "complete" : "not complete"}, ${schedules} schedules, ${found} states`);
  for (const { violation, tape } of violations) say(`${violation}  ${JSON.stringify(tape)}`);
  if (values.json) console.log(JSON.stringify({ exhaustive: { complete, states, scopes: results }, violations }));
  return violations.length === 0 ? 0 : 1;
}

/**
 * Random schedules per mutant: most need a few, none more than a third of this. Their number ends a search, however slow
 * the machine is; the seconds only end what hangs.
 */
const budget = { schedules: 30_000, seconds: 1_800 };

/** The named ones, else all. */
function subjectsOf(names: readonly string[]): readonly Variant[] {
  const unknown = names.filter((name) => wanting.every((subject) => subject.name !== name));
  if (unknown.length > 0) throw new Error(`There is no mutant ${unknown.join(", ")}`);
  return names.length === 0 ? wanting : wanting.filter(({ name }) => names.includes(name));
}

async function killAll(subjects: readonly Variant[]): Promise<number> {
  const verdicts: Verdict[] = [];
  for (const subject of subjects) {
    const verdict = await tryToKill(subject, budget);
    verdicts.push(verdict);
    say(tableOf(verdict));
  }
  if (values.json) console.log(JSON.stringify({ mutants: verdicts }));
  return verdicts.every(({ killedBy }) => killedBy !== undefined) ? 0 : 1;
}

process.exitCode = await simulate();
