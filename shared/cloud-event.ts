import * as z from "zod";
import { eventIdSchema } from "./command.ts";
import { OpError } from "./errors.ts";
import { parseValue, refuseRepeated, textOf } from "./json.ts";

const text = z.string("must be text").max(128, "may have 128 characters");
/** Who finds events that nobody delivered, as the record has it. */
export const finder = "finder";
const setText = text.min(1, "must be set");

// Source: EventBridge "Event overview" for the envelope, ECS "Instance event notification" for data. What is used is
// judged, and nothing else: a time that nobody reads must not keep an event from being answered.
const cloudEvent = z.object({
  source: setText,
  specversion: z.literal("1.0"),
  aliyunregionid: text.nullish(),
  aliyunaccountid: text.nullish(),
  /** Set by `reconcile`, which found the event in the cloud's list. For the record only: it is judged like any other. */
  foundby: z.literal(finder).nullish().catch(undefined),
  data: z.object({
    eventId: eventIdSchema,
    instanceId: setText,
    eventType: setText,
    eventStatus: setText.max(64, "may have 64 characters"),
  }),
});

/** What is used of an event from the bus. */
export type CloudEvent = z.output<typeof cloudEvent>;

const code = "InvalidParameter.Event";

/**
 * One CloudEvent of a parsed JSON value. Its data may be an object, JSON text, or either in `data_base64` (CloudEvents
 * 1.0, JSON format, 3.1.1). Throws `OpError` `unusableEvent`.
 */
export function readCloudEvent(value: object): CloudEvent {
  const parsed = cloudEvent.safeParse({ ...value, data: dataOf(value) });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unusable(`${issue?.path.join(".") || "its shape"}: ${issue?.message}`);
}

const base64 = z.base64();

function dataOf(value: object): unknown {
  const { data, data_base64: encoded } = { data: undefined, data_base64: undefined, ...value };
  if (encoded === undefined || encoded === null)
    return typeof data === "string" ? parsedText(Buffer.from(data), "data") : data;
  const checked = base64.safeParse(encoded);
  if (!checked.success) throw unusable("data_base64: must be base64");
  if (data !== undefined && data !== null) throw unusable("data and data_base64: only one of them may be set");
  return parsedText(Buffer.from(checked.data, "base64"), "data_base64");
}

function parsedText(raw: Uint8Array, field: string): unknown {
  const what = `The CloudEvent's ${field}`;
  try {
    const json = textOf(raw, code, what);
    const value = parseValue(json, code, what);
    refuseRepeated(json, code, what);
    return value;
  } catch (cause) {
    throw cause instanceof OpError ? new OpError("unusableEvent", code, cause.message, { cause }) : cause;
  }
}

const unusable = (why: string) =>
  new OpError("unusableEvent", code, `The CloudEvent is not usable: ${why}. Nothing was changed.`);
