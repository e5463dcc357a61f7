import * as z from "zod";
import { OpError } from "./errors.ts";

/** Invented: callers send about 20. */
const maxHeaders = 128;

const isFew = (headers: unknown) =>
  typeof headers !== "object" || headers === null || Object.keys(headers).length <= maxHeaders;

// Source: FC 3.0 "HTTP trigger", request payload; header-key case is not specified there.
const envelope = z.object({
  version: z.literal("v1"),
  rawPath: z.string(),
  headers: z
    .unknown()
    .refine(isFew, `may be ${maxHeaders} at most`)
    .pipe(z.record(z.string(), z.string("must be text"), "must be an object")),
  body: z.string().default(""),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({ http: z.object({ method: z.string(), sourceIp: z.string().max(64).optional().catch(undefined) }) }),
});

/** What is used of the event of an HTTP trigger. */
type HttpEnvelope = z.output<typeof envelope>;

/** Either is enough: one that FC writes another way some day is still the envelope of somebody who waits. */
const ownNames = ["requestContext", "rawPath"];
const namesOfOthers = ["specversion", "operation"];

/** True iff this parsed value is an HTTP trigger's, readable or not. */
export function isHttpEnvelope(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string) => Object.hasOwn(value, name);
  return ownNames.some(has) && !namesOfOthers.some(has);
}

/**
 * True iff bytes that may be no JSON, or too much of it, seem to be an HTTP trigger's. A quoted name cannot come from a
 * caller's body or path: there its quotes are escaped.
 */
export function looksLikeHttpEnvelope(raw: Uint8Array): boolean {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.length);
  const has = (name: string) => bytes.includes(`"${name}"`);
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
