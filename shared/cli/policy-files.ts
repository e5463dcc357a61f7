import * as z from "zod";
import { policySchema } from "../policy/policy-schema.ts";
import { readPolicyText } from "./policy-text.ts";

/** The starter policy as a module, for functions: they parse no YAML, and what was checked here needs no check when they load. */
export function starterModule(yaml: string): string {
  const reading = readPolicyText(Buffer.from(yaml));
  if ("policy" in reading)
    return `import type { Policy } from "./policy.ts";

/** The policy that holds where an owner has set none. Written by \`npm run openapi\` from shared/policy.yaml. */
export const starter: Policy = ${JSON.stringify(reading.policy, undefined, 2)};
`;
  const [{ line, message } = { line: 1, message: "" }] = reading.problems;
  throw new Error(`shared/policy.yaml:${line}: ${message}`);
}

/** The form of a policy as JSON Schema, for editors. It has no rule that needs several keys: `check` has them. */
export const policyJsonSchema = (): string =>
  `${JSON.stringify({ title: "The owner's policy of redeploy-once", ...z.toJSONSchema(policySchema, { io: "input" }) }, undefined, 2)}\n`;
