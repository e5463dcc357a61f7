import * as z from "zod";
import { eventIdSchema } from "../command.ts";

/** The parameters of EventRedeployInstance. */
export const eventRedeployInput = z
  .strictObject({
    EventId: eventIdSchema.describe("The system event to answer"),
    ResourceId: z
      .string("must be text")
      .regex(/^i-[A-Za-z0-9]{1,61}$/, "must look like i-55qi8m11rr53c4i964md8a00l")
      .describe("The edge instance"),
    OpsType: z
      .enum(["immediate", "scheduled"], "must be immediate or scheduled")
      .describe("`immediate`, or `scheduled` at the planned time"),
    PlanTime: z
      .int("must be epoch milliseconds, for example 1742452232000")
      .min(1e12, "must be milliseconds")
      .optional()
      .describe("When, epoch milliseconds; needed for `scheduled`, in the future, before the event's own time"),
    // The document does not explain it. It is taken for PlanTime in words, to the second (invented).
    PlanUtcTime: z.iso
      .datetime({ precision: 0, error: "must be ISO 8601 in UTC, to the second, for example 2025-03-20T06:30:32Z" })
      .optional()
      .describe("The same as `PlanTime` in ISO 8601"),
  })
  .refine(({ OpsType, ...times }) => OpsType === "immediate" || planMsOf(times) !== undefined, {
    path: ["PlanTime"],
    message: "is needed for OpsType scheduled, or else PlanUtcTime",
  })
  .refine(({ OpsType, PlanTime }) => OpsType === "scheduled" || PlanTime === undefined, {
    path: ["PlanTime"],
    message: "is for OpsType scheduled only",
  })
  .refine(({ OpsType, PlanUtcTime }) => OpsType === "scheduled" || PlanUtcTime === undefined, {
    path: ["PlanUtcTime"],
    message: "is for OpsType scheduled only",
  })
  .refine(
    ({ PlanTime, PlanUtcTime }) =>
      PlanTime === undefined || PlanUtcTime === undefined || toSecond(PlanTime) === toSecond(Date.parse(PlanUtcTime)),
    { path: ["PlanUtcTime"], message: "must be the same time as PlanTime" },
  );

export type EventRedeployInput = z.output<typeof eventRedeployInput>;

type Times = { readonly PlanTime?: number | undefined; readonly PlanUtcTime?: string | undefined };

/** When a scheduled redeploy is to begin, epoch milliseconds. */
export function planMsOf({ PlanTime, PlanUtcTime }: Times): number | undefined {
  return PlanTime ?? (PlanUtcTime === undefined ? undefined : Date.parse(PlanUtcTime));
}

export const toSecond = (ms: number) => Math.floor(ms / 1_000);
