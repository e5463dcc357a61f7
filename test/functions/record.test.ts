import { expect, test } from "vitest";
import { createBench, plain, redeploy } from "./bench.ts";

const bench = createBench();
const local = "i-bp1local0001";

const record = async (body: object, secret?: string) => {
  const hand = bench.hand();
  const verb = "OperationId" in body ? "/operation" : "/instance";
  return hand.call("console", body, secret ?? (await hand.world()).settings.consentSecret, {}, verb);
};

type Recorded = { readonly Timeline: readonly string[]; readonly Outcomes: readonly Record<string, unknown>[] };
const recorded = async (body: object) => (await record(body)).body as unknown as Recorded;

/** What a line says: without its time and operation. */
const said = ({ Timeline }: Recorded) =>
  Timeline.map((line) => line.slice("2026-11-29 12:00:01  150dc535e4af49dc  ".length).replace(/\s+/g, " "));

test("a redeploy can be read from its claim to its proof, with who did what", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const asked = { InstanceId: plain, ClientToken: "t", Reason: "INC-42" };
  const { body } = await hand.call(redeploy, asked);
  const now = await record({ InstanceId: plain });
  expect(now.body).toMatchObject({
    InstanceId: plain,
    Current: { OperationId: body["OperationId"], State: "Accepted", Actor: "webhook", Reason: "INC-42", Attempts: 1 },
    Waiting: [],
    Outcomes: [],
  });
  await hand.minutes(6);
  const after = await recorded({ InstanceId: plain });
  expect(after.Outcomes).toMatchObject([{ OperationId: body["OperationId"], State: "Succeeded", Source: "http" }]);
  expect(said(after)).toEqual([
    "claimed by webhook",
    "intended attempt 1 of RedeployInstance, by webhook",
    `accepted ${body["TaskId"]}, by webhook`,
    `proved ${body["TaskId"]}, by reconcile`,
  ]);
});

test("what is in doubt and what waits can be read at night, and one operation by itself", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "lost-reply" });
  const { body } = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  const doubt = await record({ InstanceId: plain });
  expect(doubt.body).toMatchObject({ Current: { State: "InDoubt", Cause: "ECONNRESET" } });
  expect(said(doubt.body as unknown as Recorded).at(-1)).toBe("unknown ECONNRESET, by webhook");
  await hand.minutes(2);
  expect(said(await recorded({ InstanceId: plain })).at(-1)).toMatch(/^adopted t-\w+, by reconcile$/);

  const eventId = await hand.raise(local, { deliver: true });
  await hand.idle();
  const { body: waiting } = await record({ InstanceId: local });
  expect(waiting).toMatchObject({
    Waiting: [{ State: "Waiting", EventId: eventId, For: "approval", Cause: "Forbidden.DataLossConsentRequired" }],
  });
  expect(said(waiting as unknown as Recorded)).toEqual([
    "claimed by acs.ecs",
    "waits approval: Forbidden.DataLossConsentRequired, by acs.ecs",
  ]);
  const one = await recorded({ InstanceId: plain, OperationId: body["OperationId"] });
  expect(one.Timeline).toHaveLength(4);
});

test("a call that was refused for now leaves who asked and why not", async () => {
  const hand = bench.hand();
  await hand.raise(local);
  const { status } = await hand.call(redeploy, { InstanceId: local, ClientToken: "t" });
  expect(status).toBe(403);
  expect(said(await recorded({ InstanceId: local }))).toEqual([
    "claimed by webhook",
    "released Forbidden.DataLossConsentRequired, by webhook",
  ]);
});

test("a delivery that finds it done, and a run that finds nothing, leave no line", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain, { deliver: true });
  await hand.idle();
  await hand.minutes(6);
  const before = await recorded({ InstanceId: plain });
  await hand.move(eventId, { eventStatus: "Executed", deliver: true });
  await hand.minutes(10);
  expect((await recorded({ InstanceId: plain })).Timeline).toEqual(before.Timeline);
});

const id = "0".repeat(32);
const refusals: readonly [string, object, string | undefined, number, string][] = [
  ["an instance that nothing was asked for", { InstanceId: plain }, undefined, 404, "InvalidInstanceId.NotFound"],
  ["no instance", {}, undefined, 400, "MissingParameter"],
  ["a field that there is not", { InstanceId: plain, Verdict: "happened" }, undefined, 400, "InvalidParameter.Verdict"],
  [
    "an operation id of another form",
    { InstanceId: plain, OperationId: "x" },
    undefined,
    400,
    "InvalidParameter.OperationId",
  ],
];

test.each(refusals)("%s is refused by name", async (_, body, secret, status, code) => {
  const answer = await record(body, secret);
  expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
});

test("what is not on record is refused without a write, and a program of the policy may read", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  const { settings } = await hand.world();
  const answers = [
    await record({ InstanceId: plain, OperationId: id }),
    await record({ OperationId: id }),
    await record({ InstanceId: plain }, settings.webhookSecret),
    await hand.call("console", { InstanceId: plain }, settings.consentSecret, {}, "/records"),
  ];
  expect(answers.map(({ status, body }) => [status, body["Code"]])).toEqual([
    [404, "InvalidOperationId.NotFound"],
    [404, "InvalidOperationId.NotFound"],
    [200, undefined],
    [404, "InvalidAction.NotFound"],
  ]);
  expect(answers[1]?.body["Message"]).toContain("if it has ended, name its InstanceId");
  expect(answers[3]?.body["Message"]).toContain("There is only POST /status and POST /operations");
  const calls = (await bench.callsOf("tablestore")).filter((call) => call.function === "console");
  expect([...new Set(calls.map(({ action }) => action))].sort()).toEqual(["GetRange", "GetRow"]);
});
