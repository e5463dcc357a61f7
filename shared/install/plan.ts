import { isDeepStrictEqual } from "node:util";
import { rightFor } from "../control/give-right.ts";
import { functionNameOf } from "../function-name.ts";
import { type Change, compare } from "./compare.ts";
import { type StackState, stackState } from "./compare-stack.ts";
import type { Found } from "./found.ts";
import { holderIn } from "./holder.ts";
import { actsOnEnsRole, actsRoleOf } from "./names.ts";
import { longestTimeoutSeconds, type Wanted } from "./wanted.ts";
import { isTrue } from "./wanted-stack.ts";

/** One thing that the installer does. */
export type Step =
  | { readonly do: "remove the failed stack" | "create the stack" }
  | { readonly do: "update the stack"; readonly differs: readonly string[] }
  | { readonly do: "make the tables" }
  | { readonly do: "change"; readonly change: Change }
  | {
      readonly do: "write the right to act";
      readonly products: readonly Product[];
      readonly holder: string | undefined;
    }
  /** What was begun under a right that is gone has come to its end after so long. */
  | { readonly do: "let what was begun end"; readonly seconds: number };

export type Product = "ecs" | "ens";

/** What is to be done, in order, or why nothing may be. */
export type Plan = { readonly refusals: readonly string[]; readonly steps: readonly Step[] };

/** Pure: from what is there to what is wanted. */
export function planOf(wanted: Wanted, found: Found): Plan {
  const state = stackState(wanted.stack, found.stack);
  const { changes, foreign } = compare(wanted.stack.name, wanted.functions, found.functions);
  const refusals = [...foreignWords(state, wanted, foreign), ...heldByOthers(wanted, found)];
  return { refusals, steps: refusals.length > 0 ? [] : inOrder(wanted, found, state, changes) };
}

/**
 * First what functions need, then those that only look, then the tables, which one of these makes, then the right to act, then
 * those that act: nothing acts before there is somebody to finish what it began. A function is called once all that it needs is
 * there. A right is given up before its role goes: who gets it next must be the only one.
 */
function inOrder(wanted: Wanted, found: Found, state: StackState, changes: readonly Change[]): readonly Step[] {
  const looks = (change: Change) => wanted.looking.includes(change.name);
  const removed = changes.filter((change) => !wanted.functions.some(({ name }) => name === change.name));
  const made = changes.filter((change) => !removed.includes(change));
  const right = rightStep(wanted, found);
  const isLess = found.told !== undefined && losesOperations(right, found.told.operations);
  return [
    ...(isLess ? [...right, { do: "let what was begun end", seconds: settledSeconds(wanted) } as const] : []),
    ...stackSteps(state),
    ...made.filter((change) => looks(change) && !calls(change)).map(toStep),
    ...(isForTables(wanted, found, made) ? [{ do: "make the tables" } as const] : []),
    ...made.filter((change) => looks(change) && calls(change)).map(toStep),
    ...(isLess ? [] : right),
    ...made.filter((change) => !looks(change) && !calls(change)).map(toStep),
    ...made.filter((change) => !looks(change) && calls(change)).map(toStep),
    ...removed.map(toStep),
  ];
}

const calls = (change: Change) => change.of === "trigger";

/**
 * A run that was interrupted may have left some of them, and a doctor of another release may want another one. Where nothing is
 * told of the control row, it is not there.
 */
const isForTables = ({ stack }: Wanted, { told }: Found, made: readonly Change[]) =>
  told === undefined ||
  made.some(
    ({ of: part, how, name }) =>
      part === "function" && (how === "create" || name === functionNameOf(stack.name, "doctor")),
  );

const toStep = (change: Change): Step => ({ do: "change", change });

function stackSteps(state: StackState): readonly Step[] {
  if (state.is === "missing") return [{ do: "create the stack" }];
  if (state.is === "failed") return [{ do: "remove the failed stack" }, { do: "create the stack" }];
  return state.is === "different" ? [{ do: "update the stack", differs: state.differs }] : [];
}

/** What the control row is to say, if it does not say it. */
function rightStep(wanted: Wanted, { told, roles }: Found): readonly Step[] {
  const products = rightsWanted(wanted);
  const held = products.includes("ecs") ? undefined : roles.get(actsRoleOf(wanted.region));
  const named = held && holderIn(held.description, wanted.region);
  const holder = named === wanted.stack.name ? undefined : named;
  const { operations } = rightFor(products);
  if (told !== undefined && isDeepStrictEqual([...operations].sort(), [...told.operations].sort())) return [];
  return [{ do: "write the right to act", products, holder }];
}

const losesOperations = ([step]: readonly Step[], had: readonly string[]) =>
  step?.do === "write the right to act" && had.some((name) => !rightFor(step.products).operations.includes(name));

/** The products on which the stack is to act. */
export const rightsWanted = ({ stack: { parameters } }: Pick<Wanted, "stack">): readonly Product[] => [
  ...(isTrue(parameters.Acts) ? (["ecs"] as const) : []),
  ...(isTrue(parameters.ActsOnEns) ? (["ens"] as const) : []),
];

/** RULES I: what was intended before a change of the control row has been sent, or has come to its end, after this. */
const settledSeconds = (wanted: Pick<Wanted, "functions" | "looking">) => longestTimeoutSeconds(wanted) + 60;

const foreignWords = (state: StackState, { stack: { name } }: Wanted, foreign: readonly string[]) => [
  ...(state.is === "foreign"
    ? [`The ROS stack ${name} is somebody else's: it has no tag redeploy-once=${name}. Choose another STACK.`]
    : []),
  ...foreign.map(
    (each) =>
      `The function ${each} is somebody else's: it has no tag redeploy-once=${name}. It was not touched. Choose another STACK, or give it the tag if it is yours.`,
  ),
];

/** An account has each right once: whoever holds it must give it up first. */
function heldByOthers(wanted: Wanted, { stack, roles }: Found): readonly string[] {
  const rights = [
    { is: wanted.stack.parameters.Acts, output: "Acts", role: actsRoleOf(wanted.region), on: wanted.region },
    { is: wanted.stack.parameters.ActsOnEns, output: "ActsOnEns", role: actsOnEnsRole, on: "ENS" },
  ];
  return rights.flatMap(({ is, output, role, on }) => {
    const held = roles.get(role);
    if (!isTrue(is) || held === undefined || stack?.outputs[output] !== undefined) return [];
    return [
      `Another stack has the right to act on ${on}: ${held.description || `the role ${role}`} An account has it once. Take that stack down first, or install this one with --observe.`,
    ];
  });
}
