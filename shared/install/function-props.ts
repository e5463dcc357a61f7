import * as z from "zod";

const qualifier = z.literal("LATEST");
const deadLetterQueue = z.strictObject({ Arn: z.string() });

const httpTrigger = z.strictObject({
  triggerName: z.string(),
  triggerType: z.literal("http"),
  qualifier,
  triggerConfig: z.strictObject({
    authType: z.literal("anonymous"),
    disableURLInternet: z.boolean(),
    methods: z.array(z.string()),
  }),
});

const eventBridgeTrigger = z.strictObject({
  triggerName: z.string(),
  triggerType: z.literal("eventbridge"),
  qualifier,
  triggerConfig: z.strictObject({
    triggerEnable: z.boolean(),
    asyncInvocationType: z.boolean(),
    /** JSON. */
    eventRuleFilterPattern: z.string(),
    eventSourceConfig: z.strictObject({
      eventSourceType: z.literal("Default"),
      eventSourceParameters: z.strictObject({}),
    }),
    eventSinkConfig: z.strictObject({ deliveryOption: z.strictObject({ eventSchema: z.literal("CloudEvents") }) }),
    runOptions: z.strictObject({
      mode: z.literal("event-driven"),
      errorsTolerance: z.enum(["ALL", "NONE"]),
      retryStrategy: z.strictObject({ PushRetryStrategy: z.enum(["EXPONENTIAL_DECAY_RETRY", "BACKOFF_RETRY"]) }),
      deadLetterQueue,
    }),
  }),
});

const timerTrigger = z.strictObject({
  triggerName: z.string(),
  triggerType: z.literal("timer"),
  qualifier,
  triggerConfig: z.strictObject({ cronExpression: z.string(), enable: z.boolean(), payload: z.string() }),
});

/** `props` of a function in s.yaml: those that the product uses, of the many that the component fc3 has. */
export const functionProps = z.strictObject({
  region: z.string(),
  functionName: z.string(),
  description: z.string(),
  runtime: z.literal("nodejs20"),
  handler: z.string(),
  /** A folder, from where s.yaml is. */
  code: z.string(),
  cpu: z.number(),
  memorySize: z.int(),
  diskSize: z.int(),
  /** Seconds. */
  timeout: z.int(),
  instanceConcurrency: z.literal(1),
  concurrencyConfig: z.strictObject({ reservedConcurrency: z.int().min(1) }),
  internetAccess: z.boolean(),
  /** ARN. */
  role: z.string(),
  environmentVariables: z.record(z.string(), z.string()),
  logConfig: z.strictObject({ project: z.string(), logstore: z.string(), enableRequestMetrics: z.boolean() }),
  asyncInvokeConfig: z.strictObject({
    qualifier,
    asyncTask: z.boolean(),
    maxAsyncRetryAttempts: z.int(),
    maxAsyncEventAgeInSeconds: z.int(),
    destinationConfig: z.strictObject({ onFailure: z.strictObject({ destination: z.string() }) }),
  }),
  triggers: z.array(z.discriminatedUnion("triggerType", [httpTrigger, eventBridgeTrigger, timerTrigger])),
  tags: z.array(z.strictObject({ key: z.string(), value: z.string() })),
});

export type FunctionProps = z.output<typeof functionProps>;
