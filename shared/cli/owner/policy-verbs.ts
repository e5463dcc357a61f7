import type { ConsoleVerb } from "./console-verb.ts";
import { page, wholeFrom } from "./options.ts";
import { viewHistory } from "./views/history.ts";
import { viewPolicy } from "./views/policy.ts";

/** What is asked about the policy as it came. */
export const policyVerbs: readonly ConsoleVerb[] = [
  {
    name: "policy show",
    about: "the policy in force, or an older version, as YAML",
    takes: [{ flags: "[serial]", name: "Serial", about: "an older version; 0 is the starter", read: wholeFrom(0) }],
    examples: ["policy show", "policy show 2 > older.yaml"],
    view: viewPolicy,
  },
  {
    name: "policy history",
    about: "the versions of the policy, with what was decided under each",
    takes: [page],
    examples: ["policy history"],
    view: viewHistory,
  },
];
