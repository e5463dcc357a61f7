import * as z from "zod";
import { type CloudEvent, readCloudEvent } from "./cloud-event.ts";
import { OpError } from "./errors.ts";
import { parseValue, refuseRepeated, textOf } from "./json.ts";

/** An HTTP-trigger request, its body still raw. Header names are lower-case. */
export type HttpRequest = {
  readonly shape: "http";
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Where it came from, as FC says. */
  readonly address: string | undefined;
  /** True iff FC has answered the caller 202 already and nobody reads what the function answers. */
  readonly queued: boolean;
};

/** One CloudEvent from the bus. */
type EventDelivery = { readonly shape: "event"; readonly event: CloudEvent };

/** A direct or asynchronous invoke; its payload is checked later, against the command's schema. */
type DirectInvoke = { readonly shape: "invoke"; readonly payload: Readonly<Record<string, unknown>> };

export type Shape = HttpRequest | EventDelivery | DirectInvoke;

/** Several CloudEvents in one delivery, each usable or not. */
export type Batch = { readonly shape: "batch"; readonly deliveries: readonly (EventDelivery | OpError)[] };

// Source: FC 3.0 "HTTP trigger", request payload; header-key case is not specified there.
const envelope = z.object({
  version: z.literal("v1"),
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().default(""),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({ http: z.object({ method: z.string(), sourceIp: z.string().max(64).optional() }) }),
});

/** As many events as one put of the bus may have. Source: EventBridge "Limits". */
const maxBatch = 16;

const code = "InvalidParameter.Event";

/**
 * Tells what the raw bytes of an invocation are. Throws `OpError` `unusableEvent` for anything else: nobody reads an
 * answer to it, so it must fail; pure.
 */
export function decode(raw: Uint8Array): Shape | Batch {
  try {
    return shapeOf(raw);
  } catch (cause) {
    if (!(cause instanceof OpError)) throw cause;
    throw new OpError("unusableEvent", cause.code, cause.message, { cause });
  }
}

function shapeOf(raw: Uint8Array): Shape | Batch {
  const text = textOf(raw, code, "The event");
  const value = parseValue(text, code, "The event");
  // The envelope is FC's own making; the body in it is judged with the call.
  if (isObject(value) && "requestContext" in value && "rawPath" in value) return decodeHttp(value);
  refuseRepeated(text, code, "The event");
  if (Array.isArray(value)) return decodeBatch(value);
  if (isObject(value) && "operation" in value && !("specversion" in value))
    return { shape: "invoke", payload: { ...value } };
  return decodeEvent(value);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Each event is read by itself: one that is unusable must not take the others along. */
function decodeBatch(values: readonly unknown[]): Batch {
  if (values.length === 0 || values.length > maxBatch)
    throw new OpError("badRequest", code, `A batch has 1 to ${maxBatch} events, not ${values.length}. ${unchanged}`);
  return { shape: "batch", deliveries: values.map(eventOrError) };
}

function eventOrError(value: unknown): EventDelivery | OpError {
  try {
    return decodeEvent(value);
  } catch (error) {
    if (error instanceof OpError) return error;
    throw error;
  }
}

function decodeEvent(value: unknown): EventDelivery {
  if (isObject(value) && "specversion" in value) return { shape: "event", event: readCloudEvent(value) };
  const known = "an HTTP request, a CloudEvent, a batch of them, or a command with `operation`";
  throw new OpError("unusableEvent", code, `The event is none of what is taken: ${known}. ${unchanged}`);
}

const unchanged = "Nothing was changed.";

function decodeHttp(value: object): HttpRequest {
  const parsed = envelope.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join(".") || "its shape";
    throw new OpError("badRequest", code, `The HTTP request is not usable: ${field}: ${issue?.message}. ${unchanged}`);
  }
  const { rawPath, headers: named, body, isBase64Encoded, requestContext } = parsed.data;
  const headers = Object.fromEntries(Object.entries(named).map(([name, text]) => [name.toLowerCase(), text]));
  return {
    shape: "http",
    path: rawPath,
    method: requestContext.http.method.toUpperCase(),
    headers,
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
    address: requestContext.http.sourceIp,
    queued: isQueued(headers),
  };
}

/** Source: Function Compute "Asynchronous invocation", X-Fc-Invocation-Type; that it reaches the function: its example event. */
const isQueued = (headers: HttpRequest["headers"]) => headers["x-fc-invocation-type"]?.trim().toLowerCase() === "async";
