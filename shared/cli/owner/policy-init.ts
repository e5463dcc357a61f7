import { writeFile } from "node:fs/promises";
import path from "node:path";
import { policyJsonSchema } from "../policy-files.ts";
import type { Command } from "./command.ts";
import { unusable } from "./files.ts";
import { fileOf, policyFile } from "./policy-file.ts";
import { readStarter } from "./starter.ts";

/** Beside the policy, where its first line has it: editors check by it while one types. */
const schemaName = "policy.schema.json";

export const policyInit: Command = {
  name: "policy init",
  about: "write the starter policy, and its form for editors; a policy that exists is left as it is",
  takes: [policyFile],
  examples: ["policy init", "policy init steer/policy.yaml"],
  run: async (values, terminal) => {
    const file = fileOf(values);
    const place = path.resolve(terminal.folder, file);
    const refused = (error: unknown) => {
      throw unusable(file, error);
    };
    await writeFile(place, await readStarter(), { flag: "wx" }).catch(refused);
    await writeFile(path.join(path.dirname(place), schemaName), policyJsonSchema()).catch(refused);
    const named = file === "policy.yaml" ? "" : ` ${file}`;
    terminal.out(`Written: ${file} and ${schemaName}. Check it after each change: redeploy-once policy check${named}`);
  },
};
