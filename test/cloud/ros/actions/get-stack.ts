import * as z from "zod";
import { outputsOf } from "../blueprint.ts";
import { common, defineAction, isoTime, lookedAt, stackFor } from "../define-action.ts";
import { rosErrors } from "../ros-errors.ts";
import { isGone, type Stack } from "../stack.ts";
import { shownStack } from "./shown-stack.ts";

/** GetStack 2019-09-10. It says how the stack is; then the stack goes on. */
export const getStack = defineAction({
  name: "GetStack",
  changesWorld: false,
  params: z.strictObject({
    ...common,
    StackId: z.string(),
    OutputOption: z.enum(["Enabled", "Disabled"]).default("Enabled"),
    ShowResourceProgress: z.string().optional(),
  }),
  errors: [rosErrors.stackNotFound("")],
  run: (state, { StackId, OutputOption }) => {
    const stack = stackFor(state, StackId);
    const answer = {
      ...shownStack(stack, state.account),
      TemplateDescription: String(stack.blueprint.template.Description ?? ""),
      Parameters: shownParameters(stack),
      ...(OutputOption === "Enabled" && { Outputs: shownOutputs(stack) }),
      UpdateTime: isoTime(stack.updatedMs),
    };
    lookedAt(stack);
    return answer;
  },
});

/** A parameter with NoEcho is not told. */
const shownParameters = ({ blueprint: { values, template } }: Stack) =>
  Object.entries(values).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: template.Parameters[ParameterKey]?.NoEcho === true ? "******" : String(value),
  }));

/** Outputs are there when everything is made. */
const shownOutputs = (stack: Stack) =>
  stack.work === undefined && !isGone(stack) && isWhole(stack) ? outputsOf(stack.blueprint, stack.resources) : [];

const isWhole = ({ blueprint, resources }: Stack) => blueprint.order.every((logicalId) => resources.has(logicalId));
