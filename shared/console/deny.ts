import * as z from "zod";
import { reasonSchema } from "../command.ts";
import { verbOf } from "./verb.ts";
import {
  aboutOne,
  askClosed,
  askId,
  closedBy,
  pastWord,
  rowFor,
  say,
  sayAgain,
  stoodAfter,
  wordAnswer,
} from "./word.ts";
import { yesesIn } from "./yeses.ts";

/** A person's no. */
export const deny = verbOf({
  name: "deny",
  role: "approver",
  summary: "Say no to a question: its operation ends, and nothing of it is sent",
  schema: z.strictObject({ ...aboutOne, Ask: askId, Reason: reasonSchema.optional().describe("Why, for the log") }),
  answers: wordAnswer,
  refusals: { 404: "InvalidOperationId.NotFound", 409: "AskClosed: who decided it, or what is asked instead" },
  unsure: sayAgain,
  run: async ({ OperationId, InstanceId, Ask }, needs) => {
    const found = await rowFor(needs, { OperationId, InstanceId });
    const word = { kind: "deny", operationId: OperationId, ask: Ask, by: needs.asker.name } as const;
    const { standing, row } = await say(needs, found, word);
    if (standing === undefined) return stoodAfter(found.instanceId, OperationId, row);
    throw standing.kind === "notFound"
      ? pastWord(OperationId, standing)
      : askClosed(OperationId, closedBy(standing, yesesIn(row, OperationId)));
  },
});
