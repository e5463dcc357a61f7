import path from "node:path";
import { type CommandName, commands } from "./commands.ts";
import type { Person } from "./people.ts";
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
  /** Resolves with what was printed; throws if it ends in another way than is wanted. */
  const typed = async (words: readonly string[], exitCode = 0, person?: Person): Promise<string> => {
    say(`${person === undefined ? "" : `${person.name} `}$ ${lineOf(words)}`);
    const {
      out,
      err,
      exitCode: ended,
    } = await typeCommand(
      words,
      person && { WEBHOOK_SECRET: person.secretKey }, // what --signed signs with
    );
    const printed = [out, err].filter((text) => text !== "").join("\n");
    for (const text of printed.split("\n")) say(`  ${text}`.trimEnd());
    if (ended === exitCode) return printed;
    throw new Error(`${lineOf(words)} ended with ${ended}, not ${exitCode}: ${printed}`);
  };
  return {
    policyFile,
    /** Types a command of the guides. */
    type: (name: CommandName, { exitCode, more = [] }: Wanted = {}) => {
      const words = commands[name].map((word) => (word === "policy.yaml" ? policyFile : word));
      return typed([...words, ...more, ...(name === "init" ? [] : ["--local", wireUrl])], exitCode);
    },
    /** Types what a notice says, in the words of the notice. */
    paste: (line: string, { exitCode, person }: { readonly exitCode?: number; readonly person?: Person } = {}) =>
      typed([...line.replace(/^redeploy-once /, "").split(" "), "--local", wireUrl], exitCode, person),
  };
}
