import { expect, test } from "vitest";
import { type ChatFacts, chatVerdict } from "../demo/chat-verdict.ts";

const replaced = (seq: number) => ({ seq, action: "ReplaceSystemDisk", instanceId: "i-1" });

/** The first yes comes after call 3, the second one after call 7. */
const well: ChatFacts = {
  changes: [replaced(9)],
  machine: "i-1",
  yesSeqs: [3, 7],
  cardSays: "更换系统盘已完成并已证实",
};

test("one new disk after two people's yes is well", () => {
  expect(chatVerdict(well)).toEqual([]);
});

test.each<[string, Partial<ChatFacts>, string]>([
  ["no disk", { changes: [] }, "i-1 got a new system disk 0 times"],
  ["two disks", { changes: [replaced(9), replaced(10)] }, "i-1 got a new system disk 2 times"],
  ["a disk after one yes", { changes: [replaced(7)] }, "i-1 got its new system disk before two people had said yes"],
  [
    "another machine's disk",
    { changes: [replaced(9), { ...replaced(10), instanceId: "i-2" }] },
    "ReplaceSystemDisk of i-2, which nobody has asked for",
  ],
  [
    "a restart",
    { changes: [replaced(9), { ...replaced(10), action: "RebootInstance" }] },
    "RebootInstance of i-1, which nobody has asked for",
  ],
  ["a card that says nothing", { cardSays: "" }, "the card does not show that it is proved: "],
])("%s is seen", (_, differs, sentence) => {
  expect(chatVerdict({ ...well, ...differs })).toEqual([sentence]);
});
