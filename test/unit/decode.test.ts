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
    return decode(raw).kind;
  } catch (error) {
    return error instanceof OpError ? error.kind : error;
  }
};

/** `badRequest`: an HTTP request that is answered; `unusableEvent`: anything else, which fails. */
test("whatever bytes arrive, decode tells their shape or throws its own error", () => {
  const known = ["http", "event", "invoke", "batch", "unusableEvent", "badRequest"];
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

const request = {
  version: "v1",
  rawPath: "/",
  headers: { Accept: "*/*" },
  body: "",
  isBase64Encoded: true,
  requestContext: { http: { method: "POST" } },
};
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`X-${n}`, "1"]));
const nest = (levels: number) => "[".repeat(levels) + "]".repeat(levels);

test.each([
  ["of another version", { ...request, version: "v2" }, "version"],
  ["with a header that is a list", { ...request, headers: { Accept: ["*/*", "b"] } }, "headers.Accept: must be text"],
  ["with headers that are a list", { ...request, headers: [] }, "headers: must be an object"],
  ["with 5,000 headers", { ...request, headers: many(5_000) }, "more than 4096 values"],
  ["without a path", { ...request, rawPath: undefined }, "rawPath"],
  ["without a context", { ...request, requestContext: undefined }, "requestContext"],
])("an HTTP request %s is told as one, and what is wrong by name", (_, envelope, named) => {
  const wrong = {
    kind: "badRequest",
    code: expect.stringMatching(/^InvalidParameter/),
    message: expect.stringContaining(named),
  };
  expect(() => decode(bytes(envelope))).toThrow(expect.objectContaining(wrong));
});

test.each([
  ["an HTTP request", `{"version":"v1","rawPath":"/","requestContext":1`, "badRequest"],
  ["an HTTP request that nests too deep", `{"rawPath":"/","more":${nest(17)}}`, "badRequest"],
  ["an event that has an envelope's name in it", `{"specversion":"1.0","data":{"rawPath":`, "unusableEvent"],
  ["a command that has an envelope's name in it", `{"operation":"RebootInstance","input":{"rawPath":`, "unusableEvent"],
  ["an HTTP request whose body is in front", `{"body":"${"x".repeat(200_000)}","rawPath":`, "badRequest"],
  ["text in which an envelope's name stands", JSON.stringify('"rawPath"').slice(0, -1), "unusableEvent"],
])("%s that is no whole JSON is told by the names in it", (_, text, kind) => {
  expect(outcomeOf(Buffer.from(text))).toBe(kind);
});

test("an event or a command stays one, whatever other names it has", () => {
  const data = { eventId: "e-1", instanceId: "i-1", eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" };
  expect(outcomeOf(bytes({ rawPath: "/", source: "acs.ecs", specversion: "1.0", data }))).toBe("event");
  expect(outcomeOf(bytes({ ...request, operation: "RebootInstance" }))).toBe("invoke");
});

test("the largest body in base64 with its envelope is read, and 16 events of 15 KB; a byte over 256 KiB is not", () => {
  const large = { ...request, headers: { Accept: "x".repeat(16_384) }, body: Buffer.alloc(131_072).toString("base64") };
  expect(decode(bytes(large))).toMatchObject({ kind: "http", body: expect.objectContaining({ length: 131_072 }) });
  const data = { eventId: "e-1", instanceId: "i-1", eventType: "t", eventStatus: "s", more: "x".repeat(15_000) };
  const batch = Array.from({ length: 16 }, () => ({ source: "acs.ecs", specversion: "1.0", data }));
  expect(decode(bytes(batch))).toMatchObject({ kind: "batch", deliveries: batch.map(() => ({ kind: "event" })) });
  const whole = (value: object, length: number) => Buffer.from(JSON.stringify(value).padEnd(length));
  expect(outcomeOf(whole(request, 262_144))).toBe("http");
  expect(outcomeOf(whole(request, 262_145))).toBe("tooLarge");
  expect(outcomeOf(whole(batch, 262_144))).toBe("batch");
  expect(outcomeOf(whole(batch, 262_145))).toBe("unusableEvent");
});

test("what is too large is refused before it is read at all", () => {
  const unreadable = Buffer.alloc(262_145, 0xff);
  const wrong = { code: "RequestBodyTooLarge", message: expect.stringContaining("may have 262144 bytes") };
  expect(() => decode(unreadable)).toThrow(expect.objectContaining(wrong));
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
    kind: "http",
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
    kind: "event",
    event: { source: "acs.ecs", specversion: "1.0", data },
  });
  expect(() => decode(bytes({ ...event, data: { ...data, eventId: undefined } }))).toThrow("data.eventId");
});

const event = {
  source: "acs.ecs",
  specversion: "1.0",
  aliyunregionid: "cn-hangzhou",
  aliyunaccountid: "1000000000000001",
  data: { eventId: "e-1", instanceId: "i-1", eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" },
};
const long = "x".repeat(129);

test.each([
  ["source", { ...event, source: long }],
  ["aliyunregionid", { ...event, aliyunregionid: long }],
  ["aliyunaccountid", { ...event, aliyunaccountid: long }],
  ["data.eventId", { ...event, data: { ...event.data, eventId: long } }],
  ["data.instanceId", { ...event, data: { ...event.data, instanceId: long } }],
  ["data.eventType", { ...event, data: { ...event.data, eventType: long } }],
  ["data.eventStatus", { ...event, data: { ...event.data, eventStatus: long } }],
])("an event's %s is used, so it has a longest length", (field, given) => {
  expect(outcomeOf(bytes(event))).toBe("event");
  expect(() => decode(bytes(given))).toThrow(`${field}: `);
});

test("an event's id, type and subject are kept nowhere, so they may be as long as they are", () => {
  expect(decode(bytes({ ...event, id: long, type: long, subject: long }))).toEqual({ kind: "event", event });
});

test.each([
  ["as text", (data: string) => ({ data })],
  ["in base64", (data: string) => ({ data: undefined, data_base64: Buffer.from(data).toString("base64") })],
])("data %s nest no deeper than anything else", (_, packed) => {
  const data = (levels: number) => `{"more":${nest(levels - 1)},${JSON.stringify(event.data).slice(1)}`;
  expect(outcomeOf(bytes({ ...event, ...packed(data(16)) }))).toBe("event");
  expect(() => decode(bytes({ ...event, ...packed(data(17)) }))).toThrow("nests deeper than 16 levels");
});

test("data that are no UTF-8 at their end are refused", () => {
  const data = Buffer.concat([Buffer.from(JSON.stringify(event.data)), Buffer.from([0xc3])]).toString("base64");
  expect(() => decode(bytes({ ...event, data: undefined, data_base64: data }))).toThrow("must be JSON in UTF-8");
});
