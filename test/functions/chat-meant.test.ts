import { expect, test } from "vitest";
import { invokeFunction } from "../invoke.ts";
import { createBench, plain } from "./bench.ts";
import { createDeliveries, message } from "./chat-deliveries.ts";
import { createChatters } from "./chatters.ts";
import { deciding } from "./deciders.ts";

const bench = createBench();
const { installed, say, words, lastWords, effectOf } = createChatters(bench);
const { signing, deliver, stored } = createDeliveries(bench);

const asked = `reboot ${plain} --reason "it hangs since noon"`;
const pauses = async () => {
  const { body } = await invokeFunction(bench.cloud(), "console", { verb: "status" });
  return ((body as { readonly Pauses?: readonly { readonly Why: string }[] }).Pauses ?? []).map(({ Why }) => Why);
};

test("once more is once more, however often the message comes that says so", async () => {
  await installed();
  await say("lin", asked);
  await bench.hand().minutes(4);
  await say("lin", `${asked} --again`, { times: 11, newIds: true });
  await bench.hand().minutes(4);
  await say("lin", `${asked} --again`);
  expect(await effectOf(plain)).toEqual({ RebootInstance: 2 });
});

test("a word that lay in the queue for 16 minutes is not carried out, whatever it says", async () => {
  const hand = bench.hand();
  await installed();
  await say("wei", `pause --reason "the network is down"`);
  const read = { product: "tablestore", action: "GetRow", function: "answer" };
  await hand.fault({ ...read, effect: "freeze", ms: 16 * 60_000 });
  await hand.chat.say("wei", `resume --reason "the network is back"`);
  await hand.quiet();
  await hand.advance(16 * 60_000);
  await hand.idle();
  expect((await words()).join()).toContain("OperationExpired");
  await say("lin", "status");
  expect(await lastWords()).toMatch(/Paused: .*the network is down/);
});

test("a resume that the queue brings once more ends no pause that somebody has said since", async () => {
  const hand = bench.hand();
  await installed();
  await say("wei", `pause --reason "the network is down"`);
  await hand.fault({ product: "tablestore", action: "UpdateRow", function: "answer", effect: "kill-after" });
  await say("wei", `resume --reason "the network is back"`);
  expect(await pauses()).toEqual([]);
  await hand.advance(500);
  await invokeFunction(bench.cloud(), "console", { verb: "pause", Why: "a fire" });
  await hand.advance(500);
  await hand.idle();
  expect(await lastWords()).toContain("Nothing was paused");
  expect(await pauses()).toEqual(["a fire"]);
});

test("a delivery that comes again does not make a word younger", async () => {
  const hand = bench.hand();
  await installed();
  const [first] = await say("lin", asked);
  const written = async () =>
    (await bench.callsOf("tablestore", "PutRow"))
      .filter((call) => call.function === "chatops")
      .map(({ params }) => /askedAtMs\W+(\d{13})/.exec(JSON.stringify(params))?.[1]);
  const before = await written();
  await hand.advance(60_000);
  await say("lin", asked, { headersOf: first?.seq ?? 0 });
  expect(before[0]).toBeDefined();
  expect(new Set(await written()).size).toBe(1);
});

test("a message that the platform signs anew an hour after it was said does nothing", async () => {
  await installed();
  const s = await signing();
  const body = message(s, asked, { createAt: s.nowMs - 60 * 60_000 });
  expect((await deliver("/dingtalk", s.robot(), body)).status).toBe(200);
  expect(await effectOf(plain)).toEqual({});
  expect(await lastWords()).toContain("OperationExpired");
});

test("what was refused is tried as soon as it is said again, and done once", async () => {
  await installed();
  await say("wei", `pause --reason "the network is down"`);
  await say("lin", asked);
  expect(await lastWords()).toContain("OperationPaused");
  await say("wei", `resume --reason "the network is back"`);
  await say("lin", asked);
  await say("lin", asked);
  expect(await lastWords()).toContain("You said the same");
  expect(await effectOf(plain)).toEqual({ RebootInstance: 1 });
});

test("a verdict takes a code of its own, which is worth nothing for another verdict", async () => {
  await installed();
  const op = "150dc535e4af49dc8c1d3f6b5a2e7f90";
  const verdict = (is: string, code = "") =>
    say(
      "wei",
      `resolve ${op} ${plain} ${code} --verdict ${is} --looked-at 2026-11-21T04:05:06Z --reason "seen in ActionTrail"`,
    );
  await verdict("happened");
  const told = (await words()).join("\n");
  expect(told).toContain("Nothing was changed yet");
  const [, code = ""] = new RegExp(`resolve ${op} ${plain} ([0-9A-Z]{8}) --verdict happened`).exec(told) ?? [];
  expect(code).toHaveLength(8);
  await verdict("did-not-happen", code);
  expect(await lastWords()).toContain("Forbidden.WrongCode");
  await verdict("happened", code);
  expect(await lastWords()).toContain("InvalidOperationId.NotFound"); // it came to the verb
});

test("a command for this region is taken, and one for another is refused", async () => {
  await installed();
  await say("lin", `reboot ${plain} --region cn-beijing --reason "it hangs since noon"`);
  expect(await lastWords()).toContain("this stack serves cn-hangzhou only");
  expect(await effectOf(plain)).toEqual({});
  await say("lin", `reboot ${plain} --region cn-hangzhou --reason "it hangs since noon"`);
  expect(await effectOf(plain)).toEqual({ RebootInstance: 1 });
});

test.each(["plain0001", "10.0.0.1", "edgeplain00000000000001"])(
  "a machine that is called %s is shown, and nothing is done to it",
  async (called) => {
    await installed();
    await say("lin", `reboot ${called} --reason "it hangs since noon"`);
    expect(await lastWords()).toMatch(/is this machine\. Nothing was done yet/);
    expect(await bench.callsOf("ecs", "RebootInstance")).toEqual([]);
    await say("lin", `instance ${called}`);
    expect(await lastWords()).toContain("Nothing was ever asked for i-");
  },
);

test("somebody of no policy learns nothing of a machine, and is told once how they are known", async () => {
  await installed();
  await say("0123", "instance plain0001");
  expect(await words()).toEqual([expect.stringContaining("dingtalk:ding0corp/0123")]);
  expect((await bench.callsOf("ecs")).filter((call) => call.function === "answer")).toEqual([]);
});

test("no secret, no session and no code stands in a log or in what others can read", async () => {
  await installed();
  await say("lin", asked);
  const { settings } = await bench.hand().world();
  const { appSecret, cardSecret } = settings.dingtalk;
  const lines = bench.logs.join("\n");
  for (const secret of [appSecret, cardSecret, "session="]) expect(lines).not.toContain(secret);
});

test.each(["policy apply", "policy rollback", "acts"])(
  "a word that was written by hand has no verb that the grammar has not: %s",
  async (verb) => {
    await installed();
    const wish = {
      verb,
      language: "en",
      to: { verb },
      args: { Serial: 1, Why: "mine", Products: [] },
      again: false,
    } as const;
    const [person, conversation, askedAtMs] = ["dingtalk:ding0corp/owner", "none", bench.cloud().clock.nowMs()];
    await bench.hand().policy(deciding({ people: [{ name: "owner", roles: ["owner"], is: [person] }] }));
    await stored().writeWord("0".repeat(32), "hash", { person, conversation, askedAtMs, wish });
    const writes = async () => (await bench.callsOf("tablestore", "UpdateRow")).length;
    const before = await writes();
    const { errorType } = await invokeFunction(bench.cloud(), "answer", { verb: "answer", Word: "0".repeat(32) });
    expect([errorType, await writes()]).toEqual([expect.any(String), before]);
  },
);
