import type { Installation } from "./serverless-yaml.ts";

/** The stack of ROS as it is to be. */
export type WantedStack = {
  /** Its name in ROS, and its mark. */
  readonly name: string;
  /** The text of shared/install/stack.json. */
  readonly template: string;
  readonly parameters: StackParameters;
};

/** Parameters of the template, as ROS takes them: texts. */
export type StackParameters = Readonly<
  Record<"Stack" | "Ledger" | "HooksService" | "NewLedger" | "Ens" | "Acts" | "ActsOnEns", string>
>;

/** What the installer is told; undefined: it stays as it is, and in a new stack it is the usual. */
export type Choices = {
  /** Whether the stack shall have the account's right to act. */
  readonly acts: boolean | undefined;
};

type Before = {
  /** Of the stack that is there. */
  readonly parameters: Readonly<Record<string, string>> | undefined;
  /** Whether there is a Tablestore instance of this name. */
  readonly hasLedger: boolean;
};

/** What the template is to be told. A ledger that is there already, such as one that an earlier stack has left, is not made. */
export function stackParameters(installation: Installation, { acts }: Choices, before: Before): StackParameters {
  const { stack, ledger } = installation;
  const kept = before.parameters;
  const { ENS, HOOKS_SERVICE = "-" } = installation.functions.get("reconcile")?.environmentVariables ?? {};
  const looksAtEns = ENS === "1";
  const holds = acts ?? (kept === undefined || isTrue(kept["Acts"]));
  return {
    Stack: stack,
    Ledger: ledger,
    HooksService: HOOKS_SERVICE,
    NewLedger: String(kept === undefined ? !before.hasLedger : isTrue(kept["NewLedger"])),
    Ens: String(looksAtEns),
    Acts: String(holds),
    ActsOnEns: String(holds && looksAtEns),
  };
}

/** ROS writes them as it likes. */
export const isTrue = (text: string | undefined) => text?.toLowerCase() === "true";
