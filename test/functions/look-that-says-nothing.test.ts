import { describe, expect, test } from "vitest";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench({ fleetAsks: true });
const ImageId = "aliyun_3_x64_20G_alibase_20261001.vhd";
const pending = "i-bp1redeploy0001";
const edge = "i-5edgeplain00000000000001";

/** A call that would be sent if every read were answered as it should be. */
const calls = {
  redeploy: { name: redeploy, body: { InstanceId: pending }, sent: "RedeployInstance" },
  replace: {
    name: "replace-system-disk",
    body: { InstanceId: "i-bp1stopped0002", ImageId },
    sent: "ReplaceSystemDisk",
  },
  reboot: { name: "reboot-instance", body: { InstanceId: plain }, sent: "RebootInstance" },
} as const;

type Named = keyof typeof calls;

async function ask(call: Named, product: string, action: string, effect: string) {
  const hand = bench.hand();
  const { name, body, sent } = calls[call];
  await hand.fault({ product, action, effect, times: 9 });
  const answer = await hand.consent(name, { ...body, ClientToken: "t" });
  return { answer, sends: await bench.callsOf("ecs", sent) };
}

const reads: readonly (readonly [Named, action: string])[] = [
  ["redeploy", "DescribeInstances"],
  ["redeploy", "DescribeDisks"],
  ["redeploy", "DescribeInstanceHistoryEvents"],
  ["reboot", "DescribeInstances"],
  ["reboot", "DescribeDisks"],
  ["replace", "DescribeInstances"],
  ["replace", "DescribeDisks"],
  ["replace", "DescribeImages"],
];

test.each(reads)("a %s is not sent when %s answers about another one", async (call, action) => {
  const { answer, sends } = await ask(call, "ecs", action, "foreign");
  expect([answer.status, answer.body["Code"]]).toEqual([503, "ServiceUnavailable"]);
  expect(answer.body["Message"]).toContain(`${action} could not be read (AnswerAboutAnother)`);
  expect(sends).toEqual([]);
});

test.each(["redeploy", "reboot", "replace"] as const)("a %s is not sent when no disks are listed", async (call) => {
  const { answer, sends } = await ask(call, "ecs", "DescribeDisks", "empty");
  expect([answer.status, answer.body["Code"]]).toEqual([503, "ServiceUnavailable"]);
  expect(answer.body["Message"]).toContain("DescribeDisks could not be read (ListWithoutSystemDisk)");
  expect(sends).toEqual([]);
});

describe("an empty list that the API means so is taken for what it says", () => {
  test.each([
    ["redeploy", "DescribeInstances", 404, "InvalidInstanceId.NotFound"],
    ["redeploy", "DescribeInstanceHistoryEvents", 403, "InvalidOperation.RedeployInstance"],
    ["replace", "DescribeImages", 404, "InvalidImageId.NotFound"],
  ] as const)("of a %s by %s", async (call, action, status, code) => {
    const { answer, sends } = await ask(call, "ecs", action, "empty");
    expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
    expect(sends).toEqual([]);
  });

  test("no tasks are what an instance has that was never redeployed", async () => {
    const { answer, sends } = await ask("redeploy", "ecs", "DescribeTasks", "empty");
    expect([answer.status, sends.length]).toEqual([200, 1]);
  });
});

test("an event whose look says nothing waits, and is answered once when it does", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "DescribeDisks", effect: "empty", times: 2 });
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  expect(await bench.sends(plain)).toEqual([]);
  await hand.minutes(12);
  expect(await bench.redeploys(plain)).toBe(1);
});

describe("edge instances", () => {
  const redeployEdge = async (action: string, effect: string) => {
    const hand = bench.hand();
    const EventId = await hand.raise(edge, { eventType: "Instance:SystemFailure.Redeploy", eventStatus: "Inquiring" });
    await hand.fault({ product: "ens", action, effect, times: 9 });
    const body = { EventId, ResourceId: edge, OpsType: "immediate", ClientToken: "t" };
    const answer = await hand.consent("event-redeploy-instance", body);
    expect(await bench.callsOf("ens", "EventRedeployInstance")).toEqual([]);
    return [answer.status, answer.body["Code"]];
  };

  test.each(["DescribeInstances", "DescribeHistoryEvents"])("%s about another one says nothing", async (action) => {
    expect(await redeployEdge(action, "foreign")).toEqual([503, "ServiceUnavailable"]);
  });

  test.each([
    ["DescribeInstances", "InvalidParameter.ResourceId"],
    ["DescribeHistoryEvents", "InvalidParameter.EventId"],
  ])("an empty %s is a no", async (action, code) => {
    expect(await redeployEdge(action, "empty")).toEqual([400, code]);
  });
});

describe("a redeploy in doubt, long after its task could have shown", () => {
  const absenceProvableMs = 3_600_000 + 60_000 + 60_000 + 60_000;

  async function inDoubt(effect: string) {
    const hand = bench.hand();
    const eventId = await hand.raise(plain, { notBefore: "2036-01-01T00:00:00Z" });
    await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "kill-after" });
    await hand.fault({ product: "ecs", action: "DescribeTasks", effect, skip: 1, times: 99 });
    await hand.publish(notice(plain, { eventId }));
    await hand.idle();
    await hand.advance(absenceProvableMs);
    await hand.minutes(5);
    return hand;
  }

  test("is not taken for absent because tasks of another one are listed, and ends when its own are", async () => {
    const hand = await inDoubt("foreign");
    expect(bench.logs.join("")).toContain("DescribeTasks could not be read (AnswerAboutAnother)");
    expect(bench.logs.join("")).not.toContain("conclude:");
    expect(await bench.sends(plain)).toHaveLength(1);
    await hand.clearFaults();
    await hand.minutes(5);
    expect(bench.logs.join("")).toContain("prove: nothing current");
    expect(await bench.redeploys(plain)).toBe(1);
  });

  test("is not sent again because no task is listed: the event is not pending any more", async () => {
    await inDoubt("empty");
    expect(await bench.sends(plain)).toHaveLength(1);
    expect(await bench.redeploys(plain)).toBe(1);
  });
});
