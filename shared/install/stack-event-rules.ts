import { ofEns } from "./deployed-functions.ts";
import type { FunctionProps } from "./function-props.ts";
import { pascal, type Resource, type Ros } from "./ros.ts";
import type { Installation } from "./serverless-yaml.ts";

/**
 * Rules of EventBridge in place of the functions' triggers, for accounts where those cannot be made. One for each pattern,
 * and a target for each function that has it. What is true of a trigger's rule is taken from its trigger.
 */
export function eventRules(installation: Installation): Readonly<Record<string, Resource>> {
  const heard = [...installation.functions].flatMap(([name, props]) =>
    props.triggers.flatMap((trigger) => (trigger.triggerType === "eventbridge" ? [{ name, props, trigger }] : [])),
  );
  const names = [...new Set(heard.map(({ trigger }) => trigger.triggerName))];
  return Object.fromEntries(
    names.map((name): [string, Resource] => {
      const same = heard.filter(({ trigger }) => trigger.triggerName === name);
      const isEns = same.every((one) => ofEns.includes(one.name));
      const rule: Resource = {
        Type: "ALIYUN::EventBridge::Rule",
        Condition: isEns ? "HasEnsRule" : "HasEventRule",
        Properties: {
          EventBusName: "default",
          RuleName: `${installation.stack}-${name}`,
          Description: `System events for the stack ${installation.stack}`,
          Status: "ENABLE",
          FilterPattern: JSON.parse(same[0]?.trigger.triggerConfig.eventRuleFilterPattern ?? "{}"),
          Targets: same.map(({ props, trigger }) => targetOf(installation, props, trigger.triggerConfig.runOptions)),
        },
      };
      return [`EventRule${pascal(name)}`, rule];
    }),
  );
}

type RunOptions = Extract<
  FunctionProps["triggers"][number],
  { triggerType: "eventbridge" }
>["triggerConfig"]["runOptions"];

/** The form for functions of FC 3.0, which have no service, is inferred from that of 2.0: no document has it. */
const targetOf = ({ region, account }: Installation, { functionName }: FunctionProps, options: RunOptions): Ros => ({
  Id: functionName,
  Type: "acs.fc.function",
  Endpoint: `acs:fc:${region}:${account}:functions/${functionName}`,
  PushRetryStrategy: options.retryStrategy.PushRetryStrategy,
  ErrorsTolerance: options.errorsTolerance,
  DeadLetterQueue: { Arn: options.deadLetterQueue.Arn },
  ParamList: [
    { ResourceKey: "functionName", Form: "CONSTANT", Value: functionName },
    { ResourceKey: "Qualifier", Form: "CONSTANT", Value: "LATEST" },
    { ResourceKey: "Body", Form: "ORIGINAL", Value: "" },
  ],
});
