import * as z from "zod";

/** An event that EventBridge would not take; `field` names the attribute, with the event's index in a batch. */
export class CloudEventError extends Error {
  readonly field: string;
  constructor(field: string, problem: string) {
    super(`${field}: ${problem}`);
    this.name = "CloudEventError";
    this.field = field;
  }
}

/** A CloudEvents 1.0 event in JSON; what it does not name is kept. */
const cloudEventSchema = z.looseObject({
  id: z.string().min(1),
  source: z.string().min(1),
  specversion: z.literal("1.0"),
  type: z.string().min(1),
  subject: z.string().min(1).optional(),
  time: z.iso.datetime({ offset: true }).optional(),
  datacontenttype: z.string().min(1).optional(),
  dataschema: z.string().min(1).optional(),
});

export type CloudEvent = z.output<typeof cloudEventSchema>;

/** Limits of one put (HA/en/eventbridge/product-overview/limits): 16 events or 1 MB, 256 KB an event. */
const maxEvents = 16;
const maxBatchBytes = 1024 * 1024;
const maxEventBytes = 256 * 1024;

/** Checks a batch; one bad event refuses all of it (invented: the real answer lists failures one by one). */
export function readCloudEvents(events: readonly unknown[]): readonly CloudEvent[] {
  if (events.length === 0 || events.length > maxEvents) {
    throw new CloudEventError("events", `must hold 1 to ${maxEvents} events, not ${events.length}.`);
  }
  const sizes = events.map((event) => Buffer.byteLength(JSON.stringify(event) ?? ""));
  if (sizes.reduce((sum, size) => sum + size, 0) > maxBatchBytes) {
    throw new CloudEventError("events", `must not exceed ${maxBatchBytes} bytes together.`);
  }
  return events.map((event, index) => {
    if ((sizes[index] ?? 0) > maxEventBytes) {
      throw new CloudEventError(`events[${index}]`, `must not exceed ${maxEventBytes} bytes.`);
    }
    return readCloudEvent(event, index);
  });
}

function readCloudEvent(event: unknown, index: number): CloudEvent {
  const parsed = cloudEventSchema.safeParse(event);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = [`events[${index}]`, ...(issue?.path ?? [])].join(".");
  throw new CloudEventError(field, issue?.message ?? "is no CloudEvent.");
}
