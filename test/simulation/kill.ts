import { type Bundle, loadBundle } from "./bundle.ts";
import type { Subject } from "./subjects.ts";

export type Verdict = {
  readonly name: string;
  readonly kind: Subject["kind"];
  readonly what: string;
  readonly breaks: string | undefined;
  /** `random`, a directed schedule's name, or nothing. */
  readonly killedBy: string | undefined;
  /** Random schedules until then. */
  readonly afterSchedules: number;
  readonly violation: string | undefined;
};

type Budget = { readonly schedules: number; readonly seconds: number };

/** Looks for a schedule that a subject does not survive: at random first, then what somebody thought of. */
export async function tryToKill(subject: Subject, budget: Budget): Promise<Verdict> {
  const bundle = await loadBundle(subject.edits);
  return await bundle.inMacrotask(() => {
    const { name, kind, what, breaks } = subject;
    const setting = bundle.settingOf(bundle.product, subject.switches);
    const { schedules, failures } = bundle.explore(setting, 1, { ...budget, failures: 1 });
    const found = failures[0] && { killedBy: "random", violation: failures[0].violation };
    const { killedBy, violation } = found ?? directedly(bundle, subject);
    return { name, kind, what, breaks, killedBy, afterSchedules: schedules, violation };
  });
}

function directedly(bundle: Bundle, { switches }: Subject) {
  for (const schedule of bundle.directed) {
    const [violation] = bundle.playDirected(bundle.settingOf(bundle.product, switches), schedule).violations;
    if (violation !== undefined) return { killedBy: schedule.name, violation };
  }
  return { killedBy: undefined, violation: undefined };
}
