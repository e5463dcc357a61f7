import * as z from "zod";
import { redact } from "../redact.ts";
import { rollBack } from "../rehearsal/roll-back.ts";
import {
  answerOf,
  previewNeeds,
  puttingInForce,
  puttingInForceAnswer,
  puttingInForceRefusals,
  puttingInForceUnsure,
} from "./policy-applied.ts";
import { verbOf } from "./verb.ts";

/** Puts an earlier policy in force again, under a new serial. */
export const policyRollback = verbOf({
  name: "policy rollback",
  role: "owner",
  summary: "Put an earlier policy in force again, under a new serial",
  schema: z.strictObject({
    To: z.int("must be the serial of an earlier policy").min(1).describe("The serial of the earlier policy"),
    ...puttingInForce,
  }),
  answers: puttingInForceAnswer,
  refusals: { 404: "InvalidSerial.NotFound", ...puttingInForceRefusals },
  unsure: puttingInForceUnsure,
  run: async ({ To, Why, Serial: serial, Start: start, Preview }, needs) => {
    const wanted = { by: needs.asker.name, why: redact(Why), serial, start, isPreview: Preview === true };
    return answerOf(await rollBack(previewNeeds(needs), To, wanted));
  },
});
