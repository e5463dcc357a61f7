import {
  readAnswerConfig,
  readChatopsConfig,
  readConsoleConfig,
  readDoctorConfig,
  readEcsConfig,
  readEnsConfig,
  readReconcileConfig,
} from "../config.ts";
import { fileNameOf } from "../function-name.ts";
import { operations } from "../operations/index.ts";
import { UnusableSettings } from "../setting.ts";
import { deployedFunctions } from "./deployed-functions.ts";
import type { FunctionProps } from "./function-props.ts";
import { isLedger, regionForm } from "./names.ts";
import type { Installation } from "./serverless-yaml.ts";

/** FC, "Environment variables": of all names and values of a function together. */
const maxEnvironmentBytes = 4_096;

/** What keeps functions from loading, or FC from taking them: a line each, empty if all is well. No line has a secret in it. */
export function settingsProblems(installation: Installation): readonly string[] {
  return [...namesIn(installation), ...readIn(installation), ...tooLargeIn(installation)];
}

function namesIn({ region, ledger }: Installation): readonly string[] {
  return [
    ...(regionForm.test(region) ? [] : [`The region is ${region}. It must be one such as cn-hangzhou.`]),
    ...(isLedger(ledger)
      ? []
      : [
          `The Tablestore instance would be named ${ledger}. It must be 3 to 16 letters, digits and -, without ali, ay, ots, taobao and admin. It is named as the stack: choose another STACK, or another name at vars.ledger.`,
        ]),
  ];
}

/** What each function would say at load, said once with the functions that say it. */
function readIn(installation: Installation): readonly string[] {
  const said = new Map<string, string[]>();
  for (const [name, props] of deployedFunctions(installation))
    for (const problem of saidBy(name, props, installation)) said.set(problem, [...(said.get(problem) ?? []), name]);
  return [...said].map(([problem, names]) => `${problem}. Functions: ${names.join(", ")}.`);
}

function saidBy(name: string, { environmentVariables }: FunctionProps, { region, account }: Installation) {
  try {
    readerOf(name)({ ...environmentVariables, FC_REGION: region, FC_ACCOUNT_ID: account });
    return [];
  } catch (error) {
    if (error instanceof UnusableSettings) return error.problems;
    throw error;
  }
}

/** How each function reads its settings. */
const readers = new Map<string, (env: Readonly<Record<string, string>>) => unknown>([
  ["reconcile", readReconcileConfig],
  ["console", readConsoleConfig],
  ["answer", readAnswerConfig],
  ["chatops", readChatopsConfig],
  ["doctor", readDoctorConfig],
  ...operations.map(
    ({ name, product }) => [fileNameOf(name), product === "ens" ? readEnsConfig : readEcsConfig] as const,
  ),
]);

function readerOf(name: string) {
  const reader = readers.get(name);
  if (reader === undefined) throw new Error(`Nothing reads the settings of ${name}: add its reader in this file.`);
  return reader;
}

const tooLargeIn = (installation: Installation): readonly string[] =>
  deployedFunctions(installation).flatMap(([name, { environmentVariables }]) => {
    const bytes = bytesOf(environmentVariables);
    if (bytes <= maxEnvironmentBytes) return [];
    const [largest = ""] = Object.entries(environmentVariables)
      .sort(([, one], [, other]) => Buffer.byteLength(other) - Buffer.byteLength(one))
      .map(([variable]) => variable);
    return [
      `The settings of ${name} have ${bytes} bytes; FC takes ${maxEnvironmentBytes}. The largest is ${largest}: shorten it.`,
    ];
  });

/** As FC counts: names and values. */
export const bytesOf = (variables: Readonly<Record<string, string>>) =>
  Buffer.byteLength(Object.entries(variables).flat().join(""));
