import { expect, test } from "vitest";
import { invokeFunction } from "../invoke.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

// What is too much, and what cannot be read: each caller hears it in its own way, and nothing else happens.

const bench = createBench();
const json = { "content-type": "application/json" };
const invoke = (payload: unknown, name = redeploy) => invokeFunction(bench.cloud(), name, payload);
const untouched = async () => [...(await bench.callsOf("tablestore")), ...(await bench.callsOf("ecs"))];

test.each([redeploy, "console"])("a request of 1 MB to %s is 413 over HTTP, though nobody parsed it", async (name) => {
  const answer = await bench.hand().request(name, { method: "POST", headers: json, body: "x".repeat(1_048_576) });
  expect([answer.status, answer.body["Code"]]).toEqual([413, "RequestBodyTooLarge"]);
  expect(await untouched()).toEqual([]);
});

test("thousands of dotted names in a signed call are refused by their number", async () => {
  const names = Object.fromEntries(Array.from({ length: 9_000 }, (_, n) => [`a.b${n}`, 1]));
  const answer = await bench.hand().call(redeploy, names);
  expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidParameter"]);
  expect(await untouched()).toEqual([]);
});

const envelope = {
  version: "v1",
  rawPath: "/",
  headers: json,
  body: "{}",
  isBase64Encoded: false,
  requestContext: { http: { method: "POST" } },
};
const odd: readonly [string, object][] = [
  ["of another version", { ...envelope, version: "v2" }],
  ["with a header that is a list", { ...envelope, headers: { Accept: ["a", "b"] } }],
  ["with a path alone", { rawPath: "/" }],
  ["with a context alone", { requestContext: {} }],
];

test.each(odd)("an HTTP request %s is answered as one, 400", async (_, payload) => {
  for (const name of [redeploy, "console"]) {
    const { errorType, body } = await invoke(payload, name);
    expect([errorType, body.statusCode, body.isBase64Encoded]).toEqual([undefined, 400, false]);
    expect(JSON.parse(body.body)).toMatchObject({ Code: "InvalidParameter.Event" });
  }
  expect(await untouched()).toEqual([]);
});

test("an HTTP request that cannot be read fills no queue and leaves no dead letter", async () => {
  const hand = bench.hand();
  await invokeFunction(bench.cloud(), redeploy, { ...envelope, version: "v2" }, { type: "Async" });
  await hand.idle();
  await hand.minutes(4);
  const { queue, deadLetters } = await hand.world();
  expect([queue, deadLetters]).toEqual([[], []]);
});

test.each([
  ["a command", { operation: "RedeployInstance", input: { InstanceId: plain }, reason: "x".repeat(300_000) }],
  ["an event", notice(plain, { eventId: "e-1", more: "x".repeat(300_000) })],
  ["what is neither", { more: "x".repeat(300_000) }],
])("%s of 300 KB fails by name", async (_, payload) => {
  const { errorType, body } = await invoke(payload);
  expect(errorType).toBe("UnhandledInvocationError");
  expect(body.errorMessage).toMatch(/^RequestBodyTooLarge: .*Nothing was changed\.$/);
  expect(await untouched()).toEqual([]);
});

test.each([
  ["another account", { aliyunaccountid: "9999" }],
  ["another product", { source: "acs.rds" }],
  ["a source that is no product", { source: "ecs" }],
])("an event of %s is nobody's failure, and nothing of it is looked at", async (_, change) => {
  const eventId = await bench.hand().raise(plain);
  const { errorType, body } = await invoke({ ...notice(plain, { eventId }), ...change });
  expect([errorType, body.State]).toEqual([undefined, "NotMine"]);
  expect(await untouched()).toEqual([]);
});
