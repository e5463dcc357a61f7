import { type Bundle, loadBundle } from "./bundle.ts";
import type { Variant } from "./variants.ts";

export type Verdict = {
  readonly name: string;
  readonly kind: Variant["kind"];
  readonly what: string;
  readonly breaks: string | undefined;
  /** `random`, a directed schedule's name, or nothing. */
  readonly killedBy: string | undefined;
  /** Random schedules until then; 0 if a directed one found it. */
  readonly afterSchedules: number;
  readonly violation: string | undefined;
};

export type Budget = { readonly schedules: number; readonly seconds: number };

/** Looks for a schedule that a subject does not survive: first what somebody thought of, then at random. */
export async function tryToKill(subject: Variant, budget: Budget): Promise<Verdict> {
  const bundle = await loadBundle(subject.edits);
  return await bundle.inMacrotask(() => {
    const { name, kind, what, breaks } = subject;
    const found = directedly(bundle, subject) ?? atRandom(bundle, subject, budget);
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

function atRandom(bundle: Bundle, { switches }: Variant, budget: Budget) {
  const setting = bundle.settingOf(bundle.product, switches);
  const { schedules, failures } = bundle.explore(setting, 1, { ...budget, failures: 1 });
  const violation = failures[0]?.violation;
  return { killedBy: violation === undefined ? undefined : "random", afterSchedules: schedules, violation };
}
