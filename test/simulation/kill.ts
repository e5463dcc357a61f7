import { type Bundle, loadBundle } from "./bundle.ts";
import { knownSeeds } from "./known-seeds.ts";
import type { Variant } from "./variants.ts";

export type Verdict = {
  readonly name: string;
  readonly kind: Variant["kind"];
  readonly what: string;
  readonly breaks: string | undefined;
  /** A directed schedule's name, `seed` for the known one, `random`, or nothing. */
  readonly killedBy: string | undefined;
  /** Random schedules until then; 0 if none was searched for. */
  readonly afterSchedules: number;
  readonly violation: string | undefined;
};

export type Budget = { readonly schedules: number; readonly seconds: number };

/** Looks for a schedule that a subject does not survive: what somebody thought of, the seed that is known, then at random. */
export async function tryToKill(subject: Variant, budget: Budget): Promise<Verdict> {
  const bundle = await loadBundle(subject.edits);
  return await bundle.inMacrotask(() => {
    const { name, kind, what, breaks } = subject;
    const found = directedly(bundle, subject) ?? bySeed(bundle, subject) ?? atRandom(bundle, subject, budget);
    return { name, kind, what, breaks, ...found };
  });
}

function directedly(bundle: Bundle, { switches }: Variant) {
  for (const schedule of bundle.directed) {
    const [violation] = bundle.playDirected(bundle.settingOf(bundle.product, switches), schedule).violations;
    if (violation !== undefined) return { killedBy: schedule.name, afterSchedules: 0, violation };
  }
  return undefined;
}

function bySeed(bundle: Bundle, { name, switches }: Variant) {
  const seed = knownSeeds[name];
  if (seed === undefined) return undefined;
  const once = { schedules: 1, seconds: Number.POSITIVE_INFINITY, failures: 1 };
  const [failure] = bundle.explore(bundle.settingOf(bundle.product, switches), seed, once).failures;
  return failure && { killedBy: "seed", afterSchedules: 0, violation: failure.violation };
}

function atRandom(bundle: Bundle, { switches }: Variant, budget: Budget) {
  const setting = bundle.settingOf(bundle.product, switches);
  const { schedules, failures } = bundle.explore(setting, 1, { ...budget, failures: 1 });
  const violation = failures[0]?.violation;
  return { killedBy: violation === undefined ? undefined : "random", afterSchedules: schedules, violation };
}
