import type { NightFacts, Step } from "./owners-night-facts.ts";

/** Who is in the night, and how many may be at work at once. */
export type Cast = {
  readonly machines: readonly string[];
  /** Nothing is done to it before a person's yes. */
  readonly asked: string;
  /** Nothing is done to them in the freeze. */
  readonly frozen: readonly string[];
  /** It is being drained when everything is paused. */
  readonly stopped: string;
  readonly most: number;
};

/** What was not as it had to be: a sentence each. It goes by the wire alone. */
export const nightVerdict = (facts: NightFacts, cast: Cast): readonly string[] => [
  ...onceEach(facts, cast),
  ...sentBeforeReady(facts),
  ...tooManyAtOnce(facts, cast),
  ...beforeItsTime(facts, cast),
  ...inThePause(facts, cast),
  ...neverPutBack(facts),
];

const of = ({ steps }: NightFacts, instanceId: string) => steps.filter((step) => step.instanceId === instanceId);
const isBegun = ({ kind }: Step) => kind === "before" || kind === "sent";
const idsOf = ({ steps }: NightFacts) => [...new Set(steps.map(({ instanceId }) => instanceId))];

/** Each machine is redeployed once, and proved; nothing else is touched. */
function onceEach(facts: NightFacts, { machines }: Cast): readonly string[] {
  const strangers = idsOf(facts).filter((id) => !machines.includes(id));
  return [
    ...strangers.map((id) => `${id} is none of these machines`),
    ...machines.flatMap((id) => {
      const count = (kind: Step["kind"]) => of(facts, id).filter((step) => step.kind === kind).length;
      const times = count("sent");
      if (times !== 1) return [`${id} was redeployed ${times} times`];
      return count("proved") === 0 ? [`${id} was not proved`] : [];
    }),
  ];
}

/** The last that was said to its hook before a send is `before`, and the hook said ready. */
const sentBeforeReady = (facts: NightFacts) =>
  facts.steps.flatMap((step) => {
    if (step.kind !== "sent") return [];
    const said = of(facts, step.instanceId).findLast(({ kind, seq }) => isHooks(kind) && seq < step.seq);
    const isReady = said?.kind === "before" && said.answer === "ready";
    return isReady ? [] : [`${step.instanceId} was sent before its hook was ready`];
  });

const isHooks = (kind: Step["kind"]) => kind === "before" || kind === "after";

/** From the first question to drain a machine until its hook says that it is put back. */
function tooManyAtOnce({ steps }: NightFacts, { most }: Cast): readonly string[] {
  const atWork = new Set<string>();
  let highest = 0;
  for (const step of steps) {
    if (isBegun(step)) atWork.add(step.instanceId);
    if (step.kind === "after" && step.answer === "ready") atWork.delete(step.instanceId);
    highest = Math.max(highest, atWork.size);
  }
  return highest > most ? [`${highest} machines were at work at once, where the policy lets ${most}`] : [];
}

function beforeItsTime(facts: NightFacts, { asked, frozen }: Cast): readonly string[] {
  const { yesSeq, frozenUntilMs } = facts;
  const isUnasked = of(facts, asked).some((step) => isBegun(step) && step.seq <= yesSeq);
  return [
    ...(isUnasked ? [`${asked} was begun before anybody said yes`] : []),
    ...frozen
      .filter((id) => of(facts, id).some((step) => isBegun(step) && step.atMs < frozenUntilMs))
      .map((id) => `${id} was begun in the freeze`),
  ];
}

/** Nothing is begun, and what was drained for nothing is put back before it ends. */
function inThePause(facts: NightFacts, { stopped }: Cast): readonly string[] {
  const { steps, pauseSeq, resumeSeq } = facts;
  const during = steps.filter(({ seq }) => pauseSeq < seq && seq <= resumeSeq);
  const isPutBack = during.some(
    (step) =>
      step.instanceId === stopped && step.kind === "after" && step.outcome === "notSent" && step.answer === "ready",
  );
  return [
    ...during.filter(isBegun).map(({ instanceId }) => `${instanceId} was begun in the pause`),
    ...(isPutBack ? [] : [`${stopped} was drained for nothing, and not put back in the pause`]),
  ];
}

/** The last word to each hook is `after`, and it was taken; of what was proved it says so. */
const neverPutBack = (facts: NightFacts) =>
  idsOf(facts).flatMap((id) => {
    const last = of(facts, id).findLast(({ kind }) => isHooks(kind));
    if (last === undefined) return [];
    const isTold = last.kind === "after" && last.answer === "ready" && last.outcome === "proved";
    return isTold ? [] : [`${id} was drained, and its hook was not told at last that it is proved`];
  });
