import { expect, test } from "vitest";
import type { Control } from "../../shared/control/control.ts";
import { createControlStore } from "../../shared/tablestore/control-store.ts";
import { createRunStore } from "../../shared/tablestore/run-store.ts";
import { actingBy } from "../acting-by.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";
import { createReceived, toldTo } from "./received.ts";

const bench = createBench({ policy: { ...actingBy([]), notices: toldTo } });
const local = "i-bp1local0001";

const received = createReceived(bench);

const linesOf = ([first]: Awaited<ReturnType<typeof received>>, language: "en" | "zh" = "en") =>
  first?.notice.text[language].split("\n");

function stored() {
  const { wireUrl, settings, insideKey } = bench.cloud();
  const store = [
    { endpoint: wireUrl, instance: settings.tablestoreInstance },
    { ...insideKey, securityToken: "" },
  ] as const;
  return { control: createControlStore(...store), runs: createRunStore(...store) };
}

/** Changes the row that steers the stack, as another part of the product does. */
async function steered(change: (control: Control) => Partial<Control>): Promise<void> {
  const { control } = stored();
  const before = await control.readControl();
  await control.writeControl(before, { ...before, ...change(before), rev: before.rev + 1 });
}

const nowMs = async () => Date.parse((await bench.hand().world()).now);
const minuteMs = 60_000;
/** A call that redeploys a machine whose event asks for it. */
async function call(token: string) {
  await bench.hand().raise(plain);
  return bench.hand().call(redeploy, { InstanceId: plain, ClientToken: token });
}

/** A redeploy that was taken, of which nobody knows. */
async function doubtful(): Promise<void> {
  const hand = bench.hand();
  const unreadable = { product: "ecs", effect: "error", times: 10_000, status: 500, code: "InternalError" };
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "applied-then-timeout" });
  await call("doubt");
  for (const action of ["DescribeTasks", "DescribeInstanceHistoryEvents"])
    await hand.fault({ ...unreadable, action, function: "reconcile" });
}

test("what begins and is proved is told once, signed, with the machine's zone, to who wants all", async () => {
  await call("one");
  await bench.hand().minutes(20);
  const told = await received("backup", "started", "proved");
  expect(told.map(({ notice: { kind } }) => kind)).toEqual(["started", "proved"]);
  expect(told[0]?.notice.facts).toMatchObject({
    instanceId: plain,
    operation: "RedeployInstance",
    zone: expect.stringMatching(/^cn-hangzhou-/),
  });
  expect(await received("oncall", "started", "proved")).toEqual([]);
  expect(bench.logs.join("")).toContain('"state":"proved"');
});

test("an attempt in doubt is told with its minute, and not to touch the machine, in both languages", async () => {
  await doubtful();
  await bench.hand().minutes(12);
  const told = await received("oncall", "inDoubt");
  expect(told).toHaveLength(1);
  expect(linesOf(told)).toEqual([
    expect.stringMatching(/: not known whether the redeploy was taken$/),
    expect.stringMatching(
      /i-bp1plain0001, cn-hangzhou-.*Sent (\w{3} \d\d:\d\d|\d\d:\d\d:\d\d), no answer. Looked at each minute\.$/,
    ),
    expect.stringMatching(/^Decided by itself by (\w{3} )?\d\d:\d\d \(in 5\d min\), else I ask you then\./),
    "Do not restart or redeploy it by hand: it would count as ours.",
    expect.stringContaining(`redeploy-once operation `),
  ]);
  expect(linesOf(told, "zh")?.[0]).toMatch(/：不知道重新部署是否已被接受$/);
  expect(linesOf(told, "zh")?.[3]).toMatch(/^请勿手动重启/);
});

test("a plan that would lose data is asked for with the whole command of the yes, and asked for again", async () => {
  const hand = bench.hand();
  await hand.policy({ ...actingBy([]), notices: [{ to: "oncall", about: "urgent" }], asking: { remindEvery: "2h" } });
  const eventId = await hand.raise(local, { notBefore: "2036-01-01T00:00:00Z" });
  await hand.publish(notice(local, { eventId }));
  await hand.idle();
  await hand.minutes(2);
  const [first] = await received("oncall", "needsYes");
  expect(first?.notice.text.en).toMatch(/^It would lose: local disks \(d-bp1local0001local1, /m);
  expect(first?.notice.text.en).toMatch(
    new RegExp(`^Yes: redeploy-once approve [0-9a-f]{32} --instance ${local} --ask 1-[0-9a-f]{12}$`, "m"),
  );
  await hand.advance(118 * minuteMs);
  await hand.idle();
  await hand.minutes(2);
  const [, again, ...more] = await received("oncall", "needsYes");
  expect(again?.notice.firstLine.en).toMatch(/^Again \(1\): /);
  expect(again?.id).toBe(`${first?.id}.r1`);
  expect(more).toEqual([]);
});

const bad = ["error", "throttle", "garbage", "redirect", "hang up"] as const;

test.each(bad)(
  "a channel that answers by %s delays nothing, is told of on another one, and has all once it is well",
  async (answer) => {
    const hand = bench.hand();
    await hand.minutes(1);
    await hand.answerBy("backup", answer);
    await call("one");
    await hand.minutes(20);
    expect((await hand.world()).instances[plain]?.effects).toEqual({ RedeployInstance: 1 });
    expect((await received("oncall", "channelFailing")).map(({ notice: { facts } }) => facts.channel)).toEqual([
      "backup",
    ]);
    expect(await received("elsewhere")).toEqual([]);
    const tried = await received("backup", "started");
    await hand.answerBy("backup", "ok");
    await hand.minutes(2);
    const had = (await received("backup", "proved", "started")).filter((one) => one.answer === "ok");
    expect(had.map(({ notice: { kind } }) => kind)).toEqual(["proved"]);
    expect(new Set(tried.map(({ id }) => id)).size).toBeLessThanOrEqual(1);
    await hand.minutes(10);
    expect((await received("backup", "proved")).filter((one) => one.answer === "ok")).toHaveLength(1);
  },
);

test("a channel that never answers costs a run five seconds, and is told of on another one", async () => {
  const hand = bench.hand();
  await hand.answerBy("backup", "never");
  await call("one");
  await hand.minutes(4);
  expect((await hand.world()).instances[plain]?.effects).toEqual({ RedeployInstance: 1 });
  const tried = await received("backup");
  expect(tried).toHaveLength(4); // one message a run, however many there are
  const [failing] = await received("oncall", "channelFailing");
  expect(failing?.notice.firstLine.en).toBe("Channel backup takes no notices: no answer in 5 s");
});

test("an answer of 10 MB is not read: the message was taken", async () => {
  const hand = bench.hand();
  await hand.answerBy("backup", "large");
  await call("one");
  await hand.minutes(3);
  expect(await received("backup", "started")).toHaveLength(1);
  expect(await received("oncall", "channelFailing")).toEqual([]);
});

test("no log line and no notice has a channel's address or secret, whatever goes wrong", async () => {
  const hand = bench.hand();
  await hand.answerBy("backup", "hang up");
  await call("one");
  await hand.minutes(6);
  expect(await received("oncall", "channelFailing")).toHaveLength(1);
  const { noticesSecret } = bench.cloud().settings;
  expect(bench.logs.join("")).not.toContain(noticesSecret.slice(6));
  expect(bench.logs.join("")).not.toContain("/channels/");
  expect(JSON.stringify(await hand.notices())).not.toContain("/channels/");
});

test("a run that dies after it has sent tells once more, by the same id, and the next one marks it", async () => {
  const hand = bench.hand();
  await hand.minutes(1);
  await call("one");
  // The run writes the lease, then what was told: it dies at the second.
  await hand.fault({
    product: "tablestore",
    action: "UpdateRow",
    function: "reconcile",
    effect: "kill-before",
    skip: 1,
  });
  await hand.minutes(4);
  const told = await received("backup", "started");
  expect(told.length).toBe(2);
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
});

test("more than a channel takes in a minute goes into one digest, what needs a person first", async () => {
  const hand = bench.hand();
  await steered(() => ({
    pauses: Array.from({ length: 30 }, (_, at) => ({
      id: `p${at}`,
      scope: `zone z${at}`,
      by: "lin",
      why: "test",
      atMs: 1,
    })),
  }));
  await hand.minutes(1);
  const told = await received("backup");
  expect(told).toHaveLength(20);
  expect(told.at(-1)?.notice).toMatchObject({ kind: "digest", facts: { count: 12, counts: { paused: 12 } } });
  await hand.minutes(2);
  expect(await received("backup")).toHaveLength(20);
});

test("a storm is told with what is down and what is planned, and its end", async () => {
  const hand = bench.hand();
  await hand.raise(plain, { eventType: "SystemFailure.Reboot", eventStatus: "Executing" });
  await hand.raise("i-bp1plain0002", { notBefore: "2036-01-01T00:00:00Z" });
  const atMs = await nowMs();
  await steered(() => ({ breaker: { countsFromMs: 0, tripped: { atMs, events: 2 } } }));
  await hand.minutes(1);
  const begins = await received("oncall", "stormBegins");
  expect(linesOf(begins)?.slice(0, 4)).toEqual([
    expect.stringMatching(/^Storm: 2 events, (\d|most) in zone [a-z]. Stopped\.$/),
    expect.stringMatching(/^1 failures \(down now\), 1 planned \(first due 2036-01-01 08:00\)\. \d in flight go on\.$/),
    "After `resume`: all that waits at once, for your policy says not how many.",
    expect.stringMatching(/^Open by zone: /),
  ]);
  expect(linesOf(begins, "zh")?.[0]).toMatch(/^风暴：2 个事件/);
  await steered(() => ({ breaker: { countsFromMs: atMs } }));
  await hand.minutes(2);
  expect(await received("oncall", "stormBegins")).toHaveLength(1);
  expect(await received("backup", "stormEnds")).toHaveLength(1);
});

test("a pause is told, its end 15 minutes before, and that it is over, once each", async () => {
  const hand = bench.hand();
  const atMs = await nowMs();
  const pause = { id: "p1", scope: "all", by: "lin", why: "network change", atMs, untilMs: atMs + 20 * minuteMs };
  await steered(() => ({ pauses: [pause] }));
  await hand.minutes(24);
  const told = await received("backup", "paused", "pauseEndsSoon", "resumed");
  expect(told.map(({ notice: { kind } }) => kind)).toEqual(["paused", "pauseEndsSoon", "resumed"]);
  expect(told[1]?.notice.facts.untilMs).toBe(pause.untilMs);
  expect((await received("oncall", "paused", "pauseEndsSoon")).map(({ notice: { kind } }) => kind)).toEqual([
    "pauseEndsSoon",
  ]);
});

test("with nobody to tell all is marked told, and who is named later hears of what is new and of what needs a yes", async () => {
  const hand = bench.hand();
  await hand.policy(actingBy([]));
  await call("one");
  const eventId = await hand.raise(local, { notBefore: "2036-01-01T00:00:00Z" });
  await hand.publish(notice(local, { eventId }));
  await hand.idle();
  await hand.minutes(15);
  expect(await hand.notices()).toEqual([]);
  await hand.policy({ ...actingBy([]), notices: [{ to: "oncall", about: "all" }] });
  await hand.minutes(2);
  expect((await received("oncall")).map(({ notice: { kind } }) => kind).sort()).toEqual(["needsYes", "policyChanged"]);
});

test("a channel that the settings do not have is told of on the others", async () => {
  const hand = bench.hand();
  await hand.policy({
    ...actingBy([]),
    notices: [
      { to: "elsewhere", about: "all" },
      { to: "oncall", about: "urgent" },
    ],
  });
  await hand.minutes(6);
  const [told] = await received("oncall", "channelFailing");
  expect(told?.notice.firstLine.en).toBe("Channel elsewhere takes no notices: the setting NOTICES does not have it");
});

test("what nobody could be told for a week is given up, and counted in status", async () => {
  const hand = bench.hand();
  await hand.policy({ ...actingBy([]), notices: [{ to: "oncall", about: "all" }] });
  await hand.answerBy("oncall", "error");
  await call("one");
  await hand.minutes(20);
  const warned = async () => {
    const { settings } = await hand.world();
    return (await hand.call("console", {}, settings.consentSecret, {}, "/status")).body["Warnings"];
  };
  expect(await warned()).toContainEqual(expect.stringMatching(/^Channel oncall takes no notices since .*: HTTP 500\./));
  await hand.advance(7 * 24 * 60 * minuteMs);
  await hand.idle();
  await hand.minutes(2);
  expect(await warned()).toContainEqual(expect.stringMatching(/^\d notices could not be told for 7 days/));
  await hand.answerBy("oncall", "ok");
  await hand.minutes(2);
  expect((await received("oncall", "proved")).filter(({ answer }) => answer === "ok")).toEqual([]);
});
