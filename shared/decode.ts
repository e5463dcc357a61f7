import * as z from "zod";
import { OpError } from "./errors.ts";

/** An HTTP-trigger request, its body still raw. Header names are lower-case. */
export type HttpRequest = {
  readonly shape: "http";
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** One CloudEvent from the bus. */
type EventDelivery = { readonly shape: "event"; readonly event: CloudEvent };

/** A direct or asynchronous invoke; its payload is checked later, against the command's schema. */
type DirectInvoke = { readonly shape: "invoke"; readonly payload: Readonly<Record<string, unknown>> };

export type Shape = HttpRequest | EventDelivery | DirectInvoke;

// Source: FC 3.0 "HTTP trigger", request payload; header-key case is not specified there.
const envelope = z.object({
  version: z.literal("v1"),
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string().default(""),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

// Source: EventBridge "Event overview" for the envelope, ECS "Instance event notification" for data; unknown fields
// are ignored.
const cloudEvent = z.object({
  id: z.string().min(1),
  source: z.string().min(1),
  specversion: z.literal("1.0"),
  type: z.string().min(1),
  aliyunaccountid: z.string().optional(),
  aliyunregionid: z.string().optional(),
  data: z.object({
    eventId: z.string().min(1).max(128),
    instanceId: z.string().min(1).max(128),
    eventType: z.string().min(1).max(128),
    eventStatus: z.string().min(1).max(64),
    publishTime: z.string().max(64).optional(),
    notBefore: z.string().max(64).optional(),
  }),
});

export type CloudEvent = z.output<typeof cloudEvent>;

/** Tells what the raw bytes of an invocation are. Throws `OpError` `badRequest` for anything else; pure. */
export function decode(raw: Uint8Array): Shape {
  const value = parseJson(raw, "InvalidParameter.Event", "The event");
  if ("requestContext" in value && "rawPath" in value) return decodeHttp(value);
  if ("specversion" in value)
    return { shape: "event", event: checked(cloudEvent, value, "CloudEvent", "unusableEvent") };
  if ("operation" in value) return { shape: "invoke", payload: value };
  throw new OpError(
    "badRequest",
    "InvalidParameter.Event",
    "The event is neither an HTTP request, nor a CloudEvent, nor a command with `operation`. Nothing was changed.",
  );
}

function decodeHttp(value: object): HttpRequest {
  const { rawPath, headers, body, isBase64Encoded, requestContext } = checked(envelope, value, "HTTP request");
  return {
    shape: "http",
    path: rawPath,
    method: requestContext.http.method.toUpperCase(),
    headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text])),
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
}

function checked<T extends z.ZodType>(
  schema: T,
  value: unknown,
  what: string,
  kind: "badRequest" | "unusableEvent" = "badRequest",
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join(".") || "its shape";
  throw new OpError(
    kind,
    "InvalidParameter.Event",
    `The ${what} is not usable: ${field}: ${issue?.message}. Nothing was changed.`,
  );
}

/** A JSON object from UTF-8 bytes; `what` names it in the error. Throws `OpError` `badRequest`. */
export function parseJson(raw: Uint8Array, code: string, what: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(raw));
  } catch (cause) {
    throw new OpError("badRequest", code, `${what} must be JSON in UTF-8. Nothing was changed.`, { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new OpError("badRequest", code, `${what} must be a JSON object. Nothing was changed.`);
}
