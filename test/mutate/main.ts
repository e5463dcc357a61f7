import { execFileSync, spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Equivalent, equivalent } from "./equivalent.ts";
import { isAlive, type Mutant, readReport, withTypes } from "./survivors.ts";

/** Percent of what can be killed. */
const threshold = 95;

const help = `Changes the product's deciding lines one at a time (StrykerJS) and tells which change no unit test, no short simulation
and no type notices. Which files: shared/ledger, attempt, reconcile, remediation, and cloud/sdk-error.ts.

  npm run mutate [-- options]

Options
  --since REF    only what changed since a commit, such as origin/main
  --files LIST   only these, comma-separated; lines too, such as shared/ledger/runbook.ts:20-40
  --json         print one JSON summary
  --help         this text

Survivors that cannot be killed stand in test/mutate/equivalent.ts with their reason. Exit code 0: at least ${threshold} % of the
others are killed, and every entry of that list still survives.`;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const report = path.join(root, "dist/mutation.json");

const { values } = parseArgs({
  options: {
    since: { type: "string" },
    files: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

const isMutated = (file: string) =>
  /^shared\/(ledger|attempt|reconcile|remediation)\/[^/]+\.ts$/.test(file) || file === "shared/cloud/sdk-error.ts";

/** What to mutate as Stryker takes it; undefined for all of its configuration. */
function wanted(): string | undefined {
  if (values.files !== undefined) return values.files;
  if (values.since === undefined) return undefined;
  const changed = execFileSync("git", ["diff", "--name-only", "--diff-filter=d", values.since], {
    cwd: root,
    encoding: "utf8",
  });
  return changed.split("\n").filter(isMutated).join(",");
}

/** Plays every mutant; what Stryker says goes to stderr. */
function play(mutate: string | undefined): void {
  const reporters = process.stderr.isTTY ? "json,progress" : "json";
  const which = mutate === undefined ? [] : ["--mutate", mutate];
  const args = ["node_modules/@stryker-mutator/core/bin/stryker.js", "run", "--reporters", reporters, ...which];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`Stryker ended with ${status}; what it said is above. Nothing was judged.`);
}

/** Entries of the list whose file was mutated as a whole, and that no survivor stands for. */
const staleIn = (mutants: readonly Mutant[]) =>
  values.files?.includes(":") === true
    ? []
    : equivalent.filter(
        (entry) =>
          mutants.some(({ file }) => file === entry.file) &&
          !mutants.some((mutant) => isAlive(mutant) && isSame(entry, mutant)),
      );

const isListed = (mutant: Mutant) => isAlive(mutant) && equivalent.some((entry) => isSame(entry, mutant));

const isSame = ({ file, at, from, to }: Equivalent, mutant: Mutant) =>
  file === mutant.file && at === mutant.at && from === mutant.from && to === mutant.to;

async function mutate(): Promise<number> {
  if (values.help) {
    console.log(help);
    return 0;
  }
  const startedMs = performance.now();
  const which = wanted();
  if (which === "") {
    console.log(values.json ? JSON.stringify({ mutants: 0 }) : `Nothing to mutate changed since ${values.since}.`);
    return 0;
  }
  play(which);
  const mutants = await withTypes(root, await readReport(report));
  return tell(mutants, performance.now() - startedMs);
}

function tell(mutants: readonly Mutant[], tookMs: number): number {
  const survivors = mutants.filter((mutant) => isAlive(mutant) && !isListed(mutant));
  const stale = staleIn(mutants);
  const listed = mutants.filter(isListed).length;
  const killable = mutants.length - listed;
  const percent = Math.floor(((killable - survivors.length) / Math.max(1, killable)) * 1_000) / 10;
  const isGood = survivors.length * 100 <= killable * (100 - threshold) && stale.length === 0;
  const seconds = Math.round(tookMs / 1_000);
  const summary = { mutants: mutants.length, ...countsOf(mutants), equivalent: listed, percent, seconds };
  if (values.json) console.log(JSON.stringify({ ...summary, survivors: survivors.map(placeOf), stale }));
  else {
    for (const { file, line, from, to } of survivors) console.log(`${file}:${line}\n  - ${from}\n  + ${to}`);
    for (const { file, at } of stale)
      console.log(`test/mutate/equivalent.ts: nothing survives any more at: ${file}: ${at}`);
    console.log(JSON.stringify(summary));
  }
  return isGood ? 0 : 1;
}

const placeOf = ({ file, line, at, from, to }: Mutant) => ({ file, line, at, from, to });

function countsOf(mutants: readonly Mutant[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of mutants) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

process.exitCode = await mutate();
