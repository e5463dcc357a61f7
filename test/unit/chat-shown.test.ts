import Table from "cli-table3";
import { expect, test } from "vitest";
import type { Message } from "../cloud/dingtalk/chat.ts";
import { shown } from "../cloud/dingtalk/shown.ts";
import { widthOf, wrapped } from "../cloud/dingtalk/width.ts";

const message = (said: Partial<Message>): Message => ({
  ...{ seq: 1, at: "2026-11-21T04:05:06.000Z", by: "robot", way: "said", kind: "text" },
  ...{ title: null, text: "", card: null, ...said },
});

const buttons = JSON.stringify([
  { id: "approve", text: "同意", params: { op: "op-1" } },
  { id: "deny", text: "拒绝" },
]);

const card = (data: Readonly<Record<string, string>>) => ({
  ...{ outTrackId: "op-1", routeKey: "ding0cards", data, privateData: {}, updates: [] },
});

const conversation = (...messages: readonly Message[]) => ({
  ...{ id: "cid0group==", kind: "group" as const, title: "值班", messages: [...messages] },
});

test("a conversation is who said what, and a card is a box with numbered buttons", () => {
  const data = { title: "重启 i-1", state: "asked", text: "Two disks 会丢失数据 if it is redeployed", buttons };
  const view = {
    conversations: [
      conversation(message({ by: "lin", text: "重启 i-1" }), message({ kind: "card", card: "op-1" })),
      {
        ...conversation(message({ kind: "markdown", title: "Code", text: "### Code\n1234" })),
        kind: "person" as const,
        title: "lin",
      },
    ],
    cards: [card(data)],
  };
  expect(shown(view, { columns: 36 })).toBe(
    [
      "── 值班 ────────────────────────────",
      "04:05:06 lin:",
      "  重启 i-1",
      "04:05:06 robot:",
      "  ┌────────────────────────────────┐",
      "  │ 重启 i-1 · asked               │",
      "  ├────────────────────────────────┤",
      "  │ Two disks 会丢失数据 if it is  │",
      "  │ redeployed                     │",
      "  ├────────────────────────────────┤",
      "  │ [1] 同意   [2] 拒绝            │",
      "  └────────────────────────────────┘",
      "",
      "── lin ↔ robot ─────────────────────",
      "04:05:06 robot:",
      "  ### Code",
      "  1234",
    ].join("\n"),
  );
});

test("a card is shown as it is now, and one with nothing in it by its id", () => {
  const view = (data: Readonly<Record<string, string>>) => ({
    conversations: [conversation(message({ kind: "card", card: "op-1" }))],
    cards: [card(data)],
  });
  expect(shown(view({}), { columns: 20 }).split("\n").slice(2)).toEqual([
    "  ┌────────────────┐",
    "  │ op-1           │",
    "  └────────────────┘",
  ]);
  expect(shown(view({ title: "Done", buttons: "no JSON" }), { columns: 20 })).toContain("│ Done           │");
});

test.each(["plain", "中文 and more", "ｆｕｌｌ，width。", "한국어", "カタカナ", "é combined"])(
  "%s is as wide as a table of the terminal has it",
  (text) => {
    const table = new Table({ style: { head: [], border: [] } });
    table.push([text]);
    const [top = ""] = table.toString().split("\n");
    expect(widthOf(text)).toBe(top.length - 4);
  },
);

test("a line is broken at a space, or within Chinese and long words, and loses nothing", () => {
  expect(wrapped("reboot the machine", 10)).toEqual(["reboot the", "machine"]);
  expect(wrapped("重启这台机器吧", 5)).toEqual(["重启", "这台", "机器", "吧"]);
  expect(wrapped("i-bp1isolated0001", 8)).toEqual(["i-bp1iso", "lated000", "1"]);
  expect(wrapped("a\n\nb", 8)).toEqual(["a", "", "b"]);
});

test("it has no colours, whoever asks", () => {
  const view = { conversations: [conversation(message({ text: "hello" }))], cards: [] };
  expect(shown(view)).not.toContain("\u001b");
});
