import * as z from "zod";
import { reasonSchema } from "../command.ts";
import { OpError } from "../errors.ts";
import type { Waiting } from "../ledger/row.ts";
import { invalid } from "../parameter.ts";
import { verbOf } from "./verb.ts";
import { aboutOne, pastWord, rowFor, say, sayAgain, stoodAfter, wordAnswer } from "./word.ts";

/** A person wants something to begin later. A question about it goes on meanwhile. */
export const postpone = verbOf({
  name: "postpone",
  role: "approver",
  summary: "Have an operation that waits begin no sooner than a time; a question about it goes on",
  schema: z.strictObject({
    ...aboutOne,
    Until: z.iso
      .datetime({ error: "must be a time in UTC, such as 2026-11-30T18:00:00Z" })
      .describe("Not before this time, in UTC"),
    Reason: reasonSchema.optional().describe("Why, for the log"),
  }),
  answers: wordAnswer,
  refusals: {
    404: "InvalidOperationId.NotFound",
    409: "IncorrectOperationState: it is in flight, or over; TooLateToWait: its last moment comes first",
  },
  unsure: sayAgain,
  run: async ({ OperationId, InstanceId, Until }, needs) => {
    const untilMs = Date.parse(Until);
    if (untilMs <= needs.nowMs()) throw invalid("Until", `is over: it is ${new Date(needs.nowMs()).toISOString()} now`);
    const found = await rowFor(needs, { OperationId, InstanceId });
    refuseTooLate(found.row.waiting[OperationId], untilMs);
    const by = needs.asker.name;
    const { standing, row } = await say(needs, found, { kind: "postpone", operationId: OperationId, by, untilMs });
    if (standing === undefined || standing.kind === "waiting") return stoodAfter(found.instanceId, OperationId, row);
    throw pastWord(OperationId, standing);
  },
});

/** Nothing is begun for it after its last moment, as far as the row says. Every attempt judges that anew. */
function refuseTooLate(entry: Waiting | undefined, untilMs: number): void {
  const { notAfterMs, askedUntilMs, wait } = entry ?? {};
  const ends = [notAfterMs, wait?.for === "approval" ? askedUntilMs : undefined, wait?.deadlineMs];
  const lastMs = Math.min(...ends.filter((endMs) => endMs !== undefined));
  if (untilMs < lastMs) return;
  throw new OpError(
    "conflict",
    "TooLateToWait",
    `Nothing is begun for it from ${new Date(lastMs).toISOString()} on. Nothing was changed; name an earlier time, or deny or cancel it.`,
  );
}
