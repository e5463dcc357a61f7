import { expect, test } from "vitest";
import { invokeFunction } from "../invoke.ts";
import { createBench, plain } from "./bench.ts";
import { createChatters } from "./chatters.ts";

const bench = createBench();
const { installed, say, click, card, lastWords, words, keyOf, effectOf } = createChatters(bench);

const asked = `reboot ${plain} --reason "it hangs since noon"`;
const rebooted = { RebootInstance: 1 };
const taken = /^@lin \*\*taken by the cloud/;
const down = { effect: "error", status: 503, code: "OTSServerBusy", times: 20 } as const;
const ofAnswer = { product: "fc", action: "InvokeFunction", function: "answer" } as const;

test("the store is down when something is said: who said it hears that it was not taken, and nobody else hears of it", async () => {
  await installed();
  await bench.hand().fault({ product: "tablestore", action: "PutRow", function: "chatops", ...down });
  const [callback] = await say("lin", asked);
  expect(callback).toMatchObject({ status: 200, answer: "a message" });
  expect(await lastWords()).toContain("This was not taken");
  expect((await bench.callsOf("fc")).filter((call) => call.function === "chatops")).toEqual([]);
  await bench.hand().clearFaults();
  await say("lin", asked);
  expect(await effectOf(plain)).toEqual(rebooted);
});

const unsure: readonly [string, object, number][] = [
  ["is refused", { effect: "error", status: 403, code: "AccessDenied" }, 0],
  ["meets a full queue", { effect: "throttle" }, 0],
  ["gets no answer, and was taken", { effect: "lost-reply" }, 1],
];

test.each(unsure)(
  "an invocation of answer that %s is not called undone, and the same once more is done once",
  async (_, fault, first) => {
    await installed();
    await bench.hand().fault({ ...ofAnswer, function: "chatops", ...fault });
    await say("lin", asked);
    expect((await words()).join()).toContain("It is not known whether this was taken");
    expect((await bench.callsOf("ecs", "RebootInstance")).length).toBe(first);
    await say("lin", asked);
    expect(await effectOf(plain)).toEqual(rebooted);
  },
);

test("a message that comes out of the queue eleven minutes after the one that was said with it is the same wish", async () => {
  const hand = bench.hand();
  await installed();
  await hand.fault({ ...ofAnswer, function: "chatops", effect: "error", status: 403, code: "AccessDenied" });
  await say("lin", asked);
  const first = keyOf();
  await say("lin", asked);
  expect(await effectOf(plain)).toEqual(rebooted);
  await hand.minutes(11);
  await invokeFunction(bench.cloud(), "answer", { verb: "answer", Word: first });
  expect(await lastWords()).toContain("You said the same");
  expect(await effectOf(plain)).toEqual(rebooted);
});

const killed: readonly [string, object][] = [
  ["before the operation was asked for", { ...ofAnswer, effect: "kill-before" }],
  ["after the operation was sent", { ...ofAnswer, effect: "kill-after" }],
  [
    "before its answer was kept",
    { product: "tablestore", action: "UpdateRow", function: "answer", effect: "kill-before" },
  ],
  [
    "after its answer was kept",
    { product: "tablestore", action: "UpdateRow", function: "answer", effect: "kill-after" },
  ],
  ["before the wish was taken", { product: "tablestore", action: "PutRow", function: "answer", effect: "kill-before" }],
  ["after the wish was taken", { product: "tablestore", action: "PutRow", function: "answer", effect: "kill-after" }],
  ["when it has read the word", { product: "tablestore", action: "GetRow", function: "answer", effect: "kill-after" }],
];

test.each(killed)(
  "answer is killed %s: the operation is done once, and its answer comes by the queue",
  async (_, fault) => {
    await installed();
    await bench.hand().fault(fault);
    await say("lin", asked);
    expect(await words()).toEqual([]);
    await bench.hand().advance(1_000);
    await bench.hand().idle();
    expect(await effectOf(plain)).toEqual(rebooted);
    expect(await words()).toEqual([expect.stringMatching(taken)]);
  },
);

const untaken: readonly [string, object][] = [
  ["500", { effect: "error", status: 500 }],
  ["too many messages", { effect: "throttle" }],
  ["a redirect", { effect: "error", status: 302 }],
  ["a page of a gateway", { effect: "garbage", status: 200 }],
  ["nothing", { effect: "not-applied" }],
];

test.each(untaken)(
  "the platform answers %s to an answer: the queue brings it again, and the operation is done once",
  async (_, fault) => {
    await installed();
    await bench.hand().fault({ product: "dingtalk", action: "SendBySession", times: 2, ...fault });
    await say("lin", asked);
    for (const ms of [1_000, 2_000]) {
      expect(await words()).toEqual([]);
      await bench.hand().advance(ms);
      await bench.hand().idle();
    }
    expect(await effectOf(plain)).toEqual(rebooted);
    expect(await words()).toEqual([expect.stringMatching(taken)]);
    expect(await bench.callsOf("ecs", "RebootInstance")).toHaveLength(1);
  },
);

test("answer runs twice at once for one word: one operation, and each run has an answer to tell", async () => {
  const hand = bench.hand();
  await installed();
  await hand.fault({ ...ofAnswer, effect: "freeze", ms: 10_000 });
  await hand.chat.say("lin", asked);
  await hand.quiet();
  await invokeFunction(bench.cloud(), "answer", { verb: "answer", Word: keyOf() });
  await hand.advance(10_000);
  await hand.idle();
  expect(await bench.callsOf("ecs", "RebootInstance")).toHaveLength(1);
  expect(await words()).toHaveLength(2);
});

test("a run that was refused and wakes late gives no wish back that another run of its word has carried out", async () => {
  const hand = bench.hand();
  const people = (roles: readonly string[]) => ({
    people: [{ name: "lin", roles, is: ["dingtalk:ding0corp/lin"] }],
    asking: {},
  });
  await installed(people(["viewer"]));
  await hand.fault({ product: "tablestore", action: "UpdateRow", function: "answer", effect: "freeze", ms: 10_000 });
  await hand.chat.say("lin", asked);
  await hand.quiet();
  await installed(people(["caller"]));
  await invokeFunction(bench.cloud(), "answer", { verb: "answer", Word: keyOf() });
  await hand.advance(10_000);
  await hand.minutes(4);
  await say("lin", asked);
  expect(await lastWords()).toContain("You said the same");
  expect(await effectOf(plain)).toEqual(rebooted);
});

/** `answer` has 60 s, and two clocks may differ by 30: nothing that took a word is at work after so many milliseconds. */
const surelyOver = 91_000;

const stores: readonly [string, object, RegExp][] = [
  ["is asked who may", { action: "GetRow", skip: 1 }, /cannot be reached.*Say the same again in a minute/],
  ["takes the wish", { action: "PutRow" }, /cannot be reached.*Say the same again in a minute/],
  ["keeps the answer", { action: "UpdateRow" }, taken],
];

test.each(stores)(
  "the store is down when it %s: who asked hears of it, and the same once more is done once",
  async (_, call, told) => {
    const hand = bench.hand();
    await installed();
    await hand.fault({ product: "tablestore", function: "answer", ...down, ...call });
    await say("lin", asked);
    expect(await words()).toEqual([expect.stringMatching(told)]);
    await hand.clearFaults();
    await hand.advance(surelyOver);
    await say("lin", asked);
    expect(await effectOf(plain)).toEqual(rebooted);
  },
);

test("an operation's function that does not answer is not called undone", async () => {
  await installed();
  await bench.hand().fault({ ...ofAnswer, effect: "lost-reply" });
  await say("lin", asked);
  expect(await lastWords()).toContain("It may have begun");
  expect(await lastWords()).not.toMatch(/changed nothing|Nothing was/);
  await bench.hand().advance(surelyOver);
  await say("lin", asked);
  expect((await words()).filter((text) => text.startsWith("@lin")).at(-1)).toMatch(taken);
  expect(await effectOf(plain)).toEqual(rebooted);
});

test("a token that the platform does not know any more is asked for anew", async () => {
  const hand = bench.hand();
  await installed({ mode: "ask" });
  await hand.raise(plain);
  await hand.minutes(3);
  const asked = async () => (await bench.callsOf("dingtalk", "GetAccessToken")).length;
  const before = await asked();
  await hand.fault({
    product: "dingtalk",
    action: "UpdateCard",
    effect: "error",
    status: 401,
    code: "InvalidAuthentication",
  });
  await click("0123", "approve");
  expect((await asked()) - before).toBe(1);
  await hand.advance(1_000);
  await hand.idle();
  expect((await asked()) - before).toBe(2);
  expect((await card()).data["state"]).toContain("dingtalk:ding0corp/0123");
});
