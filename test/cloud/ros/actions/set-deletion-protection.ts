import * as z from "zod";
import { common, defineAction, idleStackFor } from "../define-action.ts";
import { rosErrors } from "../ros-errors.ts";

/** SetDeletionProtection 2019-09-10. */
export const setDeletionProtection = defineAction({
  name: "SetDeletionProtection",
  changesWorld: true,
  params: z.strictObject({ ...common, StackId: z.string(), DeletionProtection: z.enum(["Enabled", "Disabled"]) }),
  errors: [rosErrors.stackNotFound(""), rosErrors.actionInProgress("", "")],
  run: (state, { StackId, DeletionProtection }) => {
    idleStackFor(state, StackId).isProtected = DeletionProtection === "Enabled";
    return {};
  },
});
