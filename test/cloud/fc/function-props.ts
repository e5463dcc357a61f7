import * as z from "zod";
import { asyncInvokeConfig } from "./async-invoke-props.ts";
import { functionSettings } from "./function-settings.ts";
import { trigger } from "./trigger-props.ts";

/** `props` of a fc3 resource: what the local cloud acts on, what it may ignore; anything else is refused. */
export const functionProps = z.strictObject({
  ...functionSettings,
  code: z.string().min(1),
  /** Default and bounds: FC limits. */
  timeout: functionSettings.timeout.default(3),
  memorySize: functionSettings.memorySize.default(512),
  logConfig: z.union([z.literal("auto"), functionSettings.logConfig]).optional(),
  concurrencyConfig: z.strictObject({ reservedConcurrency: z.int().min(1) }).optional(),
  asyncInvokeConfig: asyncInvokeConfig.default({
    asyncTask: false,
    maxAsyncRetryAttempts: 3,
    maxAsyncEventAgeInSeconds: 86_400,
  }),
  triggers: z.array(trigger).max(50).default([]),
  region: z.string(),
  tags: z.unknown().optional(),
  customDomain: z.unknown().optional(),
});

export type FunctionProps = z.output<typeof functionProps>;
