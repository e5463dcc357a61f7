import * as z from "zod";
import type { ApplyPolicy } from "./apply-policy.ts";
import { ControlError, parse, type Resource } from "./resource.ts";

const policySchema = z.record(z.string(), z.unknown(), { error: "must be a policy: a JSON object." });

const orderSchema = z.strictObject({ policy: policySchema, why: z.string().min(1).optional() });

/** `POST policy`: a policy, or `{policy, why}`, comes in force; the answer is that of the function `console`. */
export function createPolicyResource({ applyPolicy }: { readonly applyPolicy: ApplyPolicy }): Resource {
  return {
    POST: ({ body }) => {
      if (body === undefined) throw new ControlError(400, "body", "must be a policy, or {policy, why}.");
      const isOrder = typeof body === "object" && body !== null && "policy" in body;
      return applyPolicy(isOrder ? parse(orderSchema, body) : { policy: parse(policySchema, body) });
    },
  };
}
