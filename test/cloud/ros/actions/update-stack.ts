import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { RpcError } from "../../rpc/rpc-error.ts";
import { type Blueprint, draw } from "../blueprint.ts";
import {
  common,
  defineAction,
  finishUnseen,
  idleStackFor,
  parameterList,
  type RosState,
  truthText,
} from "../define-action.ts";
import { rosErrors } from "../ros-errors.ts";
import { runUpdate } from "../run-stack.ts";
import type { Stack } from "../stack.ts";
import { readParameters } from "../template/parameters.ts";
import { readTemplate } from "../template/template.ts";
import { templateErrors } from "./template-errors.ts";

/** What a stack may be updated from (ROS, "Update a stack"). */
const updatable = ["CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED"];

const updateParams = {
  TemplateBody: z.string().optional(),
  Parameters: parameterList,
  UsePreviousParameters: truthText.default(false),
};

/** UpdateStack 2019-09-10: resources are compared by their logical ids. */
export const updateStack = defineAction({
  name: "UpdateStack",
  changesWorld: true,
  params: z.strictObject({
    ...common,
    ...updateParams,
    StackId: z.string(),
    DisableRollback: truthText.optional(),
    TimeoutInMinutes: z.string().optional(),
  }),
  errors: [
    rosErrors.stackNotFound(""),
    rosErrors.actionInProgress("", ""),
    rosErrors.sameStack,
    rosErrors.notUpdatable("", ""),
    ...templateErrors,
  ],
  run: (state, said, { caller, failedTask, failsAfter = 0 }) => {
    const { account, holds, clock } = state;
    const stack = idleStackFor(state, said.StackId);
    if (!updatable.includes(stack.status)) {
      throw new RpcError(rosErrors.notUpdatable(stack.stackName, stack.status));
    }
    const blueprint = drawAgain(stack, said, state);
    if (isSame(stack.blueprint, blueprint)) throw new RpcError(rosErrors.sameStack);
    stack.disableRollback = said.DisableRollback ?? stack.disableRollback;
    stack.updatedMs = clock.nowMs();
    runUpdate(stack, blueprint, { account, caller, holds, failsAfter: failedTask ? failsAfter : undefined });
    finishUnseen(stack, state);
    return { StackId: stack.stackId };
  },
});

type Said = {
  readonly TemplateBody?: string | undefined;
  readonly Parameters: Readonly<Record<string, string>>;
  readonly UsePreviousParameters: boolean;
};

/** What a stack would be; without a template by the one that it has. Throws RpcError. */
export function drawAgain(stack: Stack, said: Said, { account }: RosState): Blueprint {
  const { stackId, stackName, blueprint } = stack;
  const text = said.TemplateBody ?? blueprint.text;
  const template = readTemplate(text);
  const before = said.UsePreviousParameters ? blueprint.parameters : {};
  const { accountId, regionId } = account;
  return draw({ template, text }, readParameters(template, said.Parameters, before), {
    accountId,
    regionId,
    stackId,
    stackName,
  });
}

const isSame = (a: Blueprint, b: Blueprint) =>
  isDeepStrictEqual([a.template, a.parameters], [b.template, b.parameters]);
