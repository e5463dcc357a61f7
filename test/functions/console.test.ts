import { expect, test } from "vitest";
import { signedVerbs } from "../../shared/console/verbs.ts";
import { actingBy } from "../acting-by.ts";
import { invokeFunction } from "../invoke.ts";
import { createBench, notice, plain } from "./bench.ts";

const bench = createBench({ policy: actingBy([], "observe") });

/** Asks as FC's own console does: under RAM, with what somebody typed. */
const ask = async (verb: string, args: object = {}) => {
  const { body } = await invokeFunction(bench.cloud(), "console", { verb, ...args });
  return body as Record<string, unknown>;
};

test("status is short to type, and tells mode, policy, what is open, and when anything was heard", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.minutes(2);
  const status = await ask("status");
  expect(status).toMatchObject({
    Mode: "observe",
    Policy: { Serial: 1, By: "tester", Why: "installed" },
    Open: { "Waiting for policy": 1 },
    Oldest: { InstanceId: plain, Operation: "RedeployInstance", State: "Waiting", Cause: "PolicyObserves", Policy: 1 },
    Warnings: [],
  });
  expect(status["LastReconcile"]).toMatchObject({ AgeSeconds: 0 });
  expect(Object.keys(status)).toContain("LastEvent");
});

test("reconcile that never ran, and a product that cannot be listed, are warned of", async () => {
  const hand = bench.hand();
  expect((await ask("status"))["Warnings"]).toEqual([
    "reconcile has never run: nothing that waits goes on, and no event is found.",
  ]);
  await hand.fault({ product: "ecs", action: "DescribeInstanceHistoryEvents", effect: "error", times: 10_000 });
  await hand.minutes(1);
  expect((await ask("status"))["Warnings"]).toEqual([
    "No event for 7 days. If you expected one, look at the rights of reconcile, and at the event rule.",
    expect.stringMatching(/^The pending events of ECS cannot be listed since 20/),
  ]);
});

test("each pending event has its owner, as reconcile stored the list, with its time", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  await hand.minutes(2);
  const pending = await ask("events pending");
  expect(pending["Listed"]).toMatchObject({ ecs: expect.any(String), ens: expect.any(String) });
  expect(pending["Events"]).toContainEqual(
    expect.objectContaining({
      ...{ Product: "ecs", InstanceId: plain, EventId: eventId, Type: "SystemMaintenance.Redeploy" },
      Owner: { OperationId: expect.stringMatching(/^[0-9a-f]{32}$/), State: "Waiting" },
    }),
  );
});

test("an operation is found by its id while it is open, and told with its line", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.minutes(2);
  const { Operations } = (await ask("operations", { State: "policy" })) as { Operations: Record<string, string>[] };
  expect(Operations).toHaveLength(1);
  expect(await ask("operations", { State: "Accepted" })).toMatchObject({ Operations: [] });
  expect(await ask("operations", { Policy: 7 })).toMatchObject({ Operations: [] });
  const found = await ask("operation", { OperationId: Operations[0]?.["OperationId"] });
  expect(found).toMatchObject({ InstanceId: plain, Waiting: [{ For: "policy", Policy: 1 }] });
  expect(JSON.stringify(found["Timeline"])).toContain("PolicyObserves");
});

test("a report tells what would have been done, and history by which policy", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.minutes(3);
  const { Rows } = (await ask("report", { Days: 1 })) as { Rows: Record<string, unknown>[] };
  expect(Rows).toEqual([
    expect.objectContaining({ Rule: "everything else", Policy: 1, Seen: 1, Acted: 0, WouldHaveActed: 1, Asked: 0 }),
  ]);
  const { Versions } = (await ask("policy history")) as { Versions: Record<string, unknown>[] };
  expect(Versions).toMatchObject([{ Serial: 1, Decisions: { Acted: 0, WouldHaveActed: 1 } }]);
  expect(await ask("policy show")).toMatchObject({ Policy: { Serial: 1 }, Text: { mode: "observe" } });
  expect((await ask("policy show", { Serial: 0 }))["Text"]).toMatchObject({ mode: "observe", version: 1 });
});

const refusals: readonly [string, object, string][] = [
  ["a verb that there is not", { verb: "statsu" }, "InvalidParameter.verb: .*did you mean status"],
  ["an argument that there is not", { verb: "status", All: true }, "InvalidParameter.All: "],
  ["an id of another form", { verb: "instance", InstanceId: "bp1" }, "InvalidParameter.InstanceId: "],
  [
    "an instance that nothing was asked for",
    { verb: "instance", InstanceId: "i-none" },
    "InvalidInstanceId.NotFound: ",
  ],
  ["a page of another list", { verb: "operations", Page: "bm90IGEgcGFnZQ" }, "InvalidParameter.Page: "],
  ["a policy that was never in force", { verb: "policy show", Serial: 9 }, "InvalidSerial.NotFound: "],
  ["no verb", { operation: "RedeployInstance" }, "InvalidParameter.verb: "],
  ["an event", notice(plain), "InvalidParameter.Event: "],
];

test.each(refusals)("%s is refused by name, and nothing is changed", async (_, payload, words) => {
  const { errorType, body } = await invokeFunction(bench.cloud(), "console", payload);
  expect(errorType).toBeDefined();
  expect(String((body as { errorMessage: string }).errorMessage)).toMatch(new RegExp(`^${words}`));
  expect(await bench.callsOf("tablestore", "UpdateRow")).toEqual([]);
});

test("who has not the role of a verb is told so over HTTP, and who has no role at all", async () => {
  const hand = bench.hand();
  const { webhookSecret, consentSecret } = (await hand.world()).settings;
  for (const { name, role } of signedVerbs.filter((verb) => verb.role !== undefined)) {
    const path = `/${name.replaceAll(" ", "/")}`;
    const body = bodies[name] ?? {};
    const refused = await hand.call("console", body, webhookSecret, {}, path);
    expect([name, refused.status, refused.body["Code"]]).toEqual([name, 403, "Forbidden.Role"]);
    expect(refused.body["Message"]).toContain(`not the role ${role}`);
  }
  const read = await hand.call("console", {}, webhookSecret, {}, "/status");
  expect([read.status, read.body["Mode"]]).toEqual([200, "observe"]);
  expect((await hand.call("console", {}, consentSecret, {}, "/policy/show")).status).toBe(200);
});

const word = { OperationId: "0".repeat(32), Ask: "1-0123456789ab" };

/** What each verb needs, to be refused for the role alone. */
const bodies: Readonly<Record<string, object>> = {
  resolve: {
    ...{ InstanceId: plain, OperationId: "0".repeat(32), Verdict: "happened", Reason: "seen" },
    LookedAt: "2026-11-21T04:05:06Z",
  },
  "policy apply": { Policy: actingBy([]), Why: "w", Serial: 1 },
  "policy rollback": { To: 1, Why: "w", Serial: 1 },
  approve: word,
  deny: word,
  postpone: { ...word, Ask: undefined, Until: "2099-01-01T00:00:00Z" },
  cancel: { ...word, Ask: undefined, Reason: "r" },
  pause: { Why: "w" },
  resume: { Why: "w" },
  "plan again": { InstanceId: plain, EventId: "e-1", After: "0".repeat(32), Reason: "r" },
};

test("an event whose redeploy has failed is planned again by a person's word, once, and answered", async () => {
  const hand = bench.hand();
  await hand.policy(actingBy([]));
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 1 });
  await hand.minutes(10);
  const { Outcomes } = (await ask("instance", { InstanceId: plain })) as { Outcomes: { OperationId: string }[] };
  const again = {
    ...{ InstanceId: plain, EventId: eventId, After: Outcomes[0]?.OperationId },
    Reason: "the host is mended",
  };
  const state = async () => JSON.stringify((await ask("instance", { InstanceId: plain }))["Outcomes"]);
  expect(await state()).toContain('"State":"Failed"');
  expect(await bench.sends(plain)).toHaveLength(1);

  const first = await ask("plan again", again);
  expect(first).toMatchObject({ State: "Waiting", OperationId: expect.stringMatching(/^[0-9a-f]{32}$/) });
  expect((await ask("plan again", again))["OperationId"]).toBe(first["OperationId"]);
  await hand.minutes(3);
  expect(await bench.sends(plain)).toHaveLength(2);
  expect(String((await ask("plan again", again))["errorMessage"])).toMatch(/^(EventIsOwned|InvalidEventId.NotFound): /);
  const { Events } = (await ask("events pending")) as {
    Events: { EventId: string; Owner?: { OperationId: string } }[];
  };
  const owner = Events.find(({ EventId }) => EventId === eventId)?.Owner?.OperationId;
  expect(owner === undefined || owner === first["OperationId"]).toBe(true);
  const { Timeline } = await ask("operation", { InstanceId: plain, OperationId: first["OperationId"] });
  expect(JSON.stringify(Timeline)).toContain("again       the host is mended, by ram");
});

test("what nobody has looked at, and what is not listed, is not planned again", async () => {
  const hand = bench.hand();
  const unlisted = { InstanceId: plain, EventId: "e-none", After: "0".repeat(32), Reason: "r" };
  expect(String((await ask("plan again", unlisted))["errorMessage"])).toMatch(/^InvalidEventId.NotFound: .*not listed/);
  const EventId = await hand.raise(plain);
  await hand.minutes(2);
  const waits = { ...unlisted, EventId };
  expect(String((await ask("plan again", waits))["errorMessage"])).toMatch(/^EventIsOwned: .* waits for policy/);
});
