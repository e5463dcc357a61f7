import { expect, test } from "vitest";
import { newKeys } from "../../shared/signature.ts";
import { actingBy } from "../acting-by.ts";
import { invokeFunction } from "../invoke.ts";
import { approve, askedOn } from "./approve.ts";
import { createBench, notice, plain } from "./bench.ts";

const [wei, lin, home, robot] = [newKeys(), newKeys(), newKeys(), newKeys()];
const program = robot.secretKey;
const principals = [
  { name: "wei", keys: [wei.publicKey] },
  { name: "lin", keys: [lin.publicKey] },
  { name: "lin-at-home", keys: [home.publicKey] },
  { name: "webhook", keys: [robot.publicKey] },
];
const bench = createBench({ environment: { PRINCIPALS: JSON.stringify(principals) } });
const local = "i-bp1local0001";

/** People: lin, who has two principals, and wei. `more`: of the policy. */
const policy = (more: object = {}, rule: object = {}) => {
  const { people: _, rules, ...rest } = actingBy([]);
  return {
    ...rest,
    people: [
      { name: "lin", roles: ["approver"], is: ["webhook:lin", "webhook:lin-at-home"] },
      { name: "wei", roles: ["approver"], is: ["webhook:wei"] },
    ],
    rules: rules.map((one) => ({ ...one, ...rule })),
    ...more,
  };
};
const two = { asking: { approvals: { localDisks: 2 } } };

async function delivered(instanceId: string, hours = 36): Promise<void> {
  const hand = bench.hand();
  const notBefore = new Date(Date.parse((await hand.world()).now) + hours * 3_600_000).toISOString();
  await hand.publish(notice(instanceId, { eventId: await hand.raise(instanceId, { notBefore }) }));
  await hand.idle();
  await hand.minutes(1); // the index of open rows lags
}

const asked = (instanceId: string) => askedOn(bench.hand(), instanceId, lin.secretKey);
const waitsOn = async (instanceId: string) => (await asked(instanceId)) as Record<string, unknown>;

const say = async (verb: string, body: object, key = wei.secretKey) => {
  const { status, body: said } = await bench.hand().call("console", body, key, {}, `/${verb}`);
  return { status, ...said } as Record<string, unknown>;
};

test("where two people must say yes, one says it twice and by two doors, and nothing is sent; the second person's is the last that is needed", async () => {
  const hand = bench.hand();
  await hand.policy(policy(two));
  await delivered(local);
  expect(await waitsOn(local)).toMatchObject({
    For: "approval",
    Needs: 2,
    Losses: ["localDisks"],
    Disks: expect.arrayContaining(["d-bp1local0001local1"]),
  });
  const soFar = { State: "Waiting", ApprovedBy: ["lin"], Needs: 2 };
  for (const key of [lin.secretKey, lin.secretKey, home.secretKey])
    expect((await approve(hand, local, key)).body).toMatchObject({ Approved: [soFar] });
  expect(await say("asks", {})).toMatchObject({ Asks: [{ InstanceId: local, ApprovedBy: ["lin"], Needs: 2 }] });
  expect(await say("operations", {})).toMatchObject({ Operations: [{ InstanceId: local, ApprovedBy: ["lin"] }] });
  await hand.minutes(3);
  expect(await bench.sends(local)).toEqual([]);
  expect((await approve(hand, local, wei.secretKey)).status).toBe(200);
  await hand.minutes(2);
  expect(await bench.redeploys(local)).toBe(1);
});

test("a direct invoke approves where one is enough, and is never one of two", async () => {
  const hand = bench.hand();
  await hand.policy(policy(two));
  await delivered(local);
  const { OperationId, Ask } = await asked(local);
  const invoked = () => invokeFunction(bench.cloud(), "console", { verb: "approve", OperationId, Ask });
  expect(JSON.stringify((await invoked()).body)).toContain("Forbidden.UnnamedPerson");
  await hand.policy(policy());
  expect(JSON.stringify((await invoked()).body)).toContain(OperationId);
});

test("a yes to a plan that has changed meanwhile is none: it says what is asked now", async () => {
  const hand = bench.hand();
  await hand.policy(policy({}, { mode: "ask" }));
  await delivered(plain);
  const { OperationId, Ask } = await asked(plain);
  const other = policy({}, { mode: "ask", name: "everything, by another rule" });
  await hand.policy(other);
  await hand.minutes(3);
  const now = await asked(plain);
  expect(now.Ask).not.toBe(Ask);
  const late = await say("approve", { InstanceId: plain, OperationId, Ask });
  expect([late["status"], late["Code"]]).toEqual([409, "AskClosed"]);
  expect(late["Message"]).toContain(`What is asked now is ${now.Ask}`);
  expect((await say("approve", { OperationId, Ask: now.Ask }))["status"]).toBe(200);
  await hand.minutes(2);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a no ends it, and who comes later is told who decided", async () => {
  const hand = bench.hand();
  await hand.policy(policy({}, { mode: "ask" }));
  await delivered(plain);
  const { OperationId, Ask } = await asked(plain);
  expect(await say("deny", { OperationId, Ask })).toMatchObject({ status: 200, State: "Cancelled" });
  const late = await say("approve", { InstanceId: plain, OperationId, Ask });
  expect([late["status"], late["Code"], late["Message"]]).toEqual([
    ...[409, "AskClosed", `${OperationId}: it has ended Cancelled, by wei. Nothing was changed.`],
  ]);
  await hand.minutes(5);
  expect(await bench.sends(plain)).toEqual([]);
});

test("what is put off is asked about all the same, and begins no sooner", async () => {
  const hand = bench.hand();
  await hand.policy(policy({}, { mode: "ask" }));
  await delivered(plain);
  const { OperationId } = await asked(plain);
  const Until = new Date(Date.parse((await hand.world()).now) + 20 * 60_000).toISOString();
  expect(await say("postpone", { OperationId, Until })).toMatchObject({ status: 200, PostponedUntil: Until });
  await approve(hand, plain, lin.secretKey);
  await hand.minutes(3);
  expect(await waitsOn(plain)).toMatchObject({ For: "time", Cause: "Postponed", Until });
  expect(await bench.sends(plain)).toEqual([]);
  await hand.minutes(20);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("nothing is put off beyond its last moment, nor into the past", async () => {
  const hand = bench.hand();
  await hand.policy(policy({}, { mode: "ask" }));
  await delivered(plain, 2);
  const { OperationId } = await asked(plain);
  const nowMs = Date.parse((await hand.world()).now);
  const until = (hours: number) => new Date(nowMs + hours * 3_600_000).toISOString();
  const late = await say("postpone", { OperationId, Until: until(3) });
  expect([late["status"], late["Code"]]).toEqual([409, "TooLateToWait"]);
  const past = await say("postpone", { OperationId, Until: until(-1) });
  expect([past["status"], past["Code"]]).toEqual([400, "InvalidParameter.Until"]);
});

test("a list that was shown is approved as it was shown, but for new system disks; a list that has changed is not", async () => {
  const hand = bench.hand();
  await hand.policy(policy({}, { mode: "ask" }));
  await delivered(plain);
  await delivered(local);
  const asks = await say("asks", {});
  expect(asks).toMatchObject({ InSet: 2, IsWhole: true });
  await delivered("i-bp1plain0003");
  expect(await say("approve", { Set: asks["Set"] }), "one that came later changes nothing").toMatchObject({
    ...{ status: 200, Closed: [] },
    Approved: [{ InstanceId: plain }, { InstanceId: local }],
  });
  const again = await say("approve", { Set: asks["Set"] });
  expect([again["status"], again["Code"]]).toEqual([409, "AskSetChanged"]);
  await hand.minutes(2);
  expect([await bench.redeploys(plain), await bench.redeploys(local)]).toEqual([1, 1]);
  expect(await bench.redeploys("i-bp1plain0003")).toBe(0);
});

test("a program's call that says so waits for a person; it is 403 where it does not, and beside what is never stored", async () => {
  const hand = bench.hand();
  await hand.policy(policy());
  await hand.raise(local);
  const body = { InstanceId: local, ClientToken: "t-1" };
  expect((await hand.call("redeploy-instance", body, program)).status).toBe(403);
  const asking = { ...body, ClientToken: "t-2", AskForConsent: true };
  const waits = await hand.call("redeploy-instance", asking, program);
  expect([waits.status, waits.body["For"]]).toEqual([202, "approval"]);
  await approve(hand, local, wei.secretKey);
  await hand.minutes(2);
  expect(await bench.redeploys(local)).toBe(1);
  const disk = { InstanceId: "i-bp1stopped0001", ImageId: "m-1", Password: "Simulated-1" };
  const secret = await hand.call("replace-system-disk", { ...disk, ClientToken: "t-3", AskForConsent: true }, program);
  expect(secret.status).toBeGreaterThanOrEqual(400);
  expect((await say("asks", {}))["Asks"]).toEqual([]);
});

test("whoever has lost the role by the time of the send has said nothing", async () => {
  const hand = bench.hand();
  await hand.policy(policy({ windows: windowFrom(30, (await hand.world()).now) }, { mode: "ask", window: "later" }));
  await delivered(plain);
  expect((await approve(hand, plain, wei.secretKey)).status).toBe(200);
  await hand.minutes(3);
  expect(await waitsOn(plain)).toMatchObject({ Cause: "OutsideWindow", ApprovedBy: ["wei"] });
  const { people, ...rest } = policy(
    { windows: windowFrom(27, (await hand.world()).now) },
    { mode: "ask", window: "later" },
  );
  await hand.policy({ ...rest, people: people.filter(({ name }) => name !== "wei") });
  await hand.minutes(35);
  expect(await bench.sends(plain)).toEqual([]);
  expect(await waitsOn(plain)).toMatchObject({ For: "approval" });
});

/** A window that opens so many minutes from now, for an hour. */
function windowFrom(minutes: number, now: string) {
  const clock = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(11, 16); // Asia/Shanghai
  const opensMs = Date.parse(now) + minutes * 60_000;
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  return { later: { days, open: clock(opensMs), close: clock(opensMs + 3_600_000) } };
}

test("the record names people, not the keys that they signed with: while it waits, and once it has ended", async () => {
  const hand = bench.hand();
  await hand.policy(policy(two));
  await delivered(local);
  await approve(hand, local, home.secretKey);
  expect(await say("instance", { InstanceId: local })).toMatchObject({ Waiting: [{ ApprovedBy: ["lin"] }] });
  await approve(hand, local, wei.secretKey);
  await hand.minutes(9);
  const { Outcomes } = (await say("instance", { InstanceId: local })) as { readonly Outcomes: readonly object[] };
  expect(Outcomes).toMatchObject([{ State: "Succeeded", ApprovedBy: ["lin", "wei"] }]);
  const [{ OperationId }] = Outcomes as unknown as readonly [{ readonly OperationId: string }];
  const one = await say("operation", { InstanceId: local, OperationId });
  expect(one).toMatchObject({ Outcomes: [{ ApprovedBy: ["lin", "wei"] }] });
});
