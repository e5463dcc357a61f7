import * as z from "zod";

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);

/** A RAM policy document. Of conditions the local cloud does StringEquals alone: another one is refused, not passed over. */
export const policyDocument = z.strictObject({
  Version: z.literal("1").optional(),
  Statement: z.array(
    z.strictObject({
      Effect: z.enum(["Allow", "Deny"]),
      Action: oneOrMore,
      Resource: oneOrMore,
      Condition: z.strictObject({ StringEquals: z.record(z.string(), oneOrMore) }).optional(),
    }),
  ),
});
