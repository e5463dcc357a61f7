import { expect, test } from "vitest";
import { invokeFunction } from "../invoke.ts";
import { createBench, plain } from "./bench.ts";
import { clickOf, createDeliveries } from "./chat-deliveries.ts";
import { createChatters } from "./chatters.ts";

const bench = createBench();
const { installed, say, click, codeOf, lastWords, card, keyOf, effectOf } = createChatters(bench);
const { signing, deliver } = createDeliveries(bench);

const stopped = "i-bp1stopped0002";
const local = "i-bp1local0001";
const image = "aliyun_3_x64_20G_alibase_20261001.vhd";
const replacing = `replace-system-disk ${stopped} --image ${image} --confirm 0002 --reason "the disk is broken"`;

type Buttons = readonly { readonly id: string; readonly params: Readonly<Record<string, string>> }[];

/** What the card's buttons bring, as they are now. */
const paramsOf = async (id: string) =>
  (JSON.parse((await card()).data["buttons"] ?? "[]") as Buttons).find((button) => button.id === id)?.params ?? {};

/** A click on a button that the card had before; the body names another card, which counts for nothing. */
const clickOld = async (as: string, params: object) => {
  const s = await signing();
  return deliver("/dingtalk/card", s.card(), clickOf(s, params, { userId: as }));
};

test("a yes to a loss takes its code as well while a function looks at the operation once more", async () => {
  const hand = bench.hand();
  await installed();
  await say("lin", replacing);
  await hand.minutes(2);
  const key = keyOf();
  const at = { product: "ecs", action: "DescribeInstances", function: "replace-system-disk" };
  await hand.fault({ ...at, effect: "freeze", ms: 10_000 });
  const looked = invokeFunction(bench.cloud(), "replace-system-disk", { operation: "ReplaceSystemDisk", word: key });
  await hand.quiet();
  await hand.chat.click("wei", (await card()).outTrackId, "approve");
  await hand.quiet();
  expect(await codeOf("wei")).toHaveLength(1);
  await hand.advance(10_000);
  await looked;
  await say("lin", "asks");
  expect(await lastWords()).toContain("0 of 2 said yes");
});

/** A machine whose disks are asked about, and then swapped: another question is open than the first card showed. */
async function askedAnew(id: "approve" | "deny") {
  const hand = bench.hand();
  await installed({ asking: { approvals: { localDisks: 1 } } });
  await hand.raise(local);
  await hand.minutes(3);
  const old = await paramsOf(id);
  await click("lin", "approve");
  const [code = ""] = await codeOf("lin");
  await hand.swapDisk(local);
  await say("lin", `approve ${old["op"]} ${code} --reason "it may lose them"`);
  await hand.minutes(4);
  const { op, ask } = await paramsOf(id);
  expect([op, ask]).toEqual([old["op"], expect.stringMatching(/^2-/)]);
  return { old, code, op, ask };
}

test("a no on an old card is told what is asked now, and ends nothing", async () => {
  const { old, ask } = await askedAnew("deny");
  await clickOld("wei", old);
  expect((await card()).data["state"]).toContain(`What is asked now is ${ask}`);
  await say("lin", "asks");
  expect(await lastWords()).toContain("1 question is open");
});

test("a code is worth nothing for the question that follows, nor for the same one after 20 minutes", async () => {
  const { code, op } = await askedAnew("approve");
  await say("lin", `approve ${op} ${code} --reason "these disks as well"`);
  expect(await lastWords()).toMatch(new RegExp(`Forbidden.WrongCode[\\s\\S]*approve ${op} --reason`));
  await click("lin", "approve");
  const fresh = (await codeOf("lin")).at(-1);
  expect(fresh).not.toBe(code);
  await bench.hand().minutes(21);
  await say("lin", `approve ${op} ${fresh} --reason "these disks, late"`);
  expect(await lastWords()).toContain("Forbidden.WrongCode");
  expect(await bench.sends(local)).toEqual([]);
});

test("who has said yes and leaves the policy before it is sent has said nothing", async () => {
  const hand = bench.hand();
  await installed({ mode: "ask" });
  await hand.raise(plain);
  await hand.minutes(3);
  await say("wei", `pause --why "the network is down"`);
  await click("lin", "approve");
  await installed({
    mode: "ask",
    people: [{ name: "wei", roles: ["approver", "operator"], is: ["dingtalk:ding0corp/wei"] }],
    asking: {},
  });
  await say("wei", `resume --why "it is back"`);
  await hand.minutes(5);
  expect(await bench.sends(plain)).toEqual([]);
  expect(await effectOf(plain)).toEqual({});
});

test("who asked and leaves the policy is not waited for: others may say yes, and nothing is sent", async () => {
  const hand = bench.hand();
  await installed({ asking: { approvals: { systemDisk: 1 } } });
  await say("lin", replacing);
  await hand.minutes(2);
  await installed({ people: [{ name: "wei", roles: ["approver"], is: ["dingtalk:ding0corp/wei"] }], asking: {} });
  await click("wei", "approve");
  const [code] = await codeOf("wei");
  await say("wei", `approve ${(await card()).outTrackId} ${code} --reason "it is broken"`);
  await hand.minutes(5);
  expect(await effectOf(stopped)).toEqual({});
});
