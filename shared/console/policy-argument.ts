import * as z from "zod";
import { OpError } from "../errors.ts";
import type { HookNames } from "../hook-name.ts";
import { checkHooks } from "../policy/check-hooks.ts";
import type { Policy } from "../policy/policy.ts";
import type { Problem } from "../policy/problem.ts";
import { readPolicy } from "../policy/read-policy.ts";

/** A policy as a caller gives it: JSON. YAML is for the owner's command. */
export const policyArgument = z
  .record(z.string(), z.unknown(), "must be a policy as JSON")
  .describe("The policy, as JSON");

/** The place of a problem, as a person finds it. */
export const placeOf = ({ path }: Problem) => path.join(".");

/** The policy. Throws `OpError` `badRequest` with what is wrong with it. */
export function soundPolicy(given: unknown, hookNames: HookNames): Policy {
  const reading = readPolicy(given, [checkHooks(hookNames)]);
  if ("policy" in reading) return reading.policy;
  const words = reading.problems.slice(0, mostProblems).map((problem) => `${placeOf(problem)}: ${problem.message}`);
  const more = reading.problems.length - words.length;
  throw new OpError(
    "badRequest",
    "InvalidParameter.Policy",
    `Policy: ${words.join("; ")}${more > 0 ? `; and ${more} more` : ""}. Nothing was applied.`,
  );
}

/** So many problems fit in a message. */
const mostProblems = 5;
