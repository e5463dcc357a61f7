import * as z from "zod";
import { reasonSchema } from "../command.ts";
import { verbOf } from "./verb.ts";
import { aboutOne, pastWord, rowFor, say, sayAgain, stoodAfter, wordAnswer } from "./word.ts";

/** Ends an operation of which nothing was sent, whatever it waits for. */
export const cancel = verbOf({
  name: "cancel",
  role: "approver",
  summary: "End an operation that waits: nothing of it is sent. An instance that was stopped for it is started again",
  schema: z.strictObject({ ...aboutOne, Reason: reasonSchema.min(1, "must say why, for the log") }),
  answers: wordAnswer,
  refusals: { 404: "InvalidOperationId.NotFound", 409: "IncorrectOperationState: it is in flight, or over" },
  unsure: sayAgain,
  run: async ({ OperationId, InstanceId }, needs) => {
    const found = await rowFor(needs, { OperationId, InstanceId });
    const { standing, row } = await say(needs, found, {
      ...{ kind: "cancel", operationId: OperationId, by: needs.asker.name },
    });
    if (standing === undefined || row.outcomes[OperationId]?.state === "Cancelled")
      return stoodAfter(found.instanceId, OperationId, row);
    throw pastWord(OperationId, standing);
  },
});
