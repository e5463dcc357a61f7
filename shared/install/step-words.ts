import type { Change } from "./compare.ts";
import type { Step } from "./plan.ts";

/** What a step does, in the imperative: it is printed as what is planned, and as what is being done. */
export function stepWords(step: Step): string {
  switch (step.do) {
    case "update the stack":
      return `update the stack: ${step.differs.join(", ")}`;
    case "change":
      return changeWords(step.change);
    case "write the right to act":
      return step.products.length === 0
        ? `write down that this stack may not act${step.holder === undefined ? "" : `, since ${step.holder} does`}`
        : `write down that this stack may act on ${step.products.map((product) => product.toUpperCase()).join(" and ")}`;
    case "let what was begun end":
      return `wait ${step.seconds} s: what was begun under the right comes to its end`;
    default:
      return step.do;
  }
}

function changeWords(change: Change): string {
  const { name, how, differs } = change;
  const what = change.of === "trigger" ? `trigger ${change.trigger} of ${name}` : `${partWords[change.of]} ${name}`;
  return `${how} the ${what}${differs.length === 0 ? "" : `: ${differs.join(", ")}`}`;
}

const partWords = { function: "function", concurrency: "limit of instances of", queue: "queue of" } as const;

/** How long it takes, for who watches; invented, as nothing is published. */
export const takesOf = (step: Step): string | undefined => {
  if (step.do === "create the stack" || step.do === "update the stack") return "a minute or two";
  if (step.do === "make the tables") return "some seconds";
  return step.do === "remove the failed stack" ? "half a minute" : undefined;
};
