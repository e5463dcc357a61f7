import * as z from "zod";
import { keep } from "./keep.ts";
import { defineResource } from "./resource-type.ts";

const target = z.strictObject({
  Id: z.string(),
  Type: z.string(),
  Endpoint: z.string(),
  ParamList: z.array(
    z.strictObject({
      ResourceKey: z.string(),
      Form: z.string(),
      Value: z.string(),
      Template: z.string().optional(),
    }),
  ),
  ErrorsTolerance: z.enum(["ALL", "NONE"]).optional(),
  PushRetryStrategy: z.enum(["BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY"]).optional(),
  DeadLetterQueue: z.strictObject({ Arn: z.string() }).optional(),
  ConcurrentConfig: z.unknown().optional(),
});

/** ALIYUN::EventBridge::Rule: kept; the local bus delivers to the triggers of functions alone. Five targets at most (limits page). */
export const eventBridgeRule = defineResource({
  name: "ALIYUN::EventBridge::Rule",
  properties: z.strictObject({
    EventBusName: z.string(),
    RuleName: z.string(),
    FilterPattern: z.record(z.string(), z.unknown()),
    Targets: z.array(target).min(1).max(5),
    Description: z.string().optional(),
    Status: z.enum(["ENABLE", "DISABLE"]).optional(),
  }),
  fixed: ["EventBusName", "RuleName"],
  attributes: ["EventBusName", "RuleName", "RuleARN"],
  rights: ({ EventBusName, RuleName }, { accountId, regionId }) => ({
    resource: `acs:eventbridge:${regionId}:${accountId}:eventbus/${EventBusName}/rule/${RuleName}`,
    create: ["eventbridge:CreateRule"],
    update: ["eventbridge:UpdateRule"],
    remove: ["eventbridge:DeleteRule"],
  }),
  ...keep("ALIYUN::EventBridge::Rule", ({ EventBusName, RuleName }) => {
    const name = `${EventBusName}/${RuleName}`;
    return { name, attributes: { EventBusName, RuleName, RuleARN: `acs:eventbridge:::eventbus/${name}` } };
  }),
});
