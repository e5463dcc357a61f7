import type { Call } from "../cloud/core/calls.ts";
import type { HookCall } from "../hand.ts";
import { instanceOf, isChange, isInvocation, isRowWrite } from "./wire.ts";

/** One thing that the wire saw of a machine, in the order of the wire. */
export type Step = { readonly seq: number; readonly atMs: number; readonly instanceId: string } & (
  | { readonly kind: "before"; readonly answer: string }
  | { readonly kind: "after"; readonly answer: string; readonly outcome: string }
  | { readonly kind: "sent" | "proved" }
);

/** What people did, by the wire: the last call before the yes, and by the time of the pause and of its end. */
type People = {
  readonly frozenUntilMs: number;
  readonly yesSeq: number;
  readonly pauseSeq: number;
  readonly resumeSeq: number;
};

/** What the wire log says of the night. */
export type NightFacts = People & { readonly steps: readonly Step[] };

/** Reads the wire log. What a hook was answered by stands in the log of hooks, call by call of each question. */
export function factsIn(calls: readonly Call[], hooked: readonly HookCall[], people: People): NightFacts {
  const answers = new Map<string, string[]>();
  for (const { body, answer } of hooked) {
    const key = questionOf(body);
    answers.set(key, [...(answers.get(key) ?? []), String(answer.state)]);
  }
  return { ...people, steps: calls.filter(({ effect }) => effect).flatMap((call) => stepOf(call, answers) ?? []) };
}

function stepOf(call: Call, answers: ReadonlyMap<string, string[]>): Step | undefined {
  const when = { seq: call.seq, atMs: Date.parse(call.at) };
  if (isChange(call)) return { ...when, kind: "sent", instanceId: instanceOf(call) };
  if (isRowWrite(call)) return provedBy(call, when);
  if (!isInvocation(call)) return undefined;
  const { payload } = call.params as { readonly payload: HookCall["body"] };
  const { phase, instanceId, outcome = "" } = payload;
  if (phase !== "before" && phase !== "after") return undefined;
  const answer = answers.get(questionOf(payload))?.shift() ?? "nothing";
  return phase === "before"
    ? { ...when, kind: "before", instanceId, answer }
    : { ...when, kind: "after", instanceId, answer, outcome };
}

const questionOf = ({ phase, operationId }: HookCall["body"]) => `${operationId} ${phase}`;

/** A row that is written with an outcome that helped. */
function provedBy(call: Call, when: { readonly seq: number; readonly atMs: number }): Step | undefined {
  const { primaryKey, put = {} } = call.params as {
    readonly primaryKey: { readonly id: string };
    readonly put?: Readonly<Record<string, unknown>>;
  };
  const isProved = Object.entries(put).some(
    ([name, text]) => name.startsWith("r_") && String(text).includes('"state":"Succeeded"'),
  );
  return isProved ? { ...when, kind: "proved", instanceId: primaryKey.id.replace(/^[^_]*_/, "") } : undefined;
}

/** How much of it there was, for people and programs. */
export function countsOf({ steps }: NightFacts) {
  const idsOf = (isMeant: (step: Step) => boolean) =>
    new Set(steps.filter(isMeant).map(({ instanceId }) => instanceId)).size;
  return {
    redeploys: steps.filter(({ kind }) => kind === "sent").length,
    drained: idsOf(({ kind }) => kind === "before"),
    notYet: steps.filter((step) => step.kind === "before" && step.answer === "notYet").length,
    putBack: idsOf((step) => step.kind === "after" && step.answer === "ready"),
  };
}
