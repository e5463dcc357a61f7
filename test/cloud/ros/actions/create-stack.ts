import { randomUUID } from "node:crypto";
import * as z from "zod";
import { RpcError } from "../../rpc/rpc-error.ts";
import { draw } from "../blueprint.ts";
import {
  common,
  defineAction,
  finishUnseen,
  parameterList,
  type RosState,
  tagList,
  truthText,
} from "../define-action.ts";
import { rosErrors } from "../ros-errors.ts";
import { runCreate } from "../run-stack.ts";
import type { Stack } from "../stack.ts";
import { readParameters } from "../template/parameters.ts";
import { readTemplate } from "../template/template.ts";
import { templateErrors } from "./template-errors.ts";

const params = z.strictObject({
  ...common,
  StackName: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,254}$/),
  TemplateBody: z.string(),
  Parameters: parameterList,
  DeletionProtection: z.enum(["Enabled", "Disabled"]).default("Disabled"),
  DisableRollback: truthText.default(false),
  TimeoutInMinutes: z.coerce.number().int().min(10).max(1_440).default(60),
  Tags: tagList,
});

/** CreateStack 2019-09-10. */
export const createStack = defineAction({
  name: "CreateStack",
  changesWorld: true,
  params,
  errors: [rosErrors.stackExists(""), ...templateErrors],
  run: (state, said, { caller, failedTask, failsAfter = 0 }) => {
    const { account, stacks, holds } = state;
    if (stacks.byName(said.StackName) !== undefined) throw new RpcError(rosErrors.stackExists(said.StackName));
    const stack = newStack(state, said);
    stacks.add(stack);
    runCreate(stack, { account, caller, holds, failsAfter: failedTask ? failsAfter : undefined });
    finishUnseen(stack, state);
    return { StackId: stack.stackId };
  },
});

function newStack({ account, clock }: RosState, said: z.output<typeof params>): Stack {
  const stackId = randomUUID();
  const template = readTemplate(said.TemplateBody);
  const { accountId, regionId } = account;
  const place = { accountId, regionId, stackId, stackName: said.StackName };
  return {
    stackId,
    stackName: said.StackName,
    blueprint: draw({ template, text: said.TemplateBody }, readParameters(template, said.Parameters), place),
    resources: new Map(),
    failures: new Map(),
    events: [],
    tags: said.Tags,
    status: "",
    statusReason: "",
    isProtected: said.DeletionProtection === "Enabled",
    disableRollback: said.DisableRollback,
    timeoutMinutes: said.TimeoutInMinutes,
    createdMs: clock.nowMs(),
    updatedMs: undefined,
    work: undefined,
  };
}
