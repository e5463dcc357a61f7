import { type CloudEvent, readCloudEvent } from "./cloud-event.ts";
import { OpError } from "./errors.ts";
import { isHttpEnvelope, looksLikeHttpEnvelope, readHttpEnvelope } from "./http-envelope.ts";
import { parseValue, refuseRepeated, textOf } from "./json.ts";

/** An HTTP-trigger request, its body still raw. Header names are lower-case. */
export type HttpRequest = {
  readonly kind: "http";
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
type EventDelivery = { readonly kind: "event"; readonly event: CloudEvent };

/** A direct or asynchronous invoke; its payload is checked later, against the schema of a command or a verb. */
type DirectInvoke = { readonly kind: "invoke"; readonly payload: Readonly<Record<string, unknown>> };

export type Shape = HttpRequest | EventDelivery | DirectInvoke;

/** Several CloudEvents in one delivery, each usable or not. */
export type Batch = { readonly kind: "batch"; readonly deliveries: readonly (EventDelivery | OpError)[] };

/** As many events as one put of the bus may have. Source: EventBridge "Limits". */
const maxBatch = 16;

const code = "InvalidParameter.Event";

/**
 * Tells what the raw bytes of an invocation are; pure. Throws `OpError`: `badRequest` or `tooLarge` for an HTTP request
 * that cannot be read, since its caller waits for an answer; `unusableEvent` for anything else, since nobody would read
 * one: it must fail.
 */
export function decode(raw: Uint8Array): Shape | Batch {
  const json = looksLikeHttpEnvelope(raw) ? read(raw) : orUnusable(() => read(raw));
  return isHttpEnvelope(json.value) ? decodeHttp(json.value) : orUnusable(() => decodeOther(json));
}

type Json = { readonly text: string; readonly value: unknown };

function read(raw: Uint8Array): Json {
  const text = textOf(raw, code, "The event");
  return { text, value: parseValue(text, code, "The event") };
}

function orUnusable<T>(reading: () => T): T {
  try {
    return reading();
  } catch (cause) {
    if (!(cause instanceof OpError)) throw cause;
    throw new OpError("unusableEvent", cause.code, cause.message, { cause });
  }
}

/** What is no HTTP request. That envelope is FC's own making, and the body in it is judged with the call. */
function decodeOther({ text, value }: Json): Shape | Batch {
  refuseRepeated(text, code, "The event");
  if (Array.isArray(value)) return decodeBatch(value);
  if (isObject(value) && ("operation" in value || "verb" in value) && !("specversion" in value))
    return { kind: "invoke", payload: { ...value } };
  return decodeEvent(value);
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Each event is read by itself: one that is unusable must not take the others along. */
function decodeBatch(values: readonly unknown[]): Batch {
  if (values.length === 0 || values.length > maxBatch)
    throw new OpError("badRequest", code, `A batch has 1 to ${maxBatch} events, not ${values.length}. ${unchanged}`);
  return { kind: "batch", deliveries: values.map(eventOrError) };
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
  if (isObject(value) && "specversion" in value) return { kind: "event", event: readCloudEvent(value) };
  const known = "an HTTP request, a CloudEvent, a batch of them, a command with `operation`, or a `verb` of console";
  throw new OpError("unusableEvent", code, `The event is none of what is taken: ${known}. ${unchanged}`);
}

const unchanged = "Nothing was changed.";

function decodeHttp(value: object): HttpRequest {
  const { rawPath, headers: named, body, isBase64Encoded, requestContext } = readHttpEnvelope(value);
  const headers = Object.fromEntries(Object.entries(named).map(([name, text]) => [name.toLowerCase(), text]));
  return {
    kind: "http",
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
