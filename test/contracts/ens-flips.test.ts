import { expect, onTestFinished, test } from "vitest";
import { isFlippable } from "../cloud/core/guesses.ts";
import { ensGuesses } from "../cloud/ens/guesses.ts";
import { createEnsBench, redeployTypes, utc } from "./ens-bench.ts";

const minuteMs = 60_000;
const hourMs = 3_600_000;
const dayMs = 86_400_000;

const plain = "i-5edgeplain00000000000001";
const neighbour = "i-5edgeplain00000000000002";
const local = "i-5edgelocal00000000000001";
const expired = "i-5edgeexpired000000000001";

type Bench = Awaited<ReturnType<typeof createEnsBench>>;

/** What is done, what it shows as guessed, and what it shows once the guess is flipped. */
type Scenario = readonly [act: (bench: Bench) => unknown, guessed: unknown, flipped: unknown];

const raise = (bench: Bench, eventStatus = "Inquiring", instanceId = plain) => bench.raise(instanceId, { eventStatus });

const codeOf = async (outcome: Promise<string>) => (await outcome).split(":")[0];
const redeploy = (bench: Bench, asked: object) =>
  codeOf(bench.redeploy({ EventId: raise(bench), ResourceId: plain, ...asked }));
const plan = (bench: Bench, asked: object) => redeploy(bench, { OpsType: "scheduled", ...asked });
const listBoth = async (bench: Bench) => {
  raise(bench);
  raise(bench, "Failed");
  const { Events } = await bench.answer("DescribeHistoryEvents", { EventTypes: redeployTypes });
  return Events?.map(({ EventStatus }) => EventStatus);
};
const statusAfter = async (bench: Bench, advanceMs: number) => {
  const EventId = raise(bench);
  await bench.redeploy({ EventId, ResourceId: plain });
  await bench.clock.advance(advanceMs);
  return bench.edge.events.get(EventId)?.eventStatus;
};
const inOneHour = ({ clock }: Bench) => clock.nowMs() + hourMs;
const badPlan = "400 InvalidParameter.PlanTime";

const scenarios: Readonly<Record<string, Scenario>> = {
  "ens.order": [
    ({ outcome, pins }) => codeOf(outcome("Nothing", {}, { pins: { ...pins(), date: "2020-01-01T00:00:00Z" } })),
    "400 InvalidTimeStamp.Expired",
    "404 InvalidAction.NotFound",
  ],
  "ens.unknown": [
    ({ outcome }) => codeOf(outcome("DescribeInstances", { Colour: "red" })),
    "400 InvalidParameter",
    "200",
  ],
  "ens.missing": [
    ({ outcome }) => codeOf(outcome("DescribeHistoryEvents", {})),
    "400 InvalidParameter.EventTypes",
    "400 MissingParameter",
  ],
  "ens.ram": [
    ({ outcome, principals }) =>
      codeOf(
        outcome(
          "DescribeInstances",
          {},
          { signer: principals.assume({ function: "any", instance: undefined, statements: [] }) },
        ),
      ),
    "400 NoPermission",
    "403 Forbidden.RAM",
  ],
  "ens.lists": [
    ({ outcome }) => codeOf(outcome("DescribeHistoryEvents", { EventTypes: redeployTypes.join(",") })),
    "200",
    "400 InvalidParameter.EventTypes",
  ],
  "ens.paging": [
    ({ outcome }) => codeOf(outcome("DescribeInstances", { PageSize: 500 })),
    "200",
    "400 InvalidParameter.PageSize",
  ],
  "ens.history.types": [
    ({ outcome }) => codeOf(outcome("DescribeHistoryEvents", { EventTypes: "Instance:SystemFuture.Thing" })),
    "400 InvalidParameter.EventTypes",
    "200",
  ],
  "ens.history.all": [listBoth, ["Failed", "Inquiring"], ["Failed"]],
  "ens.history.memory": [listBoth, ["Failed", "Inquiring"], ["Inquiring"]],
  "ens.history.order": [listBoth, ["Failed", "Inquiring"], ["Inquiring", "Failed"]],
  "ens.instances.category": [
    async ({ instance }) => (await instance(local))?.DataDisk.DataDisk[0]?.["Category"],
    "local_ssd",
    "file",
  ],
  "ens.instances.disk-kind": [
    async ({ instance }) => (await instance(plain))?.DataDisk.DataDisk[0]?.["Category"],
    "cloud_ssd",
    undefined,
  ],
  "ens.redeploy.order": [
    (bench) => plan(bench, { ResourceId: "i-nobody" }),
    "400 InvalidParameter.ResourceId",
    badPlan,
  ],
  "ens.redeploy.foreign": [
    (bench) => redeploy(bench, { ResourceId: neighbour }),
    "400 InvalidParameter.ResourceId",
    "400 InvalidParameter.EventId",
  ],
  "ens.redeploy.statuses": [
    (bench) => redeploy(bench, { EventId: raise(bench, "Scheduled") }),
    "200",
    "400 InvalidParameter.EventId",
  ],
  "ens.redeploy.replan": [
    async (bench) => {
      const asked = { EventId: raise(bench), PlanTime: inOneHour(bench) };
      await plan(bench, asked);
      await bench.clock.advance(minuteMs);
      return plan(bench, asked);
    },
    "200",
    "400 InvalidParameter.EventId",
  ],
  "ens.redeploy.instance-status": [
    (bench) => redeploy(bench, { EventId: raise(bench, "Inquiring", expired), ResourceId: expired }),
    "400 InvalidParameter.ResourceId",
    "200",
  ],
  "ens.redeploy.lag": [(bench) => statusAfter(bench, 0), "Inquiring", "Executing"],
  "ens.redeploy.states": [
    async (bench) => (await statusAfter(bench, minuteMs)) && bench.seen(plain)?.status,
    "Starting",
    "Running",
  ],
  "ens.redeploy.end": [(bench) => statusAfter(bench, hourMs), "Executed", "Avoided"],
  "ens.redeploy.failed": [
    (bench) => {
      bench.plan({ product: "ens", action: "EventRedeployInstance", effect: "failed-task" });
      return statusAfter(bench, hourMs);
    },
    "Failed",
    "Inquiring",
  ],
  "ens.plan.utc-alone": [(bench) => plan(bench, { PlanUtcTime: utc(inOneHour(bench)) }), "200", badPlan],
  "ens.plan.agreement": [
    (bench) => plan(bench, { PlanTime: inOneHour(bench), PlanUtcTime: utc(inOneHour(bench) + minuteMs) }),
    "400 InvalidParameter.PlanUtcTime",
    "200",
  ],
  "ens.plan.immediate": [(bench) => redeploy(bench, { PlanTime: inOneHour(bench) }), "200", badPlan],
  "ens.plan.past": [(bench) => plan(bench, { PlanTime: bench.clock.nowMs() - minuteMs }), badPlan, "200"],
  "ens.plan.deadline": [(bench) => plan(bench, { PlanTime: inOneHour(bench) + 5 * dayMs }), badPlan, "200"],
  "ens.events-wait": [
    async (bench) => {
      raise(bench);
      await bench.clock.advance(5 * dayMs + minuteMs);
      return bench.seen(plain)?.status;
    },
    "Running",
    "Starting",
  ],
  "ens.not-before": [
    (bench) => (Number(bench.edge.events.get(raise(bench))?.notBeforeMs) - bench.clock.nowMs()) / dayMs,
    expect.closeTo(5),
    expect.closeTo(1),
  ],
  "ens.event-bridge-body": [
    (bench) => bench.edge.notification(raise(bench)),
    { data: { eventStatus: "Inquiring", eventId: expect.any(String) } },
    { data: { status: "Inquiring", eventName: "Instance:SystemFailure.Redeploy:Inquiring", level: "CRITICAL" } },
  ],
  "ens.event-bridge-region": [
    (bench) => bench.edge.notification(raise(bench)),
    { aliyunregionid: "cn-hangzhou" },
    { aliyunregionid: "cn-beijing-cmcc" },
  ],
};

const benchWith = async (flips: readonly string[]) => {
  const bench = await createEnsBench(flips);
  onTestFinished(async () => void (await bench.close()));
  return bench;
};

test.each(Object.entries(scenarios))("%s shows, and shows its other side when it is flipped", async (id, scenario) => {
  const [act, guessed, flipped] = scenario;
  expect({ shown: await act(await benchWith([])) }).toMatchObject({ shown: guessed });
  expect({ shown: await act(await benchWith([id])) }).toMatchObject({ shown: flipped });
});

test("a flipped ens.events-wait leaves alone what was called off, or planned for later", async () => {
  const bench = await benchWith(["ens.events-wait", "ens.plan.deadline"]);
  bench.edge.moveEvent(raise(bench), "Canceled");
  await bench.redeploy({
    EventId: raise(bench, "Inquiring", neighbour),
    ResourceId: neighbour,
    OpsType: "scheduled",
    PlanTime: inOneHour(bench) + 5 * dayMs,
  });
  const seen = () => [bench.seen(plain)?.status, bench.seen(neighbour)?.status];
  await bench.clock.advance(5 * dayMs + minuteMs);
  expect(seen()).toEqual(["Running", "Running"]);
  await bench.clock.advance(hourMs);
  expect(seen()).toEqual(["Running", "Starting"]);
});

test("every guess that can be flipped is", () => {
  const flippable = ensGuesses.filter(isFlippable).map(({ id }) => id);
  expect(Object.keys(scenarios)).toEqual(flippable);
});
