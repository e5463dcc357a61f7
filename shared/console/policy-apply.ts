import * as z from "zod";
import { hashOf } from "../policy/hash.ts";
import { redact } from "../redact.ts";
import { putInForce } from "../rehearsal/put-in-force.ts";
import {
  answerOf,
  previewNeeds,
  puttingInForce,
  puttingInForceAnswer,
  puttingInForceRefusals,
  puttingInForceUnsure,
} from "./policy-applied.ts";
import { policyArgument, soundPolicy } from "./policy-argument.ts";
import { verbOf } from "./verb.ts";

/** Puts a policy in force in the place of the one that its owner has looked at. */
export const policyApply = verbOf({
  name: "policy apply",
  role: "owner",
  summary: "Put a policy in force; it is told what that starts, ends and asks again",
  schema: z.strictObject({ Policy: policyArgument, ...puttingInForce }),
  answers: puttingInForceAnswer,
  refusals: puttingInForceRefusals,
  unsure: puttingInForceUnsure,
  run: async ({ Policy, Why, Serial: serial, Start: start, Preview }, needs) => {
    const policy = soundPolicy(Policy, needs.hookNames);
    const wanted = { policy, by: needs.asker.name, why: redact(Why), serial, start, isPreview: Preview === true };
    return answerOf(await putInForce(previewNeeds(needs), wanted), hashOf(policy));
  },
});
