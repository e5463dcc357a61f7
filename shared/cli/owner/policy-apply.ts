import { hashOf } from "../../policy/hash.ts";
import type { Command } from "./command.ts";
import { policyFile, readPolicyFile } from "./policy-file.ts";
import { putInForce, puttingInForce } from "./put-in-force.ts";

export const policyApply: Command = {
  name: "policy apply",
  about: "put a policy in force: shows what would change and what would start, and asks",
  takes: [policyFile, ...puttingInForce],
  examples: [
    'policy apply --why "nights only"',
    'policy apply --preview --why "what would start?"',
    'policy apply policy.yaml --why "caches may act" --start 12',
  ],
  run: async (values, terminal) => {
    const policy = await readPolicyFile(values, terminal, "Nothing was applied.");
    await putInForce({ verb: "policy apply", args: { Policy: policy }, hash: hashOf(policy) }, values, terminal);
  },
};
