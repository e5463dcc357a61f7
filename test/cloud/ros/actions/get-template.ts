import * as z from "zod";
import { common, defineAction, stackFor } from "../define-action.ts";
import { rosErrors } from "../ros-errors.ts";

/** GetTemplate 2019-09-10, of a stack: as it was sent for what is in force. */
export const getTemplate = defineAction({
  name: "GetTemplate",
  changesWorld: false,
  params: z.strictObject({ ...common, StackId: z.string() }),
  errors: [rosErrors.stackNotFound("")],
  run: (state, { StackId }) => ({ TemplateBody: stackFor(state, StackId).blueprint.text }),
});
