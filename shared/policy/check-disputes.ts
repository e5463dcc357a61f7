import { operations } from "../operations/index.ts";
import { mayAnswer, onlyAnswers } from "../operations/may-answer.ts";
import { unusableInput } from "../operations/usable-input.ts";
import { documentedEvents, isDocumented, pairsOf } from "./answered.ts";
import { suggestion } from "./nearest.ts";
import type { Check } from "./problem.ts";
import type { Dispute } from "./rule.ts";
import { productOf } from "./subject.ts";

/** A correction changes something, once, and names an operation that can answer the event by itself. */
export const checkDisputes: Check = ({ disputes = [] }) =>
  disputes.flatMap((dispute, index) => {
    const above = disputes.slice(0, index).flatMap(pairsOf);
    const pairs = pairsOf(dispute);
    const again = pairs.find(({ type, status }) => above.some((pair) => pair.type === type && pair.status === status));
    if (again !== undefined)
      return [{ path: ["disputes", index], message: `${again.type} in ${again.status} is corrected above already` }];
    const message = dispute.do === "nothing" ? idle(pairs) : unable(dispute.do, pairs);
    return message === undefined
      ? []
      : [{ path: ["disputes", index, dispute.do === "nothing" ? "event" : "do"], message }];
  });

type Pairs = ReturnType<typeof pairsOf>;

/** A nothing that changes nothing is a slip of the hand. */
function idle(pairs: Pairs): string | undefined {
  const types = [...new Set(documentedEvents.map(({ type }) => type))];
  const pair = pairs.find(({ type, status }) => !isDocumented(type, status));
  if (pair === undefined) return undefined;
  return `nothing answers ${pair.type} in ${pair.status} anyway${types.includes(pair.type) ? "" : suggestion(pair.type, types)}`;
}

function unable(name: Dispute["do"], pairs: Pairs): string | undefined {
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation === undefined) return undefined;
  const foreign = pairs.find(({ type }) => productOf(type) !== operation.product);
  if (foreign !== undefined)
    return `${name} is of ${operation.product}, and ${foreign.type} is an event of ${productOf(foreign.type)}`;
  if (pairs.some((pair) => !mayAnswer(operation, pair))) return onlyAnswers(operation);
  const unusable = unusableInput(operation, {}, { type: "", status: "" });
  return (
    unusable &&
    `${name} needs input (${[...unusable.path, unusable.message].join(" ")}): a rule can name it with its input`
  );
}
