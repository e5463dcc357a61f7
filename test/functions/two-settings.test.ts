import { expect, test } from "vitest";
import type * as z from "zod";
import type { recordSchema } from "../../shared/console/record.ts";
import { cases } from "../../shared/install/cases.ts";
import { actingBy } from "../acting-by.ts";
import { instanceOf, isSend } from "../demo/wire.ts";
import { createBench, notice, redeploy } from "./bench.ts";

const bench = createBench({ herd: 6 });

const caches = ["i-bp1drive0001", "i-bp1drive0003"]; // of one cluster
const herd = Array.from({ length: 6 }, (_, at) => `i-bp1herd0000${at + 1}`);
const [first = "", second = "", third = ""] = herd;

/** Puts a policy with these keys in force, and lets reconcile count what is in flight. */
async function steered(keys: object): Promise<void> {
  await bench.hand().policy({ ...actingBy([]), ...keys });
  await bench.hand().minutes(3);
}

const rules = (rule: object) => ({
  rules: [
    { name: "caches", do: "documented", match: { tags: { role: "cache" } }, ...rule },
    { name: "everything else", do: "documented" },
  ],
});

/** A planned redeploy that the bus has told us of. */
async function planned(instanceId: string, change: object = {}): Promise<string> {
  const hand = bench.hand();
  const eventId = await hand.raise(instanceId, change);
  await hand.publish(notice(instanceId, { eventId }));
  await hand.idle();
  return eventId;
}

const sentTo = async () => (await bench.callsOf("ecs")).filter((call) => isSend(call) && call.effect).map(instanceOf);

/** What happens where two settings meet, by their names as the table has them. */
const played: Readonly<Record<string, () => Promise<void>>> = {
  "mode and limits": async () => {
    await steered({ mode: "ask", limits: [{ per: "region", inFlight: 1 }] });
    await planned(first);
    await planned(second);
    expect(bench.states()).toEqual(["Waiting", "Waiting"]);
    const yes = (InstanceId: string) => bench.hand().call(redeploy, { InstanceId, ClientToken: `yes-${InstanceId}` });
    expect((await yes(first)).status, "what waits for a yes takes no place").toBe(200);
    expect((await yes(second)).body["Code"]).toBe("LimitReached");
    await planned(third);
    expect(await held(third), "asked at once, though there is no place").toEqual([
      ["approval", "Forbidden.ApprovalRequired"],
    ]);
    await bench.hand().minutes(9);
    expect((await yes(second)).status).toBe(200);
    expect(await sentTo()).toEqual([first, second]);
  },
  "mayLose and limits": async () => {
    await steered({ ...rules({ mayLose: ["localDisks"] }), limits: [{ per: "tag:cluster", inFlight: 1 }] });
    for (const cache of caches) await planned(cache);
    expect(await sentTo()).toEqual(caches.slice(0, 1));
    await bench.hand().minutes(10);
    expect(await sentTo()).toEqual(caches);
  },
  "mode and repeat": async () => {
    await steered({ repeat: twice });
    await failing(first);
    expect([await sentTo(), await held(first)]).toEqual([[first, first], [["approval", "AttemptsUsedUp"]]]);
  },
  "mayLose and repeat": async () => {
    const [cache = ""] = caches;
    await steered({ ...rules({ mayLose: ["localDisks"] }), repeat: twice });
    await failing(cache);
    expect([await sentTo(), await held(cache)]).toEqual([[cache, cache], [["approval", "AttemptsUsedUp"]]]);
  },
  "limits and repeat": async () => {
    await steered({ limits: [{ per: "region", inFlight: 1 }], repeat: { ...twice, cooldown: "1h" } });
    await bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 1 });
    await planned(first);
    await bench.hand().minutes(8);
    expect(await held(first)).toEqual([["time", "CooldownActive"]]);
    await planned(second);
    expect(await sentTo(), "it holds no place in its cooldown").toEqual([first, second]);
    await bench.hand().minutes(65);
    expect(await sentTo()).toEqual([first, second, first]);
  },
  "window and limits": async () => {
    await steered({ ...(await opensIn(20)), limits: [{ per: "region", inFlight: 2 }] });
    for (const [at, id] of herd.slice(0, 4).reverse().entries()) await planned(id, await dueIn(30 + at));
    expect(await held(first)).toEqual([["time", "OutsideWindow"]]);
    await bench.hand().minutes(21);
    expect((await sentTo()).sort(), "those with the first deadline").toEqual(herd.slice(2, 4));
    await bench.hand().minutes(10);
    expect((await sentTo()).slice(2).sort()).toEqual(herd.slice(0, 2));
  },
  "freeze and limits": async () => {
    await steered({ ...(await frozenFor(20)), limits: [{ per: "region", inFlight: 2 }] });
    for (const [at, id] of herd.slice(0, 4).reverse().entries()) await planned(id, await dueIn(30 + at));
    expect(await held(first)).toEqual([["time", "Forbidden.Frozen"]]);
    await bench.hand().minutes(21);
    expect((await sentTo()).sort(), "those with the first deadline").toEqual(herd.slice(2, 4));
    await bench.hand().minutes(10);
    expect((await sentTo()).slice(2).sort()).toEqual(herd.slice(0, 2));
  },
  "guardBand and limits": async () => {
    await steered({ guardBand: "30m", limits: [{ per: "region", inFlight: 1, restsFor: "90m" }] });
    await planned(first, await dueIn(9));
    await planned(second, await dueIn(1));
    expect(await held(second)).toEqual([["slot", "LimitReached"]]);
    await bench.hand().minutes(100);
    expect(await sentTo(), "the second one came into the guard band").toEqual([first]);
  },
  "window and repeat": async () => {
    await steered({ ...(await opensIn(-85)), repeat: { ...twice, cooldown: "1h" } });
    await bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 1 });
    await planned(first, await dueIn(48));
    expect(await sentTo()).toEqual([first]);
    await bench.hand().minutes(80);
    expect(await sentTo(), "its cooldown ends when the window has closed").toEqual([first]);
    expect(await held(first)).toEqual([["time", "OutsideWindow"]]);
  },
  "freeze and repeat": async () => {
    await steered({ repeat: twice });
    await bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 1 });
    await planned(first, await dueIn(48));
    await bench.hand().policy({ ...actingBy([]), repeat: twice, ...(await frozenFor(60)) });
    await bench.hand().minutes(55);
    expect(await sentTo()).toEqual([first]);
    expect(await held(first)).toEqual([["time", "Forbidden.Frozen"]]);
    await bench.hand().minutes(8);
    expect(await sentTo()).toEqual([first, first]);
  },
  "guardBand and repeat": async () => {
    await steered({ guardBand: "30m", repeat: { ...twice, cooldown: "1h" } });
    await bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 1 });
    await planned(first, await dueIn(1));
    await bench.hand().minutes(50);
    expect(await sentTo(), "the second attempt would come too late").toEqual([first]);
    await bench.hand().minutes(30);
    expect(await sentTo()).toEqual([first]);
  },
};

/** The window of the policy opens so many minutes after now, for two hours. */
async function opensIn(minutes: number) {
  const clockAt = async (more: number) =>
    new Date(Date.parse((await bench.hand().world()).now) + more * 60_000).toISOString().slice(11, 16);
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const nights = { days, open: await clockAt(minutes), close: await clockAt(minutes + 120), cutoff: "30m" };
  const rule = { name: "everything else", do: "documented", window: "nights" };
  return { timeZone: "UTC", windows: { nights }, rules: [rule] };
}

/** A freeze that ends so many minutes from now. */
async function frozenFor(minutes: number) {
  const nowMs = Date.parse((await bench.hand().world()).now);
  const dayAt = (more: number) => new Date(nowMs + more * 60_000).toISOString().slice(0, 16).replace("T", " ");
  return { timeZone: "UTC", freezes: [{ from: dayAt(-60), to: dayAt(minutes), why: "spring festival" }] };
}

const dueIn = async (hours: number) => ({
  notBefore: new Date(Date.parse((await bench.hand().world()).now) + hours * 3_600_000).toISOString(),
});

const twice = { attempts: 2, within: "24h", cooldown: "10m" };

/** What answers an event of this machine fails twice, with a cooldown in between. */
async function failing(instanceId: string): Promise<void> {
  await bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "failed-task", times: 2 });
  await planned(instanceId);
  await bench.hand().minutes(60);
}

/** What waits on a machine, as the record has it. */
async function held(InstanceId: string) {
  const { body } = await bench.hand().call("console", { InstanceId }, undefined, undefined, "/instance");
  return (body as z.output<typeof recordSchema>).Waiting.map(({ For, Cause }) => [For, Cause]);
}

/** Pairs of the other settings are played with the guards of time. */
const others = ["limits", "repeat"];
const withHook = (keys: readonly string[]) => keys.includes("hook"); // hooks.test.ts

test("each row of the table that is decided at the attempt is played", () => {
  const held = cases
    .filter(({ by, keys }) => by === "attempt" && !withHook(keys) && keys.some((key) => others.includes(key)))
    .map(({ keys }) => keys.join(" and "));
  expect(Object.keys(played).sort()).toEqual(held.sort());
});

test.each(Object.entries(played))("%s", (_, play) => play());
