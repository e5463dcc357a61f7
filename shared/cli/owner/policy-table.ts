import { eventsTable } from "../events-table.ts";
import type { Command } from "./command.ts";
import { policyFile, readPolicyFile } from "./policy-file.ts";

export const policyTable: Command = {
  name: "policy table",
  about: 'print what "documented" means, event by event; with a file, as its disputes correct it',
  takes: [{ ...policyFile, about: "a policy with disputes" }],
  examples: ["policy table", "policy table policy.yaml"],
  run: async (values, terminal) => {
    const policy = "file" in values ? await readPolicyFile(values, terminal, "No table was made.") : undefined;
    terminal.out(eventsTable(policy?.disputes));
  },
};
