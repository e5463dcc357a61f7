import * as z from "zod";
import { qualifier } from "./trigger-props.ts";

/** How a function's queue of asynchronous calls behaves, as s.yaml and PutAsyncInvokeConfig have it. */
export const asyncInvokeConfig = z.strictObject({
  qualifier,
  asyncTask: z.boolean().default(false),
  maxAsyncRetryAttempts: z.int().min(0).max(8).default(3),
  /** Bounds and default of the SDK's typing; the documents disagree, so set it. */
  maxAsyncEventAgeInSeconds: z.int().min(1).max(604_800).default(86_400),
  destinationConfig: z
    .strictObject({ onFailure: z.strictObject({ destination: z.string().startsWith("acs:mns:") }).optional() })
    .optional(),
});

export type AsyncInvokeConfig = z.output<typeof asyncInvokeConfig>;

/** What holds for a function without one (fc 2023-03-30, PutAsyncInvokeConfigInput). */
export const defaultAsyncInvokeConfig = asyncInvokeConfig.parse({});
