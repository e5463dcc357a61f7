import { once } from "../../shared/once.ts";
import { loadBundle } from "./bundle.ts";
import type { Searched } from "./exhaustive.ts";
import type { Explored } from "./explore.ts";
import type { Hits } from "./hits.ts";
import { type Budget, tryToKill, type Verdict } from "./kill.ts";
import { product, wanting } from "./variants.ts";

/** What one player is asked to play, by its kind. */
export type Jobs = {
  readonly seeds: { readonly kind: "seeds"; readonly from: number; readonly schedules: number };
  readonly mutant: { readonly kind: "mutant"; readonly name: string; readonly budget: Budget };
  readonly scope: { readonly kind: "scope"; readonly name: string; readonly seconds: number };
};

/** What it came to. */
export type Answers = {
  readonly seeds: Explored & { readonly hits: Hits["table"] };
  readonly mutant: Verdict;
  readonly scope: Searched;
};

/** Failures of one job that are kept: more of them say nothing new. */
const keptFailures = 20;

const bundled = once(() => loadBundle(product.edits));

async function playSeeds({ from, schedules }: Jobs["seeds"]): Promise<Answers["seeds"]> {
  const bundle = await bundled();
  const setting = bundle.settingOf(bundle.product);
  const until = { schedules, seconds: Number.POSITIVE_INFINITY, failures: keptFailures };
  const explored = await bundle.inMacrotask(() => bundle.explore(setting, from, until));
  return { ...explored, hits: setting.hits.table };
}

function playMutant({ name, budget }: Jobs["mutant"]): Promise<Answers["mutant"]> {
  const subject = wanting.find((candidate) => candidate.name === name);
  if (subject === undefined) throw new Error(`There is no mutant ${name}`);
  return tryToKill(subject, budget);
}

async function searchScope({ name, seconds }: Jobs["scope"]): Promise<Answers["scope"]> {
  const bundle = await bundled();
  const scope = bundle.scopes.find((candidate) => candidate.name === name);
  if (scope === undefined) throw new Error(`There is no scope ${name}`);
  return bundle.inMacrotask(() => bundle.search(bundle.settingOf(bundle.product), scope, seconds));
}

function play(job: Jobs[keyof Jobs]): Promise<Answers[keyof Answers]> {
  switch (job.kind) {
    case "seeds":
      return playSeeds(job);
    case "mutant":
      return playMutant(job);
    case "scope":
      return searchScope(job);
    default:
      return job satisfies never;
  }
}

/** A process of its own: it plays one job after the other, as its parent (players.ts) asks. */
process.on("message", async (job: Jobs[keyof Jobs]) => process.send?.(await play(job)));
