import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { cardSignature, robotSignature } from "../cloud/dingtalk/sign.ts";
import {
  cardIn,
  createDingtalkBench,
  createStopwatchBench,
  type DingtalkBench,
  instances,
  said,
} from "./dingtalk-bench.ts";

const hmac = (key: string, text: string) => createHmac("sha256", key).update(text).digest("base64");

const make = (bench: DingtalkBench, more: object = {}) =>
  bench.api("POST", `${instances}/createAndDeliver`, cardIn(bench, more));

test("what DingTalk signs by is what public vectors have", () => {
  expect(robotSignature("appSecret", 1_577_262_236_757)).toBe("2lVzXQzp9C3DiESxeFdaTlE/AksvS3G/C+zoywTn4Wg=");
  expect(cardSignature("mySecret", 1_577_262_236_757)).toBe("YPRwOACkIyAfSkOByibnXwmticUhkII0vLSQrdNiEPE=");
});

test("a conversation is shown as text, in so many columns, as one person sees it", async () => {
  const { hand, cloud } = await createDingtalkBench();
  await hand.chat.say("lin", "status", { to: "person" });
  await hand.chat.say("wei", "help");
  const asked = async (query: string) => {
    const answer = await (await fetch(`${cloud.wireUrl}/_cloud/chat?${query}`)).json();
    return answer as { readonly shown?: string; readonly error?: string }; // as the control answers
  };
  const lines = async (query: string) => (await asked(query)).shown?.split("\n");
  expect(await lines("shown=40&as=wei")).toEqual([
    expect.stringMatching(/^── 值班 on call ─{24}$/),
    expect.stringMatching(/^\d\d:\d\d:\d\d wei:$/),
    "  help",
  ]);
  expect(await lines("shown=40")).toContain("── lin ↔ robot ─────────────────────────");
  expect(await asked("shown=wide")).toEqual({ error: "shown: must be 10 to 999 columns", field: "shown" });
  expect(await asked("shown=40&as=nobody")).toMatchObject({ error: expect.stringContaining("there are lin, wei") });
});

describe("what somebody says", () => {
  test("in the group comes to the robot as documented, signed for the world's time", async () => {
    const bench = await createDingtalkBench();
    await bench.cloud.clock.advance(3_600_000);
    const [callback] = await bench.hand.chat.say("lin", "status i-1");
    const [heard] = bench.heard;
    const atMs = bench.cloud.clock.nowMs();
    const { corpId, robotCode, openConversationId, appSecret } = bench.settings;
    expect(heard?.path).toBe("/dingtalk");
    expect(heard?.headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      timestamp: String(atMs),
      sign: hmac(appSecret, `${atMs}\n${appSecret}`),
    });
    expect(heard?.body).toEqual({
      msgtype: "text",
      text: { content: " status i-1" },
      msgId: callback?.msgId,
      createAt: atMs,
      conversationType: "2",
      conversationId: openConversationId,
      conversationTitle: "值班 on call",
      isInAtList: true,
      atUsers: [{ dingtalkId: expect.any(String) }],
      senderId: expect.stringContaining("$:LWCP_v1:$"),
      senderNick: "林",
      senderCorpId: corpId,
      senderStaffId: "lin",
      isAdmin: false,
      chatbotCorpId: corpId,
      chatbotUserId: expect.any(String),
      robotCode,
      sessionWebhook: expect.stringContaining("/robot/sendBySession?session="),
      sessionWebhookExpiredTime: atMs + 1_200_000,
      senderPlatform: "Mac",
    });
  });

  test("alone with the robot has no mention, and no group", async () => {
    const bench = await createDingtalkBench();
    await bench.hand.chat.say("0123", "状态", { to: "person" });
    expect(bench.heard[0]?.body).toMatchObject({
      text: { content: "状态" },
      conversationType: "1",
      senderStaffId: "0123",
    });
    expect(bench.heard[0]?.body).not.toHaveProperty("conversationTitle");
    expect(bench.heard[0]?.body).not.toHaveProperty("atUsers");
  });

  test("as somebody of another corp has no staff id", async () => {
    const bench = await createDingtalkBench();
    await bench.hand.chat.say("lin", "reboot i-1", { isOutside: true });
    expect(bench.heard[0]?.body).not.toHaveProperty("senderStaffId");
    expect(bench.heard[0]?.body).toMatchObject({ senderNick: "林", senderCorpId: "ding0other" });
    expect((await bench.hand.chat.read()).conversations[0]?.messages).toMatchObject([{ by: "outsider" }]);
  });

  test("is answered in the HTTP answer, if there is a message in it", async () => {
    const bench = await createDingtalkBench();
    bench.answers.next = () => ({ body: said("i-1 runs") });
    await bench.hand.chat.say("lin", "status i-1");
    bench.answers.next = () => ({ body: { errcode: 0 } });
    await bench.hand.chat.say("lin", "status i-2");
    bench.answers.next = () => ({ status: 401, body: said("nobody hears this") });
    await bench.hand.chat.say("lin", "status i-3");
    bench.answers.next = () => ({ body: {} });
    await bench.hand.chat.say("lin", "status i-4");
    const { conversations, callbacks } = await bench.hand.chat.read();
    expect(conversations[0]?.messages.map(({ by, way, text }) => [by, way, text])).toEqual([
      ["lin", "said", "status i-1"],
      ["robot", "answered", "i-1 runs"],
      ["lin", "said", "status i-2"],
      ["lin", "said", "status i-3"],
      ["lin", "said", "status i-4"],
    ]);
    expect(callbacks.map(({ status, isAcknowledged, answer }) => [status, isAcknowledged, answer])).toEqual([
      [200, true, "a message"],
      [200, true, "not understood"],
      [401, false, "nothing"],
      [200, true, "nothing"],
    ]);
  });

  test("is delivered again as it was, or with new ids", async () => {
    const bench = await createDingtalkBench();
    await bench.hand.chat.say("lin", "one", { times: 2 });
    const [first, second] = bench.heard;
    expect([second?.raw, second?.headers["sign"]]).toEqual([first?.raw, first?.headers["sign"]]);
    await bench.hand.chat.say("lin", "two", { times: 3, newIds: true });
    const anew = bench.heard.slice(2);
    expect(new Set(anew.map(({ body }) => body["msgId"])).size).toBe(3);
    expect(new Set(anew.map(({ headers }) => headers["sign"])).size).toBe(3);
    expect((await bench.hand.chat.read()).conversations[0]?.messages).toHaveLength(2);
  });

  test("comes with the headers of an earlier message, or exactly as a tester wants it", async () => {
    const bench = await createDingtalkBench();
    const [callback] = await bench.hand.chat.say("lin", "status i-1");
    await bench.hand.chat.say("wei", "reboot i-1", { headersOf: callback?.seq ?? 0 });
    const [first, reused] = bench.heard;
    expect([reused?.headers["timestamp"], reused?.headers["sign"]]).toEqual([
      first?.headers["timestamp"],
      first?.headers["sign"],
    ]);
    expect(reused?.body).toMatchObject({ senderStaffId: "wei" });
    await bench.hand.chat.say("lin", "?", { raw: { headers: { timestamp: "1" }, body: '{"a":' } });
    expect([bench.heard[2]?.raw, bench.heard[2]?.headers["timestamp"], bench.heard[2]?.headers["sign"]]).toEqual([
      '{"a":',
      "1",
      undefined,
    ]);
  });

  test("in the same moment is signed for two times; flipped, for one", async () => {
    const signs = async (bench: DingtalkBench) => {
      await bench.hand.chat.say("lin", "one");
      await bench.hand.chat.say("wei", "two");
      return new Set(bench.heard.map(({ headers }) => headers["sign"])).size;
    };
    expect(await signs(await createDingtalkBench())).toBe(2);
    const flipped = await createDingtalkBench(["dingtalk.timestamps", "dingtalk.leading-space"]);
    expect(await signs(flipped)).toBe(1);
    expect(flipped.heard[0]?.body).toMatchObject({ text: { content: "one" } });
  });

  test("to nobody who listens is not acknowledged", async () => {
    const bench = await createDingtalkBench();
    await bench.hand.chat.sendTo("http://127.0.0.1:1");
    expect(await bench.hand.chat.say("lin", "status")).toMatchObject([{ status: null, isAcknowledged: false }]);
    await bench.hand.reset();
    expect(await bench.hand.chat.read()).toEqual({
      receiver: bench.address,
      conversations: [],
      cards: [],
      callbacks: [],
    });
  });
});

describe("a click", () => {
  test("comes as documented, signed over the time alone, and what is answered changes the card", async () => {
    const bench = await createDingtalkBench();
    await make(bench);
    const cardData = { cardParamMap: { state: "approved by 林", buttons: "[]" } };
    const options = { updateCardDataByKey: true };
    bench.answers.next = () => ({
      body: { cardUpdateOptions: options, cardData, userPrivateData: { cardParamMap: { own: "yes" } } },
    });
    const [callback] = await bench.hand.chat.click("lin", "op-1", "approve");
    const [heard] = bench.heard;
    const atMs = bench.cloud.clock.nowMs();
    expect(heard?.path).toBe("/dingtalk/card");
    expect(heard?.headers).toMatchObject({
      "x-ddpaas-signature-timestamp": String(atMs),
      "x-ddpaas-signature": hmac(bench.settings.cardSecret, String(atMs)),
    });
    const content = { cardPrivateData: { actionIds: ["approve"], params: { op: "op-1", act: "approve" } } };
    expect(heard?.body).toEqual({
      ...{ type: "actionCallback", outTrackId: "op-1", corpId: "ding0corp", userId: "lin" },
      content: JSON.stringify(content),
    });
    expect(callback).toMatchObject({ card: "op-1", by: "lin", status: 200, isLate: false, answer: "a card's data" });
    const [card] = (await bench.hand.chat.read()).cards;
    expect(card).toMatchObject({
      data: { title: "重启 i-1", state: "approved by 林", buttons: "[]" },
      privateData: { lin: { own: "yes" } },
      updates: [{ way: "CreateAndDeliver" }, { way: "answered", data: cardData.cardParamMap }],
    });
  });

  test("is told by the button's number too, and changes nothing if the answer is empty or none of a card's", async () => {
    const bench = await createDingtalkBench();
    await make(bench);
    await bench.hand.chat.click("wei", "op-1", 2);
    expect(String(bench.heard[0]?.body["content"])).toContain('"actionIds":["deny"]');
    bench.answers.next = () => ({ body: { cardData: { cardParamMap: { count: 1 } } } });
    const [callback] = await bench.hand.chat.click("wei", "op-1", 2, { times: 1 });
    expect(callback?.answer).toBe("not understood");
    expect((await bench.hand.chat.read()).cards[0]?.updates).toHaveLength(1);
  });

  test("knows of a change through the API while it waits, which the document says not to make", async () => {
    const bench = await createDingtalkBench();
    await make(bench);
    const change = () =>
      bench.api("PUT", instances, { outTrackId: "op-1", cardData: { cardParamMap: { state: "run" } } });
    bench.answers.next = async () => {
      await change();
      return {};
    };
    await bench.hand.chat.click("lin", "op-1", "approve");
    await change();
    const [card] = (await bench.hand.chat.read()).cards;
    expect(card?.updates.map(({ isDuringClick }) => isDuringClick)).toEqual([false, true, false]);
  });

  test.each([
    ["another card", "op-2", 1, {}, /no card op-2/],
    ["a button that is not there", "op-1", 3, {}, /has no 3; there is 1 approve, 2 deny/],
    [
      "a card without a list of buttons",
      "op-1",
      1,
      { cardData: { cardParamMap: { buttons: "?" } } },
      /no list of buttons/,
    ],
    ["a card whose clicks go to a stream", "op-1", 1, { callbackType: "STREAM" }, /nobody is told of a click/],
    ["a card with another route", "op-1", 1, { callbackRouteKey: "other" }, /callbackRouteKey ding0cards/],
  ])("on %s is the tester's mistake, and says so", async (_, card, button, more, message) => {
    const bench = await createDingtalkBench();
    await make(bench, more);
    await expect(bench.hand.chat.click("lin", card, button)).rejects.toThrow(message);
    await expect(bench.hand.chat.click("nobody", card, button)).rejects.toThrow(/there are lin, wei, 0123/);
    expect(bench.heard).toEqual([]);
  });

  test("that is answered after two seconds is noted as late", async () => {
    const { dingtalk, makeCard, answerAfter } = await createStopwatchBench();
    await makeCard();
    const order = { as: "lin", times: 1, newIds: false };
    const click = () => dingtalk.click({ ...order, click: { card: "op-1", button: 1 } });
    answerAfter(2_000);
    expect(await click()).toMatchObject([{ ms: 2_000, isLate: false }]);
    answerAfter(2_001);
    expect(await click()).toMatchObject([{ ms: 2_001, isLate: true, isAcknowledged: true }]);
    const said = await dingtalk.say({ ...order, text: "status", to: "group", isOutside: false });
    expect(said).toMatchObject([{ ms: 2_001, isLate: false }]);
  });
});
