import * as z from "zod";
import type { Account } from "../account/account.ts";
import type { Clock } from "../core/clock.ts";
import type { Holds } from "../core/guesses.ts";
import { createDefineAction, type Action as RpcAction } from "../rpc/define-action.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { rosErrors } from "./ros-errors.ts";
import { isGone, type Stack, type Stacks } from "./stack.ts";

/** What ROS works on. */
export type RosState = {
  readonly account: Account;
  readonly stacks: Stacks;
  readonly clock: Pick<Clock, "nowMs" | "after">;
  readonly holds: Holds;
};

/** One action of the ROS API. */
export type Action = RpcAction<RosState>;

/** Makes an action out of its parameters and what it does. What a missing or malformed parameter gets is invented. */
export const defineAction = createDefineAction<RosState>({
  ignoresUnknown: () => false,
  missing: (name) => rosErrors.missing(name),
  malformed: ([name]) => rosErrors.invalid(String(name)),
});

/** Parameters of every action; the region is the only one there is. */
export const common = { RegionId: z.string().optional(), ClientToken: z.string().max(64).optional() };

export const truthText = z.stringbool();

export const parameterList = z
  .array(z.strictObject({ ParameterKey: z.string(), ParameterValue: z.string() }))
  .default([])
  .transform((list) =>
    Object.fromEntries(list.map(({ ParameterKey, ParameterValue }) => [ParameterKey, ParameterValue])),
  );

export const tagList = z
  .array(z.strictObject({ Key: z.string(), Value: z.string().optional() }))
  .max(20)
  .default([]);

/** The stack of an id; a deleted one is still known. Throws RpcError. */
export function stackFor({ stacks }: RosState, stackId: string): Stack {
  const stack = stacks.byId(stackId);
  if (stack === undefined) throw new RpcError(rosErrors.stackNotFound(stackId));
  return stack;
}

/** The stack of an id, if it can be worked on. Throws RpcError. */
export function idleStackFor(state: RosState, stackId: string): Stack {
  const stack = stackFor(state, stackId);
  if (isGone(stack)) throw new RpcError(rosErrors.stackNotFound(stackId));
  if (stack.work !== undefined) throw new RpcError(rosErrors.actionInProgress(stack.stackName, stack.work.verb));
  return stack;
}

/** Somebody has looked at a stack: what it does goes on. */
export const lookedAt = (stack: Stack): void => stack.work?.advance();

/** How long a stack that nobody looks at works, world time: invented. */
const unseenMs = 60_000;

/** A stack that nobody looks at is done after a while, too. */
export function finishUnseen(stack: Stack, { clock }: RosState): void {
  clock.after(unseenMs, () => {
    while (stack.work !== undefined) stack.work.finish();
  });
}

export const isoTime = (ms: number | undefined) =>
  ms === undefined ? undefined : new Date(ms).toISOString().slice(0, 19);
