import type { Check, Problem } from "./problem.ts";
import type { Rule } from "./rule.ts";

/** Each key of a rule has a meaning beside the others. */
export const checkKeys: Check = ({ rules }) =>
  rules.flatMap((rule, index) =>
    demands
      .filter(({ key, fails }) => rule[key] !== undefined && fails(rule))
      .map(({ key, message }): Problem => ({ path: ["rules", index, key], message })),
  );

type Demand = { readonly key: keyof Rule; readonly fails: (rule: Rule) => boolean; readonly message: string };

const isIdle = ({ do: name }: Rule) => name === "nothing";
const message = "has no meaning where do is nothing";

/** What a key demands of the others. */
const demands: readonly Demand[] = [
  ...(["approvals", "mayLose", "window", "hook"] as const).map((key) => ({ key, fails: isIdle, message })),
  {
    key: "input",
    fails: ({ do: name }) => name === "nothing" || name === "documented",
    message: "is for an operation, and do names none",
  },
  {
    key: "approvals",
    fails: ({ do: name, mode }) => name !== "nothing" && mode !== "ask",
    message: "is for mode: ask, which the rule does not say",
  },
  {
    key: "mayLose",
    fails: ({ do: name, match }) => name !== "nothing" && match?.tags === undefined && match?.instances === undefined,
    message: "needs tags or instances in match: only machines that are named may lose data unasked",
  },
];
