import { isPlan } from "../ledger/decide-look.ts";
import { answeredEvents } from "../policy/answered.ts";
import type { Policy } from "../policy/policy.ts";
import type { Machine } from "../remediation/machine.ts";
import type { Foreseen } from "./foresee.ts";
import { areOfOne, mayBe, type Possible } from "./may-be.ts";
import { type Stand, storedStand } from "./stored-stand.ts";
import type { Unsent } from "./unsent.ts";

/** How the policy in force stands to something that was not sent, and how the next one would. */
export type Pair = { readonly now: Stand; readonly next: Foreseen };

/** Every way in which both policies may stand to it, on a machine with or without local disks; pure. */
export function pairsOf(
  before: Policy,
  after: Policy,
  { entry, event, ...about }: Unsent,
  machine: Machine | undefined,
  hasLocalDisks: boolean,
  serial: number | undefined,
): readonly Pair[] {
  const stored = event === undefined ? storedStand(entry, serial) : undefined;
  const pairsFor = (type: string, status: string) => {
    const asked = { ...about, type, status };
    const nows = mayBe(before, asked, machine, hasLocalDisks);
    const nexts = mayBe(after, asked, machine, hasLocalDisks);
    const fitting = stored === undefined ? nows : nows.filter((now) => fits(now, stored));
    return {
      fitting: paired(entry, fitting, nexts),
      any: paired(entry, stored === undefined ? nows : [stored], nexts),
    };
  };
  if (event !== undefined) return pairsFor(event.type, event.status).any;
  // The list does not have its event, so it may be any that somebody answers: those first by which it waits as it does.
  const all = eventsOf(about.product, before, after).map(({ type, status }) => pairsFor(type, status));
  const fitting = all.flatMap((each) => each.fitting);
  return fitting.length > 0 ? fitting : all.flatMap((each) => each.any);
}

const eventsOf = (product: string, ...policies: readonly Policy[]) =>
  policies.flatMap(({ disputes }) => answeredEvents(disputes)).filter((answered) => answered.product === product);

const fits = (now: Possible, { fate, planned }: Stand) =>
  now.fate === fate && (planned === undefined || isSamePlan(now, { planned }));

/** True iff both are to run the same operation with the same input. */
export const isSamePlan = ({ planned: one }: Pick<Stand, "planned">, { planned: other }: Pick<Stand, "planned">) =>
  one !== undefined && other !== undefined && isPlan(one, other);

/** True iff a consent to one is a consent to the other: it is bound to the rule as well. */
export const isSame = (now: Stand, next: Foreseen) => now.rule === next.rule && isSamePlan(now, next);

type Entry = Unsent["entry"];

const paired = (entry: Entry, nows: readonly Stand[], nexts: readonly Possible[]): readonly Pair[] =>
  nows.flatMap((now) =>
    nexts
      .filter((next) => areOfOne(now, next))
      .map((next) => ({ now: withConsent(entry, now), next: kept(entry, now, next) })),
  );

/** What somebody has agreed to is as good as begun, unless it waits for somebody else's yes. */
const withConsent = (entry: Entry, now: Stand): Stand =>
  now.fate === "asked" && entry?.wait?.for !== "approval" && isAgreed(entry, now) ? { ...now, fate: "acted" } : now;

/** The same plan by the same rule keeps its consent. */
const kept = (entry: Entry, now: Stand, next: Foreseen): Foreseen =>
  next.fate === "asked" && isAgreed(entry, next) && isSame(now, next) ? { ...next, fate: "acted" } : next;

const isAgreed = (entry: Entry, { planned }: Pick<Stand, "planned">) =>
  entry?.approvals !== undefined && entry.approvals.length > 0 && planned !== undefined && isPlan(entry, planned);
