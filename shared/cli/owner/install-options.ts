import type { Asked } from "../../install/prepare.ts";
import type { Taken, Values } from "./command.ts";
import { oneStack } from "./options.ts";
import { misused } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";

/** Which stack. Function Compute is asked at its public address. */
export const connecting = oneStack.filter(({ flags }) => !flags.startsWith("--endpoint"));

/** What an installation is to be, for those commands that make one or show it. What is not said stays as it is. */
export const installing: readonly Taken[] = [
  { flags: "--observe", about: "without the right to act: another stack of the account has it, or nobody shall" },
  { flags: "--act", about: "with the right to act, which an account has once in a region (so is a new stack)" },
  { flags: "--ens", about: "look at ENS too, and act on it: one stack of an account should" },
  { flags: "--without-ens", about: "leave ENS alone (so does a new stack)" },
  ...connecting,
  { flags: "--json", about: "print what is planned, or was done, as one JSON value" },
];

/** The wishes of a command line. Settings come from the environment. */
export function wishesIn(values: Values, { env }: Terminal): Pick<Asked, "acts" | "given"> {
  const ens = oneOf(values, "ens", "without-ens");
  return {
    acts: oneOf(values, "act", "observe"),
    given: { ...env, ...(ens !== undefined && { ENS: ens ? "1" : "0" }) },
  };
}

function oneOf(values: Values, yes: string, no: string): boolean | undefined {
  if (values[yes] === true && values[no] === true) throw misused(`--${yes} and --${no} exclude each other.`);
  if (values[yes] === true) return true;
  return values[no] === true ? false : undefined;
}
