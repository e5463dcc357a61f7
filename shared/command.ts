import * as z from "zod";
import type { Loss } from "./loss.ts";

/** A caller's token: 1 to 64 printable ASCII characters, as ECS's own ClientToken. */
export const clientTokenSchema = z
  .string("must be text")
  .regex(/^[\x20-\x7e]{1,64}$/, "must be 1 to 64 printable ASCII characters");

/** The reason of a request, for the record. */
export const reasonSchema = z.string("must be text").max(512, "may have 512 characters");

/** The id of a system event, as a caller or the bus names it. It becomes a part of tokens and records. */
export const eventIdSchema = z
  .string("must be text")
  .regex(/^[\x21-\x7e]{1,128}$/, "must be an event's id, such as e-d71ff150945b9c02eb6ebc0016328468");

/** The id of an operation on record. */
export const operationIdSchema = z
  .string("must be text")
  .regex(/^[0-9a-f]{32}$/, "must be 32 hex digits, as answers have it");

/** The payload of a direct or asynchronous invoke. It holds no consent: consent comes from the ledger only. */
export const invokeSchema = z.strictObject({
  operation: z.string("must name an operation").max(128, "may have 128 characters"),
  input: z.record(z.string(), z.unknown(), "must be an object with the operation's parameters"),
  clientToken: clientTokenSchema.optional(),
  source: z.string("must be set").min(1, "must be set").max(128, "may have 128 characters"),
  actor: z.string("must be set").min(1, "must be set").max(128, "may have 128 characters"),
  reason: reasonSchema.min(1, "must be set"),
  eventId: eventIdSchema.optional(),
  askedAt: z.iso
    .datetime({ error: "must be when it was asked for, in UTC, such as 2026-11-21T04:05:06Z" })
    .max(32, "may have 32 characters")
    .optional(),
});

/** The payload of a dispatch, by which `reconcile` has an operation tried again. The row has everything else. */
export const dispatchSchema = z.strictObject({
  operation: z.string("must name an operation"),
  operationId: operationIdSchema,
  instanceId: z.string().min(1, "must be set").max(128, "may have 128 characters"),
});

/** An operation on record that is to be tried again. */
export type Dispatched = z.output<typeof dispatchSchema>;

/** A request to run one operation, checked and ready to be claimed. */
export type Command = {
  readonly operation: string;
  /** The operation's parameters, checked by its schema. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Parameters that are never stored, such as a password. With one, only this very call can send. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly instanceId: string;
  /** By which way it was asked for, by whom, and why. `mayRunLater` is false if the caller waits for the answer. */
  readonly source: string;
  readonly actor: string;
  readonly reason: string;
  readonly mayRunLater: boolean;
  /** The losses of data that the caller accepts: worth something only if the policy lets it. */
  readonly accepts: readonly Loss[];
  /** True iff people are to be asked for what needs a yes: the call waits for them. */
  readonly asksForConsent?: boolean;
  /** True iff the caller says that no freeze holds it: worth something only if the policy lets it. */
  readonly overridesFreeze?: boolean;
  /** True for an operation that is carried out in several calls. */
  readonly inSteps: boolean;
  /** Two deliveries with one token are one request. An event's token is derived from its id and its instance. */
  readonly token: string;
  /** The caller's own token; undefined for events. */
  readonly clientToken: string | undefined;
  readonly eventId: string | undefined;
  /** When a call was asked for, epoch milliseconds; undefined if nobody says. It is carried out soon after, or not at all. */
  readonly askedAtMs?: number | undefined;
};
