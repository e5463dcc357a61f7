import type { Policy } from "../../policy/policy.ts";
import { readPolicyText } from "../policy-text.ts";
import { problemLine } from "../policy-words.ts";
import { type Taken, textOf, type Values } from "./command.ts";
import { readNamed } from "./files.ts";
import { failed } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";

/** Which file a command of the policy is about. */
export const policyFile: Taken = { flags: "[file]", about: "the policy (default: policy.yaml)" };

/** Its name as it was typed. */
export const fileOf = (values: Values) => textOf(values, "file") ?? "policy.yaml";

/** The policy in the file. Throws `Stopped`, after a line for each problem. `otherwise`: what was not done. */
export async function readPolicyFile(values: Values, terminal: Terminal, otherwise: string): Promise<Policy> {
  const file = fileOf(values);
  const reading = readPolicyText(await readNamed(file, terminal));
  if ("policy" in reading) return reading.policy;
  terminal.err(reading.problems.map((problem) => problemLine(file, problem)).join("\n"));
  throw failed(otherwise);
}
