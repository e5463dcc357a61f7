import { expect, test } from "vitest";
import { createBench, plain } from "./bench.ts";
import { createChatters, isAcknowledged } from "./chatters.ts";

const bench = createBench();
const { installed, say, click, codeOf, words, lastWords, card, effectOf } = createChatters(bench);

const stopped = "i-bp1stopped0002";
const image = "aliyun_3_x64_20G_alibase_20261001.vhd";
const replacing = `更换系统盘 ${stopped} --镜像 ${image} --确认 0002 --原因 "系统盘已损坏"`;

test("a bot is asked in Chinese for a new system disk: two people approve, one clicks twice, the disk changes once, the card shows it", async () => {
  await installed();
  await say("lin", replacing);
  expect(await lastWords()).toContain("等待人同意");
  await bench.hand().minutes(2);
  expect((await card()).data["title"]).toContain("更换系统盘需要 2 人同意");

  await click("lin", "approve", { times: 2, newIds: true });
  const [first, second] = await codeOf("lin");
  expect(second ?? first, "each click is the same wish: one code").toBe(first);
  expect((await card()).data["state"]).toContain("尚未做任何更改");
  const id = (await card()).outTrackId;
  await say("lin", `批准 ${id} ${first} --原因 "可以更换系统盘"`);
  await say("lin", `批准 ${id} ${first} --原因 "可以更换系统盘"`);
  await bench.hand().minutes(2);
  expect(await effectOf(stopped), "one person is one of two, however often").toEqual({});

  await say("wei", `批准 ${id} ${first} --原因 "可以更换系统盘"`);
  expect(await lastWords(), "another person's code").toContain("Forbidden.WrongCode");
  await click("wei", "approve");
  const [weis] = await codeOf("wei");
  await say("wei", `批准 ${id} ${weis} --原因 "可以更换系统盘"`);
  await bench.hand().minutes(20);
  expect(await effectOf(stopped)).toEqual({ ReplaceSystemDisk: 1 });
  expect((await card()).data["title"]).toContain("已证实");
  expect((await card()).data["buttons"]).toBe("[]");
});

test("a word costs one write of the store and one invocation, before the platform has its answer", async () => {
  await installed();
  const isOfDoor = ({ function: caller }: { readonly function: string | null }) => caller === "chatops";
  await say("lin", "status");
  const calls = [...(await bench.callsOf("tablestore")), ...(await bench.callsOf("fc"))].filter(isOfDoor);
  expect(calls.map(({ action }) => action)).toEqual(["PutRow", "InvokeFunction"]);
});

test("a message that comes eleven times with new ids is one command, and its repeats are told what came of it", async () => {
  await installed();
  await bench.hand().raise(plain);
  await say("lin", `redeploy ${plain} --reason "its host is failing"`, { times: 11, newIds: true });
  expect(await bench.sends(plain)).toHaveLength(1);
  await bench.hand().minutes(8); // what found no instance free comes again from the queue
  expect(await bench.sends(plain)).toHaveLength(1);
  const repeats = (await words()).filter((text) => text.startsWith("@lin You said the same"));
  expect(repeats.length, "but for what is still in the queue").toBeGreaterThanOrEqual(8);
  await say("lin", `redeploy ${plain} --reason "its host is failing"`);
  expect(await lastWords()).toMatch(/It was done once\. What came of it:[\s\S]*t-bp1000000001[\s\S]*--again/);
});

test("a pair of headers is good for the body that it came with, and for no other", async () => {
  await installed();
  await bench.hand().raise(plain);
  const [asked] = await say("lin", `redeploy ${plain} --reason "its host is failing"`);
  await bench.hand().raise("i-bp1plain0002");
  const { seq = 0 } = asked ?? {};
  const stolen = await say("wei", `pause --why "the network is down"`, { headersOf: seq });
  const other = await say("lin", `redeploy i-bp1plain0002 --reason "its host is failing"`, { headersOf: seq });
  expect([...stolen, ...other].map(({ status }) => status)).toEqual([401, 401]);
  expect(await bench.sends("i-bp1plain0002")).toEqual([]);
  expect(bench.logs.join("\n")).toContain('"code":"replayed"');
});

test("a click's pair of headers with another person in the body approves nothing", async () => {
  await installed({ mode: "ask" });
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.minutes(3);
  const [clicked] = await click("0123", "approve");
  expect((await card()).data["state"], "a stranger to the policy").toContain("dingtalk:ding0corp/0123");
  const replayed = await click("lin", "approve", { headersOf: clicked?.seq ?? 0 });
  expect(replayed.map(({ status }) => status)).toEqual([401]);
  await hand.minutes(3);
  expect(await bench.sends(plain)).toEqual([]);
  expect((await click("lin", "approve")).every(isAcknowledged)).toBe(true);
  const [code] = await codeOf("lin");
  await hand.minutes(2);
  expect(await bench.sends(plain), "a click is no yes yet: the name in a body proves nobody").toEqual([]);
  await say("lin", `approve ${(await card()).outTrackId} ${code} --reason "it may go"`);
  await hand.minutes(1);
  await click("wei", "deny");
  expect((await card()).data["state"], "a late click is told who decided").toContain("lin");
  await hand.minutes(3);
  expect(await bench.sends(plain)).toHaveLength(1);
});
