import { expect, onTestFinished, test } from "vitest";
import { createCloud } from "../cloud/cloud.ts";
import { createHand } from "../hand.ts";
import { httpTrigger, writeProject } from "./fc-bench.ts";
import { settled } from "./settled.ts";

/** Answers over HTTP with what it was asked at, and hangs when asked to. */
const chatops = {
  code: `
    exports.handler = async (payload) => {
      const { rawPath, body, headers } = JSON.parse(payload.toString());
      const { text } = JSON.parse(body);
      if (text.content === " hang") await new Promise(() => setInterval(() => undefined, 1_000));
      const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const said = rawPath + text.content + (lower.sign === undefined ? "" : ", signed");
      return { statusCode: 200, isBase64Encoded: false, headers: {}, body: JSON.stringify({ msgtype: "text", text: { content: said } }) };
    };`,
  props: { triggers: [httpTrigger(["POST"])] },
};

async function createFunctionBench() {
  const serverlessYaml = writeProject({ chatops, other: chatops });
  const cloud = await createCloud({ port: 0, serverlessYaml });
  onTestFinished(cloud.close);
  const hand = createHand(cloud);
  const answered = async () => (await hand.chat.read()).conversations[0]?.messages.map(({ text }) => text);
  return { hand, answered };
}

test("what people say comes to the function chatops, and its answer is said in the conversation", async () => {
  const { hand, answered } = await createFunctionBench();
  expect(await hand.chat.say("lin", "status")).toMatchObject([{ status: 200, answer: "a message" }]);
  expect(await answered()).toEqual(["status", "/dingtalk status, signed"]);
  expect((await hand.chat.read()).receiver).toBe("chatops");
});

test("it comes to another function if that is wanted, and to none that is not there", async () => {
  const { hand } = await createFunctionBench();
  await hand.chat.sendTo("other");
  expect(await hand.chat.say("lin", "status")).toMatchObject([{ status: 200 }]);
  await hand.chat.sendTo("nobody");
  expect(await hand.chat.say("lin", "status")).toMatchObject([{ status: 404, isAcknowledged: false }]);
  await expect(hand.chat.sendTo("http://example.com")).rejects.toThrow(/receiver: must be a function, or/);
});

test("a function that hangs when the world is reset has answered nothing in the new one", async () => {
  const { hand } = await createFunctionBench();
  const hanging = hand.chat.say("lin", "hang");
  await settled(async () => expect((await hand.work()).work.running).toBe(1));
  await hand.reset();
  expect(await hanging).toMatchObject([{ status: 502, isAcknowledged: false }]);
  expect(await hand.chat.read()).toMatchObject({ conversations: [], callbacks: [] });
});
