import { rightFor } from "../../shared/control/give-right.ts";
import type { CodePackage } from "../../shared/install/code-package.ts";
import type { Found, FoundFunction } from "../../shared/install/found.ts";
import { lookingOf, type Wanted, type WantedFunction, wantedFunctions } from "../../shared/install/wanted.ts";
import { stackParameters } from "../../shared/install/wanted-stack.ts";
import { installed } from "./settings.ts";

const release = "0.1.0-0123456789ab";
const template = '{"ROSTemplateFormatVersion":"2015-09-01"}';
const codeOf = (folder: string): CodePackage => ({ zip: Buffer.from(folder), checksum: String(folder.length) });

type Choice = {
  readonly settings?: Readonly<Record<string, string>>;
  readonly acts?: boolean;
  readonly hasEventRule?: boolean;
};

/** What is wanted for the product's s.yaml, with code that is the folder's name. */
export function wantedFor({ settings, acts, hasEventRule = false }: Choice = {}): Wanted {
  const installation = installed(settings);
  const functions = wantedFunctions(installation, { release, codeOf, hasEventRule });
  const parameters = stackParameters(installation, { acts }, { parameters: undefined, hasLedger: false });
  const stack = { name: installation.stack, template, parameters };
  return { region: installation.region, release, stack, functions, looking: lookingOf(functions) };
}

/** The cloud with everything as it is wanted, and with what FC adds of its own. */
export const foundAs = ({ stack, functions }: Wanted): Found => ({
  stack: {
    ...{ id: "stack-1", status: "CREATE_COMPLETE", reason: "", mark: stack.name },
    template: JSON.parse(stack.template),
    parameters: { ...stack.parameters, ContactGroup: "default" },
    outputs: { Acts: "acs:ram::1:role/redeploy-once-acts-cn-hangzhou" },
  },
  functions: functions.map(functionAs),
  roles: new Map([
    [
      "redeploy-once-acts-cn-hangzhou",
      {
        name: "redeploy-once-acts-cn-hangzhou",
        description: "The stack redeploy-once acts in cn-hangzhou.",
        trusts: "",
      },
    ],
  ]),
  told: { operations: rightFor(["ecs"]).operations },
});

const functionAs = ({ properties, ...wanted }: WantedFunction): FoundFunction => ({
  name: wanted.name,
  properties: { ...properties, functionId: "f-1", logConfig: { ...properties.logConfig, logBeginRule: "None" } },
  environment: properties.environmentVariables,
  tags: Object.fromEntries(wanted.tags.map(({ key, value }) => [key, value])),
  codeChecksum: wanted.code.checksum,
  reservedConcurrency: wanted.reservedConcurrency,
  asyncInvokeConfig: { ...wanted.asyncInvokeConfig, createdTime: "2026-11-30T00:00:00Z" },
  triggers: new Map(
    [...wanted.triggers].map(([name, { type, qualifier, config }]) => [
      name,
      { type, qualifier, config: { ...config } },
    ]),
  ),
});
