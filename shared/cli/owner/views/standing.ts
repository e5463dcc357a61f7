import * as z from "zod";

const time = z.iso.datetime();

/** An operation as the console tells of it. */
export const standingSchema = z.object({
  OperationId: z.string(),
  Operation: z.string(),
  State: z.string(),
  InstanceId: z.string().optional(),
  Source: z.string().optional(),
  Actor: z.string().optional(),
  Reason: z.string().optional(),
  EventId: z.string().optional(),
  Step: z.string().optional(),
  Attempts: z.int().optional(),
  Since: time.optional(),
  For: z.string().optional(),
  Until: time.optional(),
  Cause: z.string().optional(),
  /** The serial of the policy by whose word it waits. */
  Policy: z.int().optional(),
  ConsentBy: z.string().optional(),
  EndedAt: time.optional(),
  By: z.string().optional(),
});

export type Standing = z.output<typeof standingSchema>;

/** `Waiting for approval`. */
export const stateWords = ({ State, For }: Pick<Standing, "State" | "For">) =>
  For === undefined ? State : `${State} for ${For}`;
