import { describe, expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { isChange } from "../demo/wire.ts";
import { notice, plain, redeploy } from "./bench.ts";
import { createStops } from "./stops.ts";

// Elsewhere an empty set was read as everything, and a fleet was wiped. Each is named after what must not happen here.

const { bench, say, refused, pause, event } = createStops({ fleetAsks: false });
const operations = [redeploy, "reboot-instance", "replace-system-disk"] as const;

const changes = async () => (await bench.callsOf("ecs")).filter(isChange);
const standing = async () => (await say("status"))["Pauses"] as readonly object[] | undefined;

/** A policy whose first rule takes what it matches; what is left is observed. */
const ruling = (match: object, rule: object = {}) => ({
  ...actingBy([]),
  rules: [
    { name: "some", match, do: "documented", ...rule },
    { name: "everything else", do: "documented", mode: "observe" },
  ],
});

describe("a rule whose match is empty is taken for every machine", () => {
  test.each([
    ["no key", {}],
    ["no instance", { instances: [] }],
    ["no zone", { zone: [] }],
    ["no tag", { tags: {} }],
    ["no value of a tag", { tags: { role: [] } }],
    ["an instance of no name", { instances: "" }],
    ["an instance that is every instance", { instances: "*" }],
    ["no type of event", { event: [] }],
  ])("with %s", async (_, match) => {
    const before = (await say("status"))["Policy"];
    await expect(bench.hand().policy(ruling(match))).rejects.toThrow(/rules\.0\.match.* must .*Nothing was applied/);
    expect((await say("status"))["Policy"], "nothing has come in force").toEqual(before);
  });

  test("when a tag is named that nobody has, or one that is empty", async () => {
    for (const tags of [{ role: "nobody" }, { role: "" }]) {
      await bench.hand().policy(ruling({ tags }));
      await event(plain);
      await bench.hand().minutes(2);
    }
    expect(await changes()).toEqual([]);
  });
});

describe("a call or an event that names no machine is taken for all of them", () => {
  test.each(operations)("by %s", async (name) => {
    await bench.hand().raise(plain);
    for (const InstanceId of [undefined, "", null, [], [plain], "*", "i-"]) {
      const { status } = await bench.hand().consent(name, { InstanceId, ClientToken: "t" });
      expect([400, 404], `${name} of ${JSON.stringify(InstanceId)}`).toContain(status);
    }
    expect(await changes()).toEqual([]);
  });

  test("by the bus", async () => {
    const eventId = await bench
      .hand()
      .raise(plain, { eventType: "SystemMaintenance.Redeploy", eventStatus: "Inquiring" });
    for (const instanceId of ["", "*", null]) {
      await bench.hand().publish(notice(String(instanceId ?? ""), { eventId: `${eventId}x`, instanceId }));
      await bench.hand().idle();
    }
    expect(await changes()).toEqual([]);
  });
});

describe("a word that names nothing is taken for all", () => {
  test.each([{ Zone: "" }, { Tag: "" }, { Tag: "=" }, { Operation: "" }, { Zone: null }, { Tag: [] }])(
    "by a pause of %j",
    async (scope) => {
      expect(await refused("pause", { Why: "w", ...scope })).toMatch(/^InvalidParameter\.(Zone|Tag|Operation): /);
      expect(await standing()).toBeUndefined();
    },
  );

  test("by a pause of a tag or a zone that nobody has", async () => {
    await pause({ Tag: "role=nobody" });
    await pause({ Tag: "role=" });
    await pause({ Zone: "cn-hangzhou-zz" });
    await event(plain);
    expect(await bench.sends(plain), "it covers nobody, and stops nobody").toHaveLength(1);
  });

  test.each([{ Id: "" }, { Zone: "" }, { Tag: "" }, { Operation: "" }, { Id: null }, { Id: "*" }, { Breaker: false }])(
    "by a resume of %j",
    async (what) => {
      await pause();
      expect(await refused("resume", { Why: "w", ...what })).toMatch(
        /^InvalidParameter\.(Id|Zone|Tag|Operation|Breaker): /,
      );
      expect(await standing()).toHaveLength(1);
    },
  );

  test("by a resume of what is not paused", async () => {
    await pause();
    for (const what of [{ Id: "abc" }, { Zone: "cn-hangzhou-h" }, { Tag: "role=nobody" }])
      expect(await refused("resume", { Why: "w", ...what })).toMatch(/^InvalidPause.NotFound: .*There are: .* \(all\)/);
    expect(await standing()).toHaveLength(1);
  });

  test.each(["operation", "instance", "resolve", "plan again"])("by %s", async (verb) => {
    expect(await refused(verb, {})).toMatch(/^(Missing|Invalid)Parameter/);
  });
});

test("a list of events that comes back empty is taken for all of them being over", async () => {
  await bench.hand().policy(actingBy([], "observe"));
  await event(plain);
  await bench.hand().fault({ product: "ecs", action: "DescribeInstanceHistoryEvents", effect: "empty", times: 20 });
  await bench.hand().minutes(10);
  const { Waiting } = (await say("instance", { InstanceId: plain })) as { Waiting: object[] };
  expect(Waiting).toMatchObject([{ For: "policy" }]);
  expect(await changes()).toEqual([]);
});
