import { beforeEach, describe, expect, test } from "vitest";
import { permissive } from "../permissive.ts";
import { approve } from "./approve.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench({ policy: permissive() });
const local = "i-bp1local0001";
const minuteMs = 60_000;
const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const nowMs = async () => Date.parse((await bench.hand().world()).now);

/** The world's first whole minute: tests tell their times from there. */
let noonMs = 0;
beforeEach(async () => {
  const startMs = await nowMs();
  noonMs = Math.ceil(startMs / minuteMs) * minuteMs;
  await bench.hand().advance(noonMs - startMs);
  await bench.hand().idle();
});

/** A time so many minutes after noon: as an ISO text, as a window has it, and as a freeze has it. */
const isoAt = (minutes: number) => new Date(noonMs + minutes * minuteMs).toISOString();
const clockAt = (minutes: number) => isoAt(minutes).slice(11, 16);
const dayAt = (minutes: number) => isoAt(minutes).slice(0, 16).replace("T", " ");

const windowFrom = (open: number, close: number, cutoff = "0m") => ({
  nights: { days: everyDay, open: clockAt(open), close: clockAt(close), cutoff },
});
const frozenUntil = (to: number, from = -60) => [{ from: dayAt(from), to: dayAt(to), why: "spring festival" }];

/** Puts in force what acts on every event, in UTC, with these keys besides. */
const actWith = ({ rule = {}, ...keys }: { readonly rule?: object; readonly [key: string]: unknown }) => {
  const { rules: _, ...base } = permissive();
  const rules = [{ name: "all", match: { instances: [plain, local] }, do: "documented", ...rule }];
  return bench.hand().policy({
    ...base,
    ...{ mode: "act", timeZone: "UTC", rules: [...rules, { name: "rest", do: "nothing" }], ...keys },
  });
};

/** An event that the bus has delivered, with the platform's own time so many minutes after noon. */
async function delivered(instanceId: string, due = 24 * 60, change: object = {}): Promise<void> {
  const hand = bench.hand();
  const eventId = await hand.raise(instanceId, { notBefore: isoAt(due), ...change });
  await hand.publish(notice(instanceId, { eventId, ...change }));
  await hand.idle();
}

/** When redeploys of an instance were sent, as minutes after noon, rounded down. */
async function sentAt(instanceId: string): Promise<readonly number[]> {
  const calls = await bench.callsOf("ecs", "RedeployInstance");
  return calls
    .filter(({ params }) => Object(params).InstanceId === instanceId)
    .map(({ at }) => Math.floor((Date.parse(at) - noonMs) / minuteMs));
}

/** Its timer runs once a minute. A look that a busy machine does not answer in time is made again in the next one. */
const soonAfter = (minute: number) => expect.toBeOneOf([0, 1, 2, 3, 4, 5].map((more) => minute + more));

/** What a person reads of an instance. */
async function waits(instanceId: string): Promise<Record<string, unknown>> {
  const hand = bench.hand();
  const { consentSecret } = (await hand.world()).settings;
  const { body } = await hand.call("console", { InstanceId: instanceId }, consentSecret, {}, "/instance");
  const [entry] = body["Waiting"] as readonly Record<string, unknown>[];
  return entry ?? {};
}

const call = (more: object = {}) => bench.hand().call(redeploy, { InstanceId: plain, ClientToken: "t", ...more });

describe("window", () => {
  const inNights = { rule: { window: "nights" } };

  test("planned maintenance waits for its window, says until when, and begins once it is open", async () => {
    await actWith({ ...inNights, windows: windowFrom(10, 60) });
    await delivered(plain);
    expect(await waits(plain)).toMatchObject({ For: "time", Cause: "OutsideWindow", Until: isoAt(10) });
    await bench.hand().minutes(16);
    expect(await sentAt(plain)).toEqual([soonAfter(10)]);
  });

  test("nothing is begun after the cutoff, and the next night it is", async () => {
    await actWith({ ...inNights, windows: windowFrom(-60, 30, "30m") });
    await delivered(plain, 48 * 60);
    expect(await waits(plain)).toMatchObject({ Cause: "OutsideWindow", Until: isoAt(23 * 60) });
    await bench.hand().minutes(40);
    expect(await sentAt(plain)).toEqual([]);
  });

  test("a failure does not wait for a window", async () => {
    await actWith({ ...inNights, windows: windowFrom(10, 60) });
    await delivered(plain, 24 * 60, { eventType: "SystemFailure.Redeploy", eventStatus: "Inquiring" });
    expect(await sentAt(plain)).toEqual([0]);
  });

  test("a call does not wait for a window: no rule is about it", async () => {
    await actWith({ ...inNights, windows: windowFrom(10, 60) });
    await bench.hand().raise(plain);
    expect((await call()).status).toBe(200);
  });

  test("what was throttled at the end of its window is not tried again after it", async () => {
    await actWith({ ...inNights, windows: windowFrom(-60, 1) });
    await bench.hand().fault({ product: "ecs", action: "RedeployInstance", effect: "throttle", times: 1 });
    await delivered(plain, 48 * 60);
    await bench.hand().minutes(20);
    expect(await sentAt(plain)).toEqual([0]); // the one that was throttled
    expect(await waits(plain)).toMatchObject({ Cause: "OutsideWindow", Until: isoAt(23 * 60) });
  });

  test("a policy without the window lets it begin at once", async () => {
    await actWith({ ...inNights, windows: windowFrom(60, 120) });
    await delivered(plain);
    await bench.hand().minutes(2);
    expect(await sentAt(plain)).toEqual([]);
    await actWith({});
    await bench.hand().minutes(2);
    expect(await sentAt(plain)).toHaveLength(1);
  });
});

describe("freeze", () => {
  test("planned maintenance waits for its end, and a failure does not", async () => {
    await actWith({ freezes: frozenUntil(10) });
    await delivered(plain);
    await delivered(local, 24 * 60, { eventType: "SystemFailure.Redeploy", eventStatus: "Inquiring" });
    expect(await waits(plain)).toMatchObject({ For: "time", Cause: "Forbidden.Frozen", Until: isoAt(10) });
    expect(await waits(local)).toMatchObject({ For: "approval" }); // its disks would be lost, and nothing else holds it
    await bench.hand().minutes(16);
    expect(await sentAt(plain)).toEqual([soonAfter(10)]);
  });

  test("a call is refused, with its reason and its end; one that answers a failure is not", async () => {
    await actWith({ freezes: frozenUntil(10) });
    await bench.hand().raise(plain);
    const { status, body } = await call();
    expect([status, body["Code"]]).toEqual([403, "Forbidden.Frozen"]);
    expect(body["Message"]).toBe(
      `${plain}: nothing planned is begun until ${isoAt(10)}: spring festival (nothing was changed). Try again after ${isoAt(10)}.`,
    );
    expect(await sentAt(plain)).toEqual([]);
    const failed = "i-bp1plain0002";
    await bench.hand().raise(failed, { eventType: "SystemFailure.Redeploy", eventStatus: "Inquiring" });
    expect((await call({ InstanceId: failed, ClientToken: "t-2" })).status).toBe(200);
  });

  test("a policy that only observes freezes calls, too", async () => {
    await actWith({ mode: "observe", freezes: frozenUntil(10) });
    await bench.hand().raise(plain);
    expect((await call()).body["Code"]).toBe("Forbidden.Frozen");
    await bench.hand().minutes(10);
    expect((await call()).status).toBe(200);
  });
});

describe("override of a freeze", () => {
  const place = { Action: "RedeployInstance", RegionId: "cn-hangzhou" };
  const said = { ...place, Override: true, Reason: "INC-7" };
  const operator = async () => (await bench.hand().world()).settings.consentSecret;
  const override = async (more: object, secret?: string) => {
    const body = { InstanceId: plain, ClientToken: "t", ...said, ...more };
    const answer = await bench.hand().call(redeploy, body, secret ?? (await operator()));
    return { said: [answer.status, answer.body["Code"] ?? answer.body["State"]], text: String(answer.body["Message"]) };
  };
  beforeEach(async () => {
    await actWith({ freezes: frozenUntil(60) });
    await bench.hand().raise(plain);
  });

  test("an operator's call passes it, and the record says who and why", async () => {
    expect((await override({})).said).toEqual([200, "Accepted"]);
    const body = { InstanceId: plain };
    const { Timeline } = (await bench.hand().call("console", body, await operator(), {}, "/instance")).body;
    expect(JSON.stringify(Timeline)).toMatch(/claimed\s+overrides a freeze: INC-7, by consent/);
  });

  test("who is no operator may not, and reads nothing of the cloud by asking", async () => {
    const { webhookSecret } = (await bench.hand().world()).settings;
    const { said: answer, text } = await override({}, webhookSecret);
    expect(answer).toEqual([403, "Forbidden.MayNotOverride"]);
    expect(text).toContain("webhook may not override a freeze");
    expect(await bench.callsOf("ecs")).toEqual([]);
  });

  test.each(["Action", "RegionId", "Reason"])("it needs %s beside it", async (name) => {
    const { said: answer, text } = await override({ [name]: undefined });
    expect(answer).toEqual([400, "MissingParameter"]);
    expect(text).toContain(`${name} is needed beside Override`);
    expect(await sentAt(plain)).toEqual([]);
  });

  test("it is true or left out", async () => {
    expect((await override({ Override: false })).said).toEqual([400, "InvalidParameter.Override"]);
  });

  test("a queued call that waits passes it no more once its operator has lost the role", async () => {
    const hand = bench.hand();
    await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "throttle", times: 1 });
    const body = { InstanceId: plain, ClientToken: "t", ...said };
    await hand.call(redeploy, body, await operator(), { "x-fc-invocation-type": "Async" });
    await hand.idle();
    expect(await sentAt(plain)).toHaveLength(1); // throttled
    const people = [{ name: "consent", roles: ["approver", "owner"], is: ["webhook:consent"] }];
    await actWith({ freezes: frozenUntil(60), people });
    await hand.minutes(3);
    expect(await sentAt(plain)).toHaveLength(1);
    expect(await waits(plain)).toMatchObject({ Cause: "Forbidden.Frozen" });
  });
});

describe("guard band", () => {
  test("nothing planned is begun so close to the platform's own time", async () => {
    await actWith({ guardBand: "30m" });
    await delivered(plain, 29);
    expect(await waits(plain)).toMatchObject({ For: "time", Cause: "GuardBand", Until: isoAt(29) });
    await bench.hand().minutes(25);
    expect(await sentAt(plain)).toEqual([]);
  });

  test("a minute before it is early enough; and a failure has none", async () => {
    await actWith({ guardBand: "30m" });
    await delivered(plain, 31);
    expect(await sentAt(plain)).toEqual([0]);
    await delivered(local, 5, { eventType: "SystemFailure.Redeploy", eventStatus: "Inquiring" });
    expect(await waits(local)).toMatchObject({ For: "approval", Until: isoAt(5) });
  });
});

describe("two of them at once", () => {
  const asksInNights = { rule: { mode: "ask", window: "nights" } };
  const yes = () => approve(bench.hand(), plain);

  test("mode, window: a person is asked at once; after the yes it waits for the window", async () => {
    await actWith({ ...asksInNights, windows: windowFrom(10, 60) });
    await delivered(plain);
    expect(await waits(plain)).toMatchObject({ For: "approval" });
    await yes();
    await bench.hand().minutes(2);
    expect(await waits(plain)).toMatchObject({ Cause: "OutsideWindow", Until: isoAt(10) });
    await bench.hand().minutes(14);
    expect(await sentAt(plain)).toEqual([soonAfter(10)]);
  });

  test("mode, freeze: a person is asked during the freeze; a yes does not lift it", async () => {
    await actWith({ rule: { mode: "ask" }, freezes: frozenUntil(10) });
    await delivered(plain);
    expect(await waits(plain)).toMatchObject({ For: "approval" });
    await yes();
    await bench.hand().minutes(2);
    expect(await waits(plain)).toMatchObject({ Cause: "Forbidden.Frozen", Until: isoAt(10) });
    await bench.hand().minutes(14);
    expect(await sentAt(plain)).toEqual([soonAfter(10)]);
  });

  test("mode, guardBand: a person is asked until the band begins; without a yes nothing is sent", async () => {
    await actWith({ rule: { mode: "ask" }, guardBand: "30m" });
    await delivered(plain, 40);
    expect(await waits(plain)).toMatchObject({ For: "approval", Until: isoAt(10) });
    await bench.hand().minutes(12);
    expect(await waits(plain)).toEqual({});
    expect(await sentAt(plain)).toEqual([]);
  });

  test("window, freeze: a window that opens in a freeze lets nothing through", async () => {
    const windows = windowFrom(5, 60);
    await actWith({ rule: { window: "nights" }, windows, freezes: frozenUntil(10) });
    await delivered(plain);
    expect(await waits(plain)).toMatchObject({ Cause: "Forbidden.Frozen", Until: isoAt(10) });
    await actWith({ rule: { window: "nights" }, windows, freezes: frozenUntil(100) });
    await bench.hand().minutes(2);
    expect(await waits(plain)).toMatchObject({ Until: isoAt(24 * 60 + 5) });
  });

  test("window, guardBand: the earlier end counts", async () => {
    await actWith({ rule: { window: "nights" }, windows: windowFrom(-60, 60), guardBand: "30m" });
    await delivered(plain, 29);
    expect(await waits(plain)).toMatchObject({ Cause: "GuardBand" });
  });

  test("window, mayLose: nobody is asked; it waits for the window", async () => {
    await actWith({ rule: { window: "nights", mayLose: ["localDisks"] }, windows: windowFrom(10, 60) });
    await delivered(local);
    expect(await waits(local)).toMatchObject({ For: "time", Cause: "OutsideWindow" });
    await bench.hand().minutes(16);
    expect(await sentAt(local)).toEqual([soonAfter(10)]);
  });

  test("freeze, guardBand: what can never begin says so at once, and nobody is asked about it", async () => {
    await actWith({ rule: { mode: "ask" }, freezes: frozenUntil(50), guardBand: "30m" });
    await delivered(plain, 60);
    expect(await waits(plain)).toMatchObject({ For: "time", Cause: "NoTimeLeft", Until: isoAt(60) });
    await bench.hand().minutes(52);
    expect(await sentAt(plain)).toEqual([]);
  });

  test("freeze, mayLose: nobody is asked; it waits for the end of the freeze, and a failure does not", async () => {
    await actWith({ rule: { mayLose: ["localDisks"] }, freezes: frozenUntil(60) });
    await delivered(local);
    expect(await waits(local)).toMatchObject({ For: "time", Cause: "Forbidden.Frozen" });
    await delivered(local, 24 * 60, { eventType: "SystemFailure.Redeploy", eventStatus: "Inquiring" });
    expect(await sentAt(local)).toEqual([0]);
  });

  test("guardBand, mayLose: nothing is begun so late, whatever may be lost", async () => {
    await actWith({ rule: { mayLose: ["localDisks"] }, guardBand: "30m" });
    await delivered(local, 20);
    expect(await waits(local)).toMatchObject({ For: "time", Cause: "GuardBand" });
    await bench.hand().minutes(15);
    expect(await sentAt(local)).toEqual([]);
  });
});
