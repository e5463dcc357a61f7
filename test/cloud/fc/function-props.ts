import * as z from "zod";
import { eventBridgeTriggerConfig } from "../eventbridge/trigger-config.ts";

/** `props` of a fc3 resource: what the local cloud acts on, what it may ignore; anything else is refused. */
export const functionProps = z.strictObject({
  functionName: z.string().regex(/^[A-Za-z_][\w-]{0,127}$/),
  /** Built-in Node runtimes; others need a different kind of instance. */
  runtime: z.enum(["nodejs18", "nodejs20"], { error: "must be nodejs18 or nodejs20: the local cloud runs no other." }),
  handler: z.string().regex(/^[\w./-]+\.\w+$/, "must look like index.handler."),
  code: z.string().min(1),
  /** Default and bounds: FC limits. */
  timeout: z.int().min(1).max(86_400).default(3),
  memorySize: z.int().min(128).max(32_768).multipleOf(64).default(512),
  instanceConcurrency: z.literal(1, { error: "must be 1 with a built-in runtime." }).optional(),
  environmentVariables: z.record(z.string(), z.string()).default({}).superRefine(checkEnvironment),
  role: z.string().min(1).optional(),
  instanceLifecycleConfig: z
    .strictObject({
      initializer: z
        .strictObject({ handler: z.string().regex(/^[\w./-]+\.\w+$/), timeout: z.int().min(1).max(300).default(30) })
        .optional(),
    })
    .default({}),
  logConfig: z
    .union([
      z.literal("auto"),
      z.strictObject({
        project: z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "is no name of a log project."),
        logstore: z.string().regex(/^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/, "is no name of a logstore."),
        enableRequestMetrics: z.boolean().optional(),
        enableInstanceMetrics: z.boolean().optional(),
        logBeginRule: z.enum(["DefaultRegex", "None"]).optional(),
      }),
    ])
    .optional(),
  concurrencyConfig: z.strictObject({ reservedConcurrency: z.int().min(1) }).optional(),
  asyncInvokeConfig: z
    .lazy(() => asyncInvokeConfig)
    .default({ asyncTask: false, maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 86_400 }),
  triggers: z
    .array(z.lazy(() => trigger))
    .max(50)
    .default([]),
  // Without meaning here: where the function is placed, billed and shown.
  region: z.string(),
  description: z.string().optional(),
  cpu: z.number().optional(),
  diskSize: z.number().optional(),
  internetAccess: z.boolean().optional(),
  vpcConfig: z.unknown().optional(),
  resourceGroupId: z.string().optional(),
  tags: z.unknown().optional(),
  customDomain: z.unknown().optional(),
});

export type FunctionProps = z.output<typeof functionProps>;

/** User variables: letters, digits, underscore; `FC_` reserved; 4 KB in all (AC/functioncompute/fc/environment-variables). */
function checkEnvironment(variables: Readonly<Record<string, string>>, context: z.RefinementCtx) {
  for (const name of Object.keys(variables)) {
    if (!/^[A-Za-z]\w*$/.test(name) || name.startsWith("FC_")) {
      context.addIssue({ code: "custom", path: [name], message: "is no allowed name of a variable." });
    }
  }
  if (Buffer.byteLength(Object.entries(variables).flat().join("")) > 4_096) {
    context.addIssue({ code: "custom", message: "must not exceed 4 KB in all." });
  }
}

const qualifier = z.literal("LATEST", { error: "must be LATEST: the local cloud has no versions." }).optional();

const asyncInvokeConfig = z.strictObject({
  qualifier,
  asyncTask: z.boolean().default(false),
  maxAsyncRetryAttempts: z.int().min(0).max(8).default(3),
  /** Bounds and default of the SDK's typing; the documents disagree, so set it. */
  maxAsyncEventAgeInSeconds: z.int().min(1).max(604_800).default(86_400),
  destinationConfig: z
    .strictObject({ onFailure: z.strictObject({ destination: z.string().startsWith("acs:mns:") }).optional() })
    .optional(),
});

const named = { triggerName: z.string().min(1), description: z.string().optional(), qualifier };

const httpTrigger = z.strictObject({
  ...named,
  triggerType: z.literal("http"),
  triggerConfig: z.strictObject({
    authType: z.enum(["anonymous", "function"], { error: "must be anonymous or function: jwt is not done here." }),
    methods: z.array(z.enum(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"])).min(1),
    disableURLInternet: z.boolean().optional(),
  }),
});

const eventBridgeTrigger = z.strictObject({
  ...named,
  triggerType: z.literal("eventbridge"),
  triggerConfig: eventBridgeTriggerConfig,
});

const everyForm = /^@every ([1-9]\d*)([hms])$/;
const unitMs = new Map([
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

const timerTrigger = z.strictObject({
  ...named,
  triggerType: z.literal("timer"),
  triggerConfig: z.strictObject({
    /** `@every 5m` in milliseconds. */
    cronExpression: z
      .string()
      .regex(everyForm, 'must look like "@every 5m": the local cloud does no six-field cron.')
      .transform((text) => {
        const [, count, unit] = everyForm.exec(text) ?? [];
        return Number(count) * (unitMs.get(unit ?? "") ?? 0);
      }),
    enable: z.boolean(),
    payload: z.string().max(131_072).optional(),
  }),
});

const trigger = z.discriminatedUnion("triggerType", [httpTrigger, eventBridgeTrigger, timerTrigger], {
  error: "is no trigger the local cloud knows; triggerType must be http, eventbridge or timer.",
});
