import { fileNameOf, functionNameOf } from "../function-name.ts";
import { operations } from "../operations/index.ts";
import { type Change, isOurs, removalOf } from "./compare.ts";
import type { Found, FoundFunction } from "./found.ts";
import type { OpenOperation } from "./open-work.ts";

/** One thing that is done when a stack is taken down. */
export type DownStep =
  | { readonly do: "pause" | "remove the stack" }
  | { readonly do: "change"; readonly change: Change }
  | { readonly do: "wait"; readonly seconds: number }
  | { readonly do: "cancel"; readonly operation: OpenOperation };

type Wishes = { readonly cancelsWaiting: boolean };

/**
 * What is done, in order. Pure. Everything is paused, and nothing comes in any more; then what was begun may end, watched by
 * reconcile, which goes last; and the right to act goes with the stack, when nothing is left that could use it.
 */
export function downSteps(
  stack: string,
  { functions, stack: ros }: Found,
  open: readonly OpenOperation[],
  { cancelsWaiting }: Wishes,
): readonly DownStep[] {
  const ours = functions.filter((one) => isOurs(one, stack));
  const acting = ours.filter(acts(stack));
  const [reconcile, console] = ["reconcile", "console"].map((key) => functionNameOf(stack, key));
  const hasConsole = ours.some(({ name }) => name === console);
  const doors = ours.filter(({ name }) => name !== reconcile).flatMap(triggersOf);
  const waiting = cancelsWaiting ? open.filter(({ isCurrent }) => !isCurrent) : [];
  const last = [console, reconcile];
  const inOrder = [...ours].sort((a, b) => last.indexOf(a.name) - last.indexOf(b.name));
  return [
    ...(hasConsole ? [{ do: "pause" } as const] : []),
    ...doors,
    ...(acting.length > 0 ? [{ do: "wait", seconds: settledSeconds(acting) } as const] : []),
    ...waiting.map((operation): DownStep => ({ do: "cancel", operation })),
    ...inOrder
      .flatMap((one) => removalOf(withoutDoors(one, reconcile)))
      .map((change): DownStep => ({ do: "change", change })),
    ...(ros === undefined ? [] : [{ do: "remove the stack" } as const]),
  ];
}

const triggersOf = (one: FoundFunction): readonly DownStep[] =>
  removalOf(one).flatMap((change) => (change.of === "trigger" ? [{ do: "change", change } as const] : []));

const withoutDoors = (one: FoundFunction, reconcile: string | undefined) =>
  one.name === reconcile ? one : { ...one, triggers: new Map() };

/** A function that runs an operation may still be at it. */
const acts =
  (stack: string) =>
  ({ name }: FoundFunction) =>
    operations.some((operation) => functionNameOf(stack, fileNameOf(operation.name)) === name);

/** The longest that one of them may run, and a minute more: an intent may rest on a control row of a minute before (RULES I). */
function settledSeconds(acting: readonly FoundFunction[]): number {
  const timeouts = acting.map(({ properties: { timeout } }) => (typeof timeout === "number" ? timeout : 0));
  return Math.max(...timeouts) + 60;
}

/** What a step does, in the imperative. */
export function downWords(step: DownStep): string {
  switch (step.do) {
    case "pause":
      return "pause everything";
    case "wait":
      return `wait ${step.seconds} s: what was begun comes to its end`;
    case "cancel":
      return `cancel ${step.operation.operation} of ${step.operation.instanceId}, which waits`;
    case "change":
      return step.change.of === "trigger"
        ? `remove the trigger ${step.change.trigger} of ${step.change.name}`
        : `remove the function ${step.change.name}`;
    default:
      return step.do;
  }
}
