import { describe, expect, test } from "vitest";
import { createDingtalkBench, type DingtalkBench, said } from "./dingtalk-bench.ts";

const minuteMs = 60_000;
const ok = { status: 200, body: { errcode: 0, errmsg: "ok" } };
const limited = { status: 200, body: { errcode: 130_101, errmsg: "send too fast" } };
const refused = (errcode: number) => ({ status: 200, body: expect.objectContaining({ errcode }) });

const groupOf = async ({ hand }: DingtalkBench) =>
  (await hand.chat.read()).conversations.flatMap(({ messages }) => messages.map(({ by, text }) => `${by}: ${text}`));

describe("a custom robot", () => {
  test("says a text and markdown in its group", async () => {
    const bench = await createDingtalkBench();
    expect(await bench.custom(said("hello"))).toEqual(ok);
    const at = { atUserIds: ["lin"], isAtAll: false };
    const markdown = { title: "Stopped", text: "@lin i-1 stands" };
    expect(await bench.custom({ msgtype: "markdown", markdown, at })).toEqual(ok);
    expect(await groupOf(bench)).toEqual(["custom robot: hello", "custom robot: @lin i-1 stands"]);
  });

  test.each([
    ["an hour and a second ago", { byMs: -3_601_000 }, 310_000],
    ["an hour and a second ahead", { byMs: 3_601_000 }, 310_000],
    ["with another secret", { secret: "SECother" }, 310_000],
  ])(
    "is not heard if it is signed %s",
    async (_, { byMs = 0, ...how }: { byMs?: number; secret?: string }, errcode) => {
      const bench = await createDingtalkBench();
      const atMs = bench.cloud.clock.nowMs() + byMs;
      expect(await bench.custom(said("hello"), { ...how, atMs })).toEqual(refused(errcode));
      expect(await groupOf(bench)).toEqual([]);
    },
  );

  test("is not heard without its token or a signature, nor with what is no message or too long", async () => {
    const bench = await createDingtalkBench();
    const post = (query: string) => bench.send("POST", `/robot/send?${query}`, said("hello"));
    expect(await post("")).toEqual(refused(40_035));
    expect(await post("access_token=other")).toEqual(refused(300_001));
    expect(await post(`access_token=${bench.settings.customToken}`)).toEqual(refused(310_000));
    expect(await bench.custom("no JSON")).toEqual(refused(40_035));
    expect(await bench.custom({ msgtype: "feedCard", feedCard: { links: [] } })).toEqual(refused(40_035));
    const largest = 20_000 - JSON.stringify(said("")).length;
    expect(await bench.custom(said("x".repeat(largest + 1)))).toEqual(refused(460_101));
    expect(await bench.custom(said("x".repeat(largest)))).toEqual(ok);
    expect(await groupOf(bench)).toHaveLength(1);
  });

  test("is silent for ten minutes after the twenty-first message of a minute", async () => {
    const bench = await createDingtalkBench();
    for (let count = 1; count <= 20; count++) expect(await bench.custom(said(`${count}`))).toEqual(ok);
    expect(await bench.custom(said("21"))).toEqual(limited);
    await bench.cloud.clock.advance(10 * minuteMs - 1);
    expect(await bench.custom(said("22"))).toEqual(limited);
    await bench.cloud.clock.advance(1);
    expect(await bench.custom(said("23"))).toEqual(ok);
    expect(await groupOf(bench)).toHaveLength(21);
  });

  test("may say twenty a minute for ever", async () => {
    const bench = await createDingtalkBench();
    for (let count = 1; count <= 45; count++) {
      expect(await bench.custom(said(`${count}`))).toEqual(ok);
      await bench.cloud.clock.advance(3_000);
    }
  });

  test("flipped: what it says while it is limited makes that longer, and the code is another", async () => {
    const bench = await createDingtalkBench(["dingtalk.limit-silence", "dingtalk.limit-code"]);
    for (let count = 1; count <= 21; count++) await bench.custom(said(`${count}`));
    await bench.cloud.clock.advance(9 * minuteMs);
    expect(await bench.custom(said("22"))).toEqual(refused(410_100));
    await bench.cloud.clock.advance(9 * minuteMs);
    expect(await bench.custom(said("23"))).toEqual(refused(410_100));
    await bench.cloud.clock.advance(10 * minuteMs);
    expect(await bench.custom(said("24"))).toEqual(ok);
  });
});

describe("a session", () => {
  const sessionOf = ({ cloud, heard }: DingtalkBench) => {
    const webhook = new URL(String(heard.at(-1)?.body["sessionWebhook"]));
    expect(webhook.origin).toBe(cloud.wireUrl);
    return `${webhook.pathname}${webhook.search}`;
  };

  test("is where the robot answers, in the conversation that it was told in, until it ends", async () => {
    const bench = await createDingtalkBench();
    await bench.hand.chat.say("lin", "status", { to: "person" });
    const session = sessionOf(bench);
    expect(await bench.send("POST", session, said("all well"))).toEqual(ok);
    expect(await groupOf(bench)).toEqual(["lin: status", "robot: all well"]);
    const endsAtMs = Number(bench.heard[0]?.body["sessionWebhookExpiredTime"]);
    expect(endsAtMs - bench.cloud.clock.nowMs()).toBe(20 * minuteMs);
    await bench.cloud.clock.advance(20 * minuteMs - 1);
    expect(await bench.send("POST", session, said("still"))).toEqual(ok);
    await bench.cloud.clock.advance(1);
    expect(await bench.send("POST", session, said("too late"))).toEqual({
      status: 200,
      body: { errcode: 300_001, errmsg: "session 不存在" },
    });
    expect(await bench.send("POST", "/robot/sendBySession?session=other", said("x"))).toEqual(refused(300_001));
    expect(await groupOf(bench)).toHaveLength(3);
  });

  test("lives 90 minutes if that is flipped", async () => {
    const bench = await createDingtalkBench(["dingtalk.session-life"]);
    await bench.hand.chat.say("lin", "status");
    await bench.cloud.clock.advance(90 * minuteMs - 1);
    expect(await bench.send("POST", sessionOf(bench), said("still"))).toEqual(ok);
  });
});
