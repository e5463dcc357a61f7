import * as z from "zod";
import { eventBridgeTriggerConfig } from "../eventbridge/trigger-config.ts";

/** A function has one version here. */
export const qualifier = z.literal("LATEST", { error: "must be LATEST: the local cloud has no versions." }).optional();

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

/** One trigger, as s.yaml and CreateTrigger have it. */
export const trigger = z.discriminatedUnion("triggerType", [httpTrigger, eventBridgeTrigger, timerTrigger], {
  error: "is no trigger the local cloud knows; triggerType must be http, eventbridge or timer.",
});

export type Trigger = z.output<typeof trigger>;
