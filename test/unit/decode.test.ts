import fc from "fast-check";
import { expect, test } from "vitest";
import { decode } from "../../shared/decode.ts";
import { OpError } from "../../shared/errors.ts";

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** Objects that are nearly an HTTP request, a CloudEvent or a command. */
const nearly = fc.record(
  {
    version: fc.oneof(fc.constant("v1"), fc.jsonValue()),
    rawPath: fc.oneof(fc.webPath(), fc.jsonValue()),
    headers: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.jsonValue()),
    body: fc.oneof(fc.string(), fc.jsonValue()),
    isBase64Encoded: fc.oneof(fc.boolean(), fc.jsonValue()),
    requestContext: fc.oneof(fc.constant({ http: { method: "POST" } }), fc.jsonValue()),
    specversion: fc.oneof(fc.constant("1.0"), fc.jsonValue()),
    id: fc.oneof(fc.string(), fc.jsonValue()),
    source: fc.oneof(fc.string(), fc.jsonValue()),
    type: fc.oneof(fc.string(), fc.jsonValue()),
    data: fc.oneof(
      fc.record({ eventId: fc.string(), instanceId: fc.string(), eventType: fc.string(), eventStatus: fc.string() }),
      fc.jsonValue(),
    ),
    operation: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

const outcomeOf = (raw: Uint8Array) => {
  try {
    return decode(raw).shape;
  } catch (error) {
    return error instanceof OpError ? error.kind : error;
  }
};

test("whatever bytes arrive, decode tells their shape or throws its own error", () => {
  const known = ["http", "event", "invoke", "batch", "unusableEvent"];
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 512 }),
        fc.json().map((text) => Buffer.from(text)),
        nearly.map(bytes),
        fc.array(nearly, { maxLength: 18 }).map(bytes),
      ),
      (raw) => {
        expect(known).toContain(outcomeOf(raw));
      },
    ),
    { numRuns: 3_000 },
  );
});

test("an HTTP request keeps its body's bytes and has lower-case header names", () => {
  const raw = bytes({
    version: "v1",
    rawPath: "/a%20b",
    headers: { "Webhook-Id": "m1" },
    body: Buffer.from([0, 255]).toString("base64"),
    isBase64Encoded: true,
    requestContext: { http: { method: "post" } },
  });
  expect(decode(raw)).toEqual({
    shape: "http",
    path: "/a%20b",
    method: "POST",
    headers: { "webhook-id": "m1" },
    body: Buffer.from([0, 255]),
    queued: false,
  });
});

test("a CloudEvent's fields that are not used are ignored, a missing event id is named", () => {
  const event = { id: "1", source: "acs.ecs", specversion: "1.0", type: "t", extra: 1 };
  const data = { eventId: "e-1", instanceId: "i-1", eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" };
  expect(decode(bytes({ ...event, data: { ...data, more: 2 } }))).toEqual({
    shape: "event",
    event: { source: "acs.ecs", specversion: "1.0", data },
  });
  expect(() => decode(bytes({ ...event, data: { ...data, eventId: undefined } }))).toThrow("data.eventId");
});
