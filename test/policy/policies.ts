import type { Policy } from "../../shared/policy/policy.ts";
import { readPolicy } from "../../shared/policy/read-policy.ts";
import type { Rule } from "../../shared/policy/rule.ts";
import type { Subject } from "../../shared/policy/subject.ts";

/** A policy in mode act with these rules above a last one that does what the documents say. */
export function policyWith(rules: readonly Rule[], others: Partial<Policy> = {}): Policy {
  const last = { name: "everything else", do: "documented" };
  const reading = readPolicy({ version: 1, timeZone: "UTC", mode: "act", ...others, rules: [...rules, last] });
  if ("policy" in reading) return reading.policy;
  throw new Error(reading.problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}

/** A planned redeploy on a machine of which nothing else is known. */
export const subjectOf = (known: Partial<Subject> = {}): Subject => ({
  product: "ecs",
  eventId: "e-1",
  instanceId: "i-bp1a",
  type: "SystemMaintenance.Redeploy",
  status: "Scheduled",
  planned: true,
  hasLocalDisks: false,
  ...known,
});
