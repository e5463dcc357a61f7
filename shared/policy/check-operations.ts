import { operations } from "../operations/index.ts";
import { mayAnswer, onlyAnswers } from "../operations/may-answer.ts";
import type { Operation } from "../operations/operation.ts";
import { unusableInput } from "../operations/usable-input.ts";
import { type Answered, answeredEvents, matchedEvents } from "./answered.ts";
import type { Check, Problem } from "./problem.ts";
import type { Rule } from "./rule.ts";

/** An operation that a rule names is of the right product, may answer the rule's events, and gets all that it needs. */
export const checkOperations: Check = ({ rules, disputes }) => {
  const known = answeredEvents(disputes);
  return rules.flatMap((rule, index) => {
    const operation = operations.find(({ name }) => name === rule.do);
    if (operation === undefined) return [];
    return problemsOf(operation, rule, matchedEvents(known, rule.match ?? {})).map(({ path, message }) => ({
      path: ["rules", index, ...path],
      message,
    }));
  });
};

function problemsOf(operation: Operation, { input = {} }: Rule, events: readonly Answered[]): readonly Problem[] {
  const ours = events.filter(({ product }) => product === operation.product);
  if (ours.length === 0 && events.length > 0)
    return [
      { path: ["do"], message: `${operation.name} is of ${operation.product}, and the rule matches other events only` },
    ];
  if (ours.some((event) => !mayAnswer(operation, event)))
    return [{ path: ["do"], message: `${onlyAnswers(operation)}: match must name no other` }];
  const unusable = unusableInput(operation, input, { type: ours[0]?.type ?? "", status: ours[0]?.status ?? "" });
  return unusable === undefined ? [] : [{ path: ["input", ...unusable.path], message: unusable.message }];
}
