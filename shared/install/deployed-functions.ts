import { fileNameOf } from "../function-name.ts";
import { operations } from "../operations/index.ts";
import type { FunctionProps } from "./function-props.ts";
import type { Installation } from "./serverless-yaml.ts";

/** The functions that a stack has: those of ENS only if it looks at ENS. In the order of s.yaml. */
export const deployedFunctions = ({
  functions,
}: Pick<Installation, "functions">): readonly (readonly [string, FunctionProps])[] =>
  [...functions].filter(([name]) => looksAtEns(functions) || !ofEns.includes(name));

/** Whether it does: reconcile's own setting. */
const looksAtEns = (functions: Installation["functions"]) =>
  functions.get("reconcile")?.environmentVariables["ENS"] === "1";

/** The functions that run an operation of ENS. */
export const ofEns: readonly string[] = operations
  .filter(({ product }) => product === "ens")
  .map(({ name }) => fileNameOf(name));
