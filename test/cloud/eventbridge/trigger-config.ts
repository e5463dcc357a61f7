import * as z from "zod";
import { PatternError, readPattern } from "./pattern.ts";

/**
 * `triggerConfig` of a trigger with `triggerType: eventbridge` (facts: sdk3 EventBridgeTriggerConfig). What the local
 * cloud does not do is refused: other sources than the default bus, streaming, batches, RawData, concurrency,
 * errorsTolerance NONE (which stops the trigger at the first event that is given up).
 */
export const eventBridgeTriggerConfig = z.strictObject({
  triggerEnable: z.boolean(),
  asyncInvocationType: z.boolean().default(false),
  eventRuleFilterPattern: z.string().transform(readPatternText),
  eventSourceConfig: z.strictObject({
    eventSourceType: z.literal("Default"),
    eventSourceParameters: z.record(z.string(), z.unknown()).optional(),
  }),
  eventSinkConfig: z
    .strictObject({ deliveryOption: z.strictObject({ eventSchema: z.literal("CloudEvents").optional() }).optional() })
    .optional(),
  runOptions: z.strictObject({
    mode: z.literal("event-driven"),
    maximumTasks: z.literal(1).optional(),
    errorsTolerance: z.literal("ALL"),
    /** The default is that of event streams (AC/eventbridge/user-guide/retry-and-dead-letter). */
    retryStrategy: z
      .strictObject({ PushRetryStrategy: z.enum(["BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY"]) })
      .default({ PushRetryStrategy: "BACKOFF_RETRY" }),
    deadLetterQueue: z.strictObject({ Arn: z.string().startsWith("acs:") }).optional(),
    batchWindow: z.strictObject({ CountBasedWindow: z.literal(1), TimeBasedWindow: z.literal(0) }).optional(),
  }),
});

function readPatternText(text: string, context: z.RefinementCtx) {
  try {
    return readPattern(JSON.parse(text));
  } catch (cause) {
    if (!(cause instanceof PatternError || cause instanceof SyntaxError)) throw cause;
    context.addIssue({ code: "custom", message: cause.message });
    return z.NEVER;
  }
}
