import type { Exchange } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Delivery, DeliveryAnswer, Rule } from "../eventbridge/bus.ts";
import { patientCaller } from "./caller.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { createInnerCaller } from "./inner-caller.ts";
import type { Invoker } from "./invoker.ts";
import { refusal } from "./reply.ts";
import { newRequestId } from "./request-id.ts";

/** The EventBridge rules that a function's triggers make. */
export function rulesOf({ resource, functionName, triggers }: FunctionDefinition, holds: Holds): readonly Rule[] {
  return triggers.flatMap((trigger) => {
    if (trigger.triggerType !== "eventbridge" || !trigger.triggerConfig.triggerEnable) return [];
    const { asyncInvocationType, eventRuleFilterPattern, runOptions } = trigger.triggerConfig;
    return [
      {
        resource,
        functionName,
        triggerName: trigger.triggerName,
        pattern: eventRuleFilterPattern,
        asynchronous: asyncInvocationType === holds("eventbridge.polarity"), // disputed: FC 2.0's documents and the SDK against FC 3.0's
        retryStrategy: runOptions.retryStrategy.PushRetryStrategy,
        deadLetterArn: runOptions.deadLetterQueue?.Arn,
      },
    ];
  });
}

type Needs = {
  readonly definitionOf: (functionName: string) => FunctionDefinition | undefined;
  readonly exchange: Exchange;
  readonly invoke: Invoker;
};

/** Delivers one event to its function, through the exchange, so that it is logged and meets planned faults. */
export async function deliverEvent(
  { rule, event }: Delivery,
  { definitionOf, exchange, invoke }: Needs,
): Promise<DeliveryAnswer | undefined> {
  const { functionName, triggerName, asynchronous } = rule;
  const requestId = newRequestId();
  const { caller, answer } = createInnerCaller();
  await exchange(
    {
      product: "fc",
      action: "InvokeFunction",
      principal: undefined,
      params: { functionName, trigger: triggerName, payload: event },
      instanceId: undefined,
      requestId,
      refuse: (status, code, message) => refusal(requestId, status, code, message),
      throttle: { status: 429, code: "ResourceExhausted" },
      apply: async () => {
        const definition = definitionOf(functionName);
        if (definition === undefined)
          return refusal(requestId, 404, "FunctionNotFound", `No function ${functionName}.`);
        const payload = Buffer.from(JSON.stringify(event));
        const asked = { definition, payload, requestId, asynchronous, taskId: undefined, trigger: triggerName };
        return invoke({ ...asked, caller: patientCaller() });
      },
    },
    caller,
  );
  return answer();
}
