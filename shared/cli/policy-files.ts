import * as z from "zod";
import { policySchema } from "../policy/policy-schema.ts";
import { readPolicyText } from "./policy-text.ts";

/** The starter policy as JSON, for functions, which parse no YAML. */
export function starterJson(yaml: string): string {
  const reading = readPolicyText(Buffer.from(yaml));
  if ("policy" in reading) return `${JSON.stringify(reading.policy, undefined, 2)}\n`;
  const [{ line, message } = { line: 1, message: "" }] = reading.problems;
  throw new Error(`shared/policy.yaml:${line}: ${message}`);
}

/** The form of a policy as JSON Schema, for editors. It has no rule that needs several keys: `check` has them. */
export const policyJsonSchema = (): string =>
  `${JSON.stringify({ title: "The owner's policy of redeploy-once", ...z.toJSONSchema(policySchema, { io: "input" }) }, undefined, 2)}\n`;
