import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { typed } from "../cli/type.ts";
import { createBench } from "./bench.ts";
import { createChatters } from "./chatters.ts";

const bench = createBench();
const { installed, effectOf } = createChatters(bench);

/** What is waited for is the bot's answer: it takes real time. */
const around = { pause: (ms: number) => setTimeout(ms) };
const chat = (...words: readonly string[]) =>
  typed(["chat", "dingtalk", ...words, "--local", bench.cloud().wireUrl], around);

const stopped = "i-bp1stopped0002";
const image = "aliyun_3_x64_20G_alibase_20261001.vhd";

test("a bot is talked to from the terminal: what is said is answered, and shown as in DingTalk", async () => {
  await installed();
  const { exitCode, out, err } = await chat("我是谁");
  expect([exitCode, err]).toEqual([0, ""]);
  const lines = out.split("\n");
  expect(lines[0]).toMatch(/^── 值班 on call ─+$/);
  expect(lines).toContainEqual(expect.stringMatching(/^\d\d:\d\d:\d\d lin:$/));
  expect(out).toContain("dingtalk:ding0corp/lin");
  expect(out).not.toContain("\u001b");
});

test("a person sees the group and their own chat, and nobody else's", async () => {
  await installed();
  await chat("help", "--to", "person");
  const { out } = await chat("whoami", "--as", "wei", "--to", "person");
  expect(out.match(/^── \S+/gm)).toEqual(["── wei"]);
  expect((await chat("--show")).out.match(/^── \S+/gm)).toEqual(["── lin"]);
  const all = JSON.parse((await chat("--show", "--as", "wei", "--json")).out);
  expect(Object.keys(all).sort()).toEqual(["callbacks", "cards", "conversations", "receiver"]);
});

test("a card is clicked by a button's number or name, and the card shows what came of it", async () => {
  await installed();
  await chat(`更换系统盘 ${stopped} --镜像 ${image} --确认 0002 --原因 "系统盘已损坏"`);
  expect(await chat("--click", "1")).toMatchObject({ exitCode: 2, err: expect.stringMatching(/^No card was shown/) });
  await bench.hand().minutes(2);
  const clicked = await chat("--click", "1");
  expect(clicked.out).toMatch(/│ .*更换系统盘需要 2 人同意.*尚未做任何更改/s);
  expect(clicked.out).toMatch(/\[1\] 同意 Approve {3}\[2\] 拒绝 Deny/);
  expect(clicked.out, "the code came to lin's own chat").toMatch(/── lin ↔ robot[\s\S]*的验证码/);
  expect((await chat("--click", "deny", "--as", "wei")).exitCode).toBe(0);
  await bench.hand().minutes(2);
  expect(await effectOf(stopped)).toEqual({});
});

test.each([
  [["--as", "nobody", "hi"], "as: nobody is called nobody; there are lin, wei, 0123."],
  [["--click", "1", "--card", "op-1"], "click.card: no card op-1 in this world."],
  [["hi", "--show"], /^Say one of these: a text, --click, or --show\./],
  [[], /^Say one of these: a text, --click, or --show\./],
  [["--show", "--card", "op-1"], /^--card says where --click is/],
  [["hi", "--to", "room"], /argument 'room' is invalid\. group or person is possible\./],
] as const)("%j is not usable, and nothing is said", async (words, said) => {
  expect(await chat(...words)).toMatchObject({ exitCode: 2, err: expect.stringMatching(said) });
  expect((await bench.hand().chat.read()).conversations).toEqual([]);
});

test("a bot that does not take a word is no answer", async () => {
  await bench.hand().chat.sendTo("doctor");
  expect(await chat("status")).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/^The function chatops did not (take it \(HTTP \d+\)|answer)\. Nothing was done\./),
  });
});
