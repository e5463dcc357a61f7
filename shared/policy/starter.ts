import type { Policy } from "./policy.ts";
import { policySchema } from "./policy-schema.ts";
import text from "./starter.json" with { type: "json" };

/** The policy that holds where an owner has set none: `shared/policy.yaml`, as `npm run openapi` writes it. */
export const starterPolicy = (): Policy => policySchema.parse(text);
