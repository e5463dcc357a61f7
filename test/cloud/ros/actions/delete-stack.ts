import * as z from "zod";
import { RpcError } from "../../rpc/rpc-error.ts";
import { common, defineAction, finishUnseen, idleStackFor, truthText } from "../define-action.ts";
import { rosErrors } from "../ros-errors.ts";
import { runDelete } from "../run-stack.ts";

/** DeleteStack 2019-09-10: what the template retains stays too. */
export const deleteStack = defineAction({
  name: "DeleteStack",
  changesWorld: true,
  params: z.strictObject({
    ...common,
    StackId: z.string(),
    RetainResources: z.array(z.string()).default([]),
    RetainAllResources: truthText.default(false),
  }),
  errors: [
    rosErrors.stackNotFound(""),
    rosErrors.actionInProgress("", ""),
    rosErrors.protected(""),
    rosErrors.noResource("", ""),
  ],
  run: (state, said, { caller, failedTask, failsAfter = 0 }) => {
    const { account, holds } = state;
    const stack = idleStackFor(state, said.StackId);
    if (stack.isProtected) throw new RpcError(rosErrors.protected(stack.stackName));
    const unknown = said.RetainResources.find((logicalId) => !stack.resources.has(logicalId));
    if (unknown !== undefined) throw new RpcError(rosErrors.noResource(stack.stackName, unknown));
    runDelete(
      stack,
      ({ logicalId, isRetained }) => said.RetainAllResources || isRetained || said.RetainResources.includes(logicalId),
      { account, caller, holds, failsAfter: failedTask ? failsAfter : undefined },
    );
    finishUnseen(stack, state);
    return {};
  },
});
