import { describe, expect, test } from "vitest";
import type * as z from "zod";
import type { recordSchema } from "../../shared/console/record.ts";
import { cases } from "../../shared/install/cases.ts";
import { actingBy } from "../acting-by.ts";
import { instanceOf, isSend } from "../demo/wire.ts";
import { approve, askedOn } from "./approve.ts";
import { createBench, notice } from "./bench.ts";

const bench = createBench({ herd: 40 });

const herd = Array.from({ length: 40 }, (_, at) => `i-bp1herd000${String(at + 1).padStart(2, "0")}`);
const [first = "", second = ""] = herd;
const cache = "i-bp1drive0001";

const drain = "fc:redeploy-once-hook-drain";
const back = "fc:redeploy-once-hook-back";
const hooks = { database: { before: drain, after: back, triesFor: "30m", answersWithin: "1s" } };
const ready = { state: "ready" };
const notYet = { state: "notYet" };

/** Puts a policy with a hook in force for all rules, with these keys, and scripts what it answers. */
async function steered(keys: object, rule: object, ...answers: readonly object[]): Promise<void> {
  const hand = bench.hand();
  const { rules, ...rest } = actingBy([]);
  await hand.policy({ ...rest, hooks, rules: rules.map((one) => ({ ...one, hook: "database", ...rule })), ...keys });
  await hand.hook(drain, ...answers);
  await hand.hook(back, ready);
  await hand.minutes(3); // what is in flight is counted
}

/** A planned redeploy that the bus has told us of. */
async function planned(instanceId: string, change: object = {}): Promise<void> {
  const hand = bench.hand();
  await hand.publish(notice(instanceId, { eventId: await hand.raise(instanceId, change) }));
  await hand.idle();
}

const dueIn = async (minutes: number) => ({ notBefore: await inMinutes(minutes) });
const inMinutes = async (minutes: number) =>
  new Date(Date.parse((await bench.hand().world()).now) + minutes * 60_000).toISOString();

/** A clock time of the policy's zone (UTC here), so many minutes from now. */
const clockIn = async (minutes: number) => (await inMinutes(minutes)).slice(11, 16);

const sentTo = async () => (await bench.callsOf("ecs")).filter((call) => isSend(call) && call.effect).map(instanceOf);

/** The phases that hooks were asked, of one machine or of all: `before`, or `after` with its outcome. */
const told = async (instanceId?: string) =>
  (await bench.hand().hooked())
    .filter(({ body }) => instanceId === undefined || body.instanceId === instanceId)
    .map(({ body }) => body.outcome ?? body.phase);

async function held(InstanceId: string) {
  const { body } = await bench.hand().call("console", { InstanceId }, undefined, undefined, "/instance");
  return (body as z.output<typeof recordSchema>).Waiting.map(({ For, Cause }) => [For, Cause]);
}

/** A person takes back what waits on a machine longest. */
async function cancelled(InstanceId: string): Promise<void> {
  const { OperationId } = await askedOn(bench.hand(), InstanceId);
  const { settings } = await bench.hand().world();
  const cancel = { InstanceId, OperationId, Reason: "not today" };
  expect((await bench.hand().call("console", cancel, settings.consentKey.secretKey, {}, "/cancel")).status).toBe(200);
}

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const opensIn = async (from: number, to: number) => ({
  timeZone: "UTC",
  windows: { nights: { days, open: await clockIn(from), close: await clockIn(to) } },
});
const clock = async (minutes: number) => (await inMinutes(minutes)).slice(0, 16).replace("T", " ");

/** What happens where a hook meets another setting, by their names as the table has them. */
const played: Readonly<Record<string, () => Promise<void>>> = {
  "mode and hook": async () => {
    await steered({}, { mode: "ask" }, ready);
    await planned(first);
    await bench.hand().minutes(3);
    expect([await held(first), await told()], "a person is asked first").toEqual([
      [["approval", "Forbidden.ApprovalRequired"]],
      [],
    ]);
    await approve(bench.hand(), first);
    await bench.hand().minutes(4);
    expect([await told(first), await sentTo()]).toEqual([["before"], [first]]);
  },
  "window and hook": async () => {
    await steered(await opensIn(20, 50), { window: "nights" }, notYet);
    await planned(first, await dueIn(24 * 60));
    await bench.hand().minutes(10);
    expect(await told(), "not before the window").toEqual([]);
    await bench.hand().minutes(15);
    expect(new Set(await told())).toEqual(new Set(["before"]));
    await bench.hand().minutes(45);
    expect([await sentTo(), (await told()).at(-1)], "not in this night, and it is put back").toEqual([[], "notSent"]);
  },
  "freeze and hook": async () => {
    const freezes = [{ from: await clock(-60), to: await clock(20), why: "a fair" }];
    await steered({ timeZone: "UTC", freezes }, {}, ready);
    await planned(first, await dueIn(24 * 60));
    await bench.hand().minutes(10);
    expect([await told(), await held(first)]).toEqual([[], [["time", "Forbidden.Frozen"]]]);
    await bench.hand().minutes(15);
    expect(await sentTo()).toEqual([first]);
  },
  "guardBand and hook": async () => {
    await steered({ guardBand: "30m" }, {}, ...Array(12).fill(notYet), ready);
    await planned(first, await dueIn(40));
    await bench.hand().minutes(15);
    expect(await sentTo()).toEqual([]);
    await bench.hand().minutes(30);
    expect([await sentTo(), (await told()).at(-1)]).toEqual([[], "notSent"]);
  },
  "mayLose and hook": async () => {
    const caches = { name: "caches", match: { tags: { role: "cache" } }, do: "documented", hook: "database" };
    const rest = { name: "everything else", do: "nothing" };
    await steered({ rules: [{ ...caches, mayLose: ["localDisks"] }, rest] }, {}, notYet, ready);
    await planned(cache);
    await bench.hand().minutes(1);
    expect([await held(cache), await sentTo()], "no person is asked").toEqual([[["hook", "HookAsked"]], []]);
    await bench.hand().minutes(3);
    expect(await sentTo()).toEqual([cache]);
  },
  "limits and hook": async () => {
    await steered({ limits: [{ per: "region", inFlight: 1 }] }, {}, notYet, ready);
    for (const id of [first, second]) await planned(id);
    await bench.hand().minutes(1);
    expect([await held(first), await held(second)]).toEqual([[["hook", "HookAsked"]], [["slot", "LimitReached"]]]);
    await bench.hand().minutes(12);
    expect([await sentTo(), await told(first)], "proved, and told so").toEqual([
      [first],
      expect.arrayContaining(["before", "proved"]),
    ]);
    expect(await told(second), "the first machine is drained as far as anybody knows").toEqual([]);
    await bench.hand().minutes(16);
    expect(await sentTo()).toEqual([first, second]);
  },
  "hook and repeat": async () => {
    await steered({ repeat: { attempts: 2, within: "24h", cooldown: "5m" } }, {}, ready);
    await bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 1 });
    await planned(first);
    await bench.hand().minutes(25);
    const asked = (await bench.hand().hooked()).filter(({ body }) => body.phase === "before");
    expect(await sentTo()).toEqual([first, first]);
    expect(new Set(asked.map(({ body }) => body.operationId)).size, "each asks for itself").toBe(2);
  },
};

test("each row of the table with a hook is played", () => {
  const rows = cases.filter(({ keys }) => keys.includes("hook")).map(({ keys }) => keys.join(" and "));
  expect(Object.keys(played).sort()).toEqual(rows.sort());
});

test.each(Object.entries(played))("%s", (_, play) => play());

describe("what a hook answers", () => {
  test.each<[string, object]>([
    ["500", { status: 500 }],
    ["garbage", { garbage: "<html>" }],
    ["10 MB", { bytes: 10_000_000 }],
    ["a redirect", { redirect: "http://127.0.0.1:1/" }],
    ["nothing", { never: true }],
    ["an error of its own", { state: "ready", functionError: "UnhandledInvocationError" }],
  ])("%s is not ready: nothing is sent, and it is asked again", async (_, answer) => {
    await steered({}, {}, answer, ready);
    await planned(first);
    await bench.hand().minutes(1);
    expect([await sentTo(), await held(first)]).toEqual([[], [["hook", "HookAsked"]]]);
    await bench.hand().minutes(2);
    expect(await sentTo()).toEqual([first]);
  });

  test("a refusal asks a person; a yes goes on without it, and the hook is told how it ended", async () => {
    await steered({}, {}, { state: "refused" });
    await planned(first);
    await bench.hand().minutes(3);
    expect([await held(first), await sentTo()]).toEqual([[["approval", "HookRefused"]], []]);
    await approve(bench.hand(), first);
    await bench.hand().minutes(25);
    expect([await sentTo(), (await told(first)).at(-1)]).toEqual([[first], "proved"]);
  });

  test("one that FC does not run was not asked: nothing is put back, and a person is asked in the end", async () => {
    await steered({}, {}, { status: 403 });
    await planned(first);
    await bench.hand().minutes(40);
    expect([await held(first), await sentTo()]).toEqual([[["approval", "HookSilent"]], []]);
    await cancelled(first);
    await bench.hand().minutes(20);
    expect(new Set(await told(first))).toEqual(new Set(["before"]));
  });

  test("no event of a person's own call is asked for: nobody names a hook for it", async () => {
    await steered({}, {}, notYet);
    await bench.hand().raise(first);
    const { status } = await bench.hand().call("redeploy-instance", { InstanceId: first, ClientToken: "t" });
    expect([status, await told()]).toEqual([200, []]);
  });

  test("a hook that only puts back is told after what was sent", async () => {
    await steered({ hooks: { database: { after: back } } }, {}, ready);
    await planned(first);
    await bench.hand().minutes(10);
    expect([await sentTo(), await told(first)]).toEqual([[first], ["proved"]]);
  });
});

describe("two operations of one machine", () => {
  test("what is put back after the first is not drained for the second meanwhile", async () => {
    await steered({}, {}, notYet, notYet, ready);
    await planned(first);
    await bench.hand().minutes(1);
    await cancelled(first);
    await planned(first);
    await bench.hand().minutes(10);
    expect([(await told(first)).slice(1).includes("before"), await sentTo()]).toEqual([false, []]);
    await bench.hand().minutes(15);
    expect([(await told(first)).includes("before", 2), await sentTo()]).toEqual([true, [first]]);
  });

  test("what is drained for the second is not put back after the first", async () => {
    await steered({}, {}, notYet);
    await planned(first);
    await planned(first);
    await bench.hand().minutes(3);
    await cancelled(first);
    await bench.hand().minutes(5);
    expect(new Set(await told(first))).toEqual(new Set(["before"]));
    await cancelled(first);
    await bench.hand().minutes(3);
    expect((await told(first)).filter((phase) => phase === "notSent").length).toBeGreaterThan(1);
  });
});

test("of forty under a hook that never says ready no more are drained than the limit, and all are put back after a pause", async () => {
  const hand = bench.hand();
  await steered({ limits: [{ per: "region", inFlight: 3 }] }, {}, notYet);
  for (const id of herd) await hand.raise(id);
  await hand.minutes(8);
  const drained = new Set((await hand.hooked()).map(({ body }) => body.instanceId));
  expect([drained.size, await sentTo()]).toEqual([3, []]);
  const { settings } = await hand.world();
  const paused = await hand.call("console", { Why: "look first" }, settings.consentKey.secretKey, {}, "/pause");
  expect(paused.status).toBe(200);
  await hand.minutes(25);
  for (const id of drained) expect((await told(id)).at(-1), id).toBe("notSent");
  expect(new Set((await hand.hooked()).map(({ body }) => body.instanceId)), "nobody else is drained").toEqual(drained);
  expect(await sentTo()).toEqual([]);
});
