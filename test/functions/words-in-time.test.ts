import { expect, test } from "vitest";
import { notice, plain, redeploy } from "./bench.ts";
import { createDeciders, deciding } from "./deciders.ts";

const { bench, say, call, asked, yes, event } = createDeciders();
const local = "i-bp1local0001";
const two = { asking: { approvals: { localDisks: 2 } } };
const waits = async (instanceId: string) => (await asked(instanceId)) as Record<string, unknown>;

test("a yes to disks that have been swapped since is none: the new ones are asked about, and the old card is refused", async () => {
  const hand = bench.hand();
  await hand.policy(deciding());
  await event(local);
  const old = await asked(local);
  const { diskId, replaced } = await hand.swapDisk(local);
  expect((await say("wei", "approve", { InstanceId: local, ...onlyIds(old) })).status).toBe(200);
  await hand.minutes(2);
  expect(await bench.sends(local)).toEqual([]);
  const now = await waits(local);
  expect(now).toMatchObject({ For: "approval", Ask: expect.stringMatching(/^2-/) });
  expect(now["Disks"]).toContain(diskId);
  expect(now["Disks"]).not.toContain(replaced);
  const late = await say("wei", "approve", { InstanceId: local, ...onlyIds(old) });
  expect([late.status, late.code]).toEqual([409, "AskClosed"]);
  expect(late.message).toContain(`What is asked now is ${now["Ask"]}`);
  await hand.minutes(2);
  expect(await bench.sends(local)).toEqual([]);
  expect((await yes("wei", local)).status).toBe(200);
  await hand.minutes(2);
  expect(await bench.redeploys(local)).toBe(1);
});

const onlyIds = ({ OperationId, Ask }: { readonly OperationId: string; readonly Ask?: string }) => ({
  OperationId,
  Ask,
});

test("a person's own call is the yes of one: by another key they are not the second one, and somebody else is", async () => {
  const hand = bench.hand();
  await hand.policy(deciding(two));
  await hand.raise(local);
  const place = { Action: "RedeployInstance", RegionId: "cn-hangzhou" };
  const body = { ...place, InstanceId: local, ClientToken: "t-1", AcceptDataLoss: "localDisks" };
  const first = await call("lin", redeploy, body);
  expect([first.status, first.body["For"], first.body["Cause"]]).toEqual([202, "approval", "ApprovalsMissing"]);
  await hand.minutes(1);
  expect((await yes("lin-at-home", local)).body).toMatchObject({ Approved: [{ ApprovedBy: ["lin"], Needs: 2 }] });
  await hand.minutes(3);
  expect(await bench.sends(local)).toEqual([]);
  expect((await yes("wei", local)).status).toBe(200);
  await hand.minutes(2);
  expect(await bench.redeploys(local)).toBe(1);
});

test("a yes while a function is at work on the operation takes the work from it, and it is sent once", async () => {
  const hand = bench.hand();
  await hand.policy(deciding({}, { mode: "ask" }));
  const eventId = await event(plain);
  const open = onlyIds(await asked(plain));
  await hand.fault({ product: "ecs", action: "DescribeInstances", function: redeploy, effect: "freeze", ms: 30_000 });
  await hand.publish(notice(plain, { eventId }));
  await hand.quiet();
  expect((await say("lin", "instance", { InstanceId: plain })).said).toMatchObject({ Current: { State: "Claimed" } });
  expect((await say("wei", "approve", { InstanceId: plain, ...open })).status).toBe(200);
  expect((await say("lin", "instance", { InstanceId: plain })).said).toMatchObject({
    Waiting: [{ Cause: "Approved" }],
  });
  await hand.advance(31_000);
  await hand.idle();
  await hand.minutes(3);
  expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
});

test.each([
  ["a millisecond before its end a yes counts, and the call is carried out", -1, 200, 1],
  ["at its very end a yes is too late, whoever writes first: nobody answered", 0, 409, 0],
])("%s", async (_, beyondMs, status, sent) => {
  const hand = bench.hand();
  await hand.policy(deciding({ asking: { calls: "20m" } }));
  await hand.raise(local);
  const body = { InstanceId: local, ClientToken: "t-1", AskForConsent: true };
  expect((await call("webhook", redeploy, body)).status).toBe(202);
  await hand.minutes(1);
  const { Until, ...open } = await waits(local);
  const nowMs = Date.parse((await hand.world()).now);
  const isSlow = { product: "tablestore", action: "UpdateRow", function: "reconcile" };
  await hand.fault({ ...isSlow, effect: "error", times: 1_000 }); // a person is faster than the run that would end it
  await hand.advance(Date.parse(String(Until)) + beyondMs - nowMs);
  await hand.idle();
  const { OperationId, Ask } = open;
  const said = await say("wei", "approve", { InstanceId: local, OperationId, Ask });
  expect(said.status, said.message).toBe(status);
  if (status === 409)
    expect([said.code, said.message]).toEqual(["AskClosed", expect.stringContaining("nobody answered")]);
  await hand.clearFaults();
  await hand.minutes(3);
  expect(await bench.redeploys(local)).toBe(sent);
});

test("a yes during a pause is taken, and acted on after it", async () => {
  const hand = bench.hand();
  await hand.policy(deciding({}, { mode: "ask" }));
  await event(plain);
  expect((await say("ma", "pause", { Why: "the network is down" })).status).toBe(200);
  expect((await yes("wei", plain)).body).toMatchObject({ Approved: [{ ApprovedBy: ["wei"] }] });
  await hand.minutes(10);
  expect(await waits(plain)).toMatchObject({ For: "attempt", ApprovedBy: ["wei"] });
  expect(await bench.sends(plain)).toEqual([]);
  expect((await say("ma", "resume", { Why: "it is back" })).status).toBe(200);
  await hand.minutes(3);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("people are counted by the policy of the send: two keys that are one person by then are one yes", async () => {
  const hand = bench.hand();
  await hand.policy(deciding(two));
  await event(local);
  expect((await say("ma", "pause", { Why: "wait" })).status).toBe(200);
  for (const who of ["lin", "wei"] as const) expect((await yes(who, local)).status).toBe(200);
  const people = [
    { name: "lin", roles: ["approver"], is: ["webhook:lin", "webhook:wei"] },
    { name: "ma", roles: ["approver", "operator"], is: ["webhook:ma"] },
  ];
  await hand.policy({ ...deciding(two), people });
  expect((await say("ma", "resume", { Why: "go on" })).status).toBe(200);
  await hand.minutes(4);
  expect(await bench.sends(local)).toEqual([]);
  expect(await waits(local)).toMatchObject({ For: "approval", Needs: 2 });
  expect((await yes("ma", local)).status).toBe(200);
  await hand.minutes(2);
  expect(await bench.redeploys(local)).toBe(1);
});

test("a policy that wants more approvers than it names is not applied, and the one in force stays", async () => {
  const hand = bench.hand();
  await hand.policy(deciding());
  await expect(hand.policy(deciding({}, { mode: "ask", approvals: 3 }))).rejects.toThrow(
    "wants 3 approvers, and people has lin, wei",
  );
  await expect(hand.policy(deciding({ asking: { approvals: { systemDisk: 3 } } }))).rejects.toThrow(
    "wants 3 approvers",
  );
  await event(plain);
  expect(await bench.redeploys(plain)).toBe(1);
});
