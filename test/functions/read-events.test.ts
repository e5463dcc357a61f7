import { expect, test } from "vitest";
import { invokeFunction } from "../invoke.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();
const second = "i-bp1plain0002";
const invoke = (payload: unknown) => invokeFunction(bench.cloud(), redeploy, payload);
const accepted = [{ status: 200, code: null, effect: true }];

test.each([null, 7, "whenever", { at: 1 }])("an event is answered whatever stands in notBefore: %j", async (value) => {
  const hand = bench.hand();
  const times = { notBefore: value, publishTime: value };
  await hand.publish(notice(plain, { eventId: await hand.raise(plain), ...times }));
  await hand.idle();
  expect(await bench.sends(plain)).toEqual(accepted);
  expect((await hand.world()).queue).toEqual([]);
});

test("a region that is null is no region", async () => {
  const eventId = await bench.hand().raise(plain);
  const { body } = await invoke({ ...notice(plain, { eventId }), aliyunregionid: null });
  expect(body).toMatchObject({ State: "Accepted" });
});

test.each([
  ["in base64", (text: string) => ({ data: undefined, data_base64: Buffer.from(text).toString("base64") })],
  ["as JSON text", (text: string) => ({ data: text })],
])("an event whose data come %s is answered", async (_, packed) => {
  const eventId = await bench.hand().raise(plain);
  const event = notice(plain, { eventId });
  const { body } = await invoke({ ...event, ...packed(JSON.stringify(event.data)) });
  expect(body).toMatchObject({ State: "Accepted" });
});

test("each event of a batch is answered once, however often the batch comes", async () => {
  const hand = bench.hand();
  const batch = [
    notice(plain, { eventId: await hand.raise(plain) }),
    notice(second, { eventId: await hand.raise(second) }),
  ];
  const { body } = await invoke(batch);
  await invoke(batch);
  expect(body).toMatchObject([{ State: "Accepted" }, { State: "Accepted" }]);
  expect([await bench.sends(plain), await bench.sends(second)]).toEqual([accepted, accepted]);
});

test("a batch with an event that cannot be put on record fails, after the others were handled", async () => {
  const hand = bench.hand();
  const down = { product: "tablestore", action: "GetRow", instanceId: second, effect: "throttle", times: 1_000 };
  await hand.fault(down);
  const batch = [
    notice(plain, { eventId: await hand.raise(plain) }),
    notice(second, { eventId: await hand.raise(second) }),
  ];
  const failed = await invoke(batch);
  expect(failed.errorType).toBe("UnhandledInvocationError");
  expect(failed.body.errorMessage).toMatch(/^ServiceUnavailable: /);
  expect(await bench.sends(plain)).toEqual(accepted);

  await hand.clearFaults();
  expect((await invoke(batch)).errorType).toBeUndefined();
  expect([await bench.sends(plain), await bench.sends(second)]).toEqual([accepted, accepted]);
});

test("one that is no event does not keep the rest of its batch from being answered", async () => {
  const eventId = await bench.hand().raise(plain);
  const { errorType } = await invoke([{ hello: 1 }, notice(plain, { eventId })]);
  expect(errorType).toBe("UnhandledInvocationError");
  expect(await bench.sends(plain)).toEqual(accepted);
});

const event = notice(plain, { eventId: "e-1" });
const unreadable: readonly [string, unknown][] = [
  ["no JSON", "{"],
  ["an empty payload", ""],
  ["a number", 7],
  ["null", "null"],
  ["text", '"event"'],
  ["an empty list", []],
  ["a list of what is no event", [1, "event", null, [event]]],
  ["more events than one put of the bus takes", Array.from({ length: 17 }, () => event)],
  ["an object of no known shape", { hello: 1 }],
  ["an event of another version", { ...event, specversion: "2.0" }],
  ["an event without an event id", notice(plain)],
  ["an event id with a blank", notice(plain, { eventId: "e 1" })],
  ["data and data_base64", { ...event, data_base64: Buffer.from("{}").toString("base64") }],
  ["data_base64 that is no base64", { ...event, data: undefined, data_base64: "%%" }],
  ["data that is no JSON", { ...event, data: "{" }],
  ["a key that stands twice", `{"specversion":"1.0",${JSON.stringify(event).slice(1)}`],
  [
    "a key that stands twice in the data",
    { ...event, data: `{"eventId":"e-0",${JSON.stringify(event.data).slice(1)}` },
  ],
];

test.each(unreadable)("%s is no event: it counts as failed, and nothing is done", async (_, payload) => {
  const { errorType, body } = await invoke(payload);
  expect(errorType).toBe("UnhandledInvocationError");
  expect(body.errorMessage).toMatch(/^InvalidParameter\.Event: .*Nothing was changed\.$/);
  expect([...(await bench.callsOf("tablestore")), ...(await bench.callsOf("ecs"))]).toEqual([]);
});
