import * as z from "zod";
import { OpError } from "./errors.ts";

// Source: FC 3.0 "HTTP trigger", request payload; header-key case is not specified there.
const envelope = z.object({
  version: z.literal("v1"),
  rawPath: z.string(),
  headers: z.record(z.string(), z.string("must be text"), "must be an object"),
  body: z.string().default(""),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({
    http: z.object({ method: z.string(), sourceIp: z.string().max(64).optional().catch(undefined) }),
  }),
});

/** What is used of the event of an HTTP trigger. */
type HttpEnvelope = z.output<typeof envelope>;

/** The path at an address that a function has for itself. At any other path others may share the address. */
export const ownRoot = "/";

/** Either is enough: one that FC writes another way some day is still the envelope of somebody who waits. */
const ownNames = ["requestContext", "rawPath"];
const namesOfOthers = ["specversion", "operation", "verb"];

/** True iff this parsed value is an HTTP trigger's, readable or not. */
export function isHttpEnvelope(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string) => Object.hasOwn(value, name);
  return ownNames.some(has) && !namesOfOthers.some(has);
}

/** More than stands before and after the body of an envelope, bytes (invented). */
const endBytes = 65_536;

/**
 * True iff bytes that may be no JSON, or too much of it, seem to be an HTTP trigger's. A quoted name cannot come from a
 * caller's body or path: there its quotes are escaped. The body itself is not searched if it is large.
 */
export function looksLikeHttpEnvelope(raw: Uint8Array): boolean {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  const ends = [bytes.subarray(0, endBytes), bytes.subarray(-endBytes)];
  const has = (name: string) => ends.some((end) => end.includes(`"${name}"`));
  return ownNames.some(has) && !namesOfOthers.some(has);
}

/** Throws `OpError` `badRequest`, which names the field. */
export function readHttpEnvelope(value: object): HttpEnvelope {
  const parsed = envelope.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path.join(".").slice(0, 64) || "its shape";
  throw new OpError(
    "badRequest",
    "InvalidParameter.Event",
    `The HTTP request is not usable: ${field}: ${issue?.message}. Nothing was changed.`,
  );
}
