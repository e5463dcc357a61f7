import { expect, test } from "vitest";
import { invokeFunction } from "../invoke.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();

const invoke = (payload: unknown, type: "Sync" | "Async" = "Sync", taskId?: string) =>
  invokeFunction(bench.cloud(), redeploy, payload, { type, ...(taskId && { taskId }) });

const command = (change: object = {}) => ({
  operation: "RedeployInstance",
  input: { InstanceId: plain },
  clientToken: "task-1",
  source: "intake",
  actor: "alert 7",
  reason: "host is failing",
  ...change,
});

test("a direct invoke runs a command once and gets the document's fields", async () => {
  await bench.hand().raise(plain);
  const first = await invoke(command());
  const again = await invoke(command({ reason: "told twice" }));
  expect(first.body).toMatchObject({ State: "Accepted", ClientToken: "task-1", TaskId: expect.stringMatching(/^t-/) });
  expect(again.body).toEqual(first.body);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("an asynchronous invoke is queued and runs once, whatever is submitted again", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  const accepted = [];
  for (const taskId of ["a", "b", "c"]) accepted.push((await invoke(command({ eventId }), "Async", taskId)).statusCode);
  await hand.idle();
  expect(accepted).toEqual([202, 202, 202]);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("a command for an event and the event itself are one operation", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  const { clientToken: _, ...bare } = command({ eventId });
  await invoke(bare);
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("consent cannot be given in a payload", async () => {
  await bench.hand().raise("i-bp1local0001");
  const input = { InstanceId: "i-bp1local0001" };
  const extra = await invoke(command({ input, mayConsent: true }));
  expect(extra.body.errorMessage).toMatch(/^InvalidParameter\.mayConsent: /);
  const waits = await invoke(command({ input }));
  expect(waits.body).toMatchObject({ State: "Waiting", For: "approval" });
  expect(await bench.sends("i-bp1local0001")).toEqual([]);
});

const poison: readonly [string, unknown, string][] = [
  ["another operation", command({ operation: "RebootInstance" }), "InvalidParameter.operation"],
  ["no reason", command({ reason: undefined }), "MissingParameter"],
  ["neither token nor event", command({ clientToken: undefined }), "MissingParameter"],
  ["an unknown parameter", command({ input: { InstanceId: plain, Force: true } }), "InvalidParameter.Force"],
  ["an event id with a blank", command({ eventId: "e 1" }), "InvalidParameter.eventId"],
  [
    "a parameter that stands twice",
    JSON.stringify(command()).replace(/"InstanceId":"/, '"InstanceId":"i-bp1plain0002",$&'),
    "InvalidParameter.Event",
  ],
];

test.each(poison)("%s fails the invocation by name, so that no queue counts it as done", async (_, payload, code) => {
  const { errorType, body } = await invoke(payload);
  expect(errorType).toBe("UnhandledInvocationError");
  expect(body.errorMessage.startsWith(`${code}: `)).toBe(true);
  expect(await bench.callsOf("tablestore")).toEqual([]);
  expect(await bench.callsOf("ecs")).toEqual([]);
});

test("a command that is refused for good is seen by its queue, each time that it is tried", async () => {
  const hand = bench.hand();
  await invoke(command({ input: { InstanceId: "i-bp1nowhere0001" } }), "Async");
  await hand.idle();
  await hand.minutes(4);
  const { deadLetters } = await hand.world();
  expect(deadLetters).toMatchObject([{ function: redeploy, tries: 4, reason: "UnhandledInvocationError" }]);
});

test("an event of another region is nobody's failure", async () => {
  const { errorType, body } = await invoke({ ...notice(plain, { eventId: "e-1" }), aliyunregionid: "cn-beijing" });
  expect([errorType, body.State]).toEqual([undefined, "NotMine"]);
});
