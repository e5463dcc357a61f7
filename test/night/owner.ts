import path from "node:path";
import { type CommandName, commands } from "./commands.ts";
import { lineOf, typeCommand } from "./type-command.ts";

export type Say = (line: string) => void;

type Seat = {
  readonly wireUrl: string;
  /** Where the policy's file is. */
  readonly folder: string;
  readonly say: Say;
};

/** How a line is to end, and what is typed behind the command. */
type Wanted = { readonly exitCode?: number; readonly more?: readonly string[] };

export type Owner = ReturnType<typeof createOwner>;

/** Somebody at a terminal beside the running stack: what is typed is said, and what came of it. */
export function createOwner({ wireUrl, folder, say }: Seat) {
  const policyFile = path.join(folder, "policy.yaml");
  return {
    policyFile,
    /** Types a command. Resolves with what was printed; throws if it ends in another way than is wanted. */
    type: async (name: CommandName, { exitCode = 0, more = [] }: Wanted = {}): Promise<string> => {
      const words = commands[name].map((word) => (word === "policy.yaml" ? policyFile : word));
      const line = [...words, ...more, ...(name === "init" ? [] : ["--local", wireUrl])];
      say(`$ ${lineOf(line)}`);
      const typed = await typeCommand(line);
      const printed = [typed.out, typed.err].filter((text) => text !== "").join("\n");
      for (const text of printed.split("\n")) say(`  ${text}`.trimEnd());
      if (typed.exitCode === exitCode) return printed;
      throw new Error(`${lineOf(line)} ended with ${typed.exitCode}, not ${exitCode}: ${printed}`);
    },
  };
}
