import fc from "fast-check";
import { expect, test } from "vitest";
import { readClick } from "../../shared/chat/dingtalk/read-click.ts";
import { readSaid } from "../../shared/chat/dingtalk/read-said.ts";

const place = { corpId: "ding0corp", robotCode: "dingrobot1" };

/** As the document has it, and longer than what is read. */
const message = {
  msgtype: "text",
  text: { content: " status" },
  msgId: "msg0abc==",
  createAt: 1_796_000_000_000,
  conversationType: "2",
  conversationId: "cid0abc==",
  conversationTitle: "oncall",
  senderId: "$:LWCP_v1:$abc",
  senderNick: "lin",
  senderCorpId: "ding0corp",
  senderStaffId: "0123",
  isAdmin: true,
  isInAtList: true,
  atUsers: [{ dingtalkId: "$:LWCP_v1:$bot" }],
  chatbotCorpId: "ding0corp",
  chatbotUserId: "$:LWCP_v1:$bot",
  robotCode: "dingrobot1",
  sessionWebhook: "https://oapi.dingtalk.com/robot/sendBySession?session=abc",
  sessionWebhookExpiredTime: 1_796_001_200_000,
  senderPlatform: "Mac",
};

const click = {
  type: "actionCallback",
  outTrackId: "card-1",
  corpId: "ding0corp",
  userId: "0123",
  content: JSON.stringify({ cardPrivateData: { actionIds: ["approve"], params: { op: "1", act: "approve" } } }),
};

const bytes = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value));
const saidIn = (changes: object) => readSaid(bytes({ ...message, ...changes }), place);
const clickIn = (changes: object) => readClick(bytes({ ...click, ...changes }), place);

test("a message says who, what and where, and nothing that its author chose as a name", () => {
  expect(saidIn({})).toEqual({
    said: {
      person: "dingtalk:ding0corp/0123",
      text: " status",
      messageId: "msg0abc==",
      conversation: "cid0abc==",
      sentAtMs: 1_796_000_000_000,
      answerTo: { url: "https://oapi.dingtalk.com/robot/sendBySession?session=abc", untilMs: 1_796_001_200_000 },
    },
  });
});

test("a message without a place for answers is taken, and one with half of it has none", () => {
  const { sessionWebhook: _, ...without } = message;
  expect(readSaid(bytes(without), place)).not.toHaveProperty("said.answerTo");
  expect(readSaid(bytes(without), place)).toHaveProperty("said.person");
  expect(saidIn({ sessionWebhookExpiredTime: "soon" })).not.toHaveProperty("said.answerTo");
});

type Case = readonly [what: string, changes: object, unread: string];

const refused: readonly Case[] = [
  ["a picture", { msgtype: "picture", text: undefined }, "notText"],
  ["a text that is none", { text: undefined }, "notText"],
  ["rich text", { msgtype: "richText" }, "notText"],
  ["somebody of another organisation, without an account", { senderStaffId: "" }, "unnamed"],
  ["somebody without an account", { senderStaffId: undefined }, "unnamed"],
  ["somebody without an organisation", { senderCorpId: "" }, "unnamed"],
  ["somebody of another organisation", { senderCorpId: "ding1other" }, "misplaced"],
  ["another organisation's robot", { chatbotCorpId: "ding1other" }, "misplaced"],
  ["another robot", { robotCode: "dingrobot2" }, "misplaced"],
  ["an account with a slash, which would be another's", { senderStaffId: "x/0123" }, "unfit"],
  ["an account with a colon", { senderStaffId: "0123:" }, "unfit"],
  ["an account that is too long", { senderStaffId: "0".repeat(65) }, "unfit"],
  ["an account with a line break", { senderStaffId: "0123\n" }, "unfit"],
  ["an account that is a number", { senderStaffId: 123 }, "unreadable"],
  ["a message without an id", { msgId: "" }, "unreadable"],
  ["a text of 17,000 characters", { text: { content: "x".repeat(17_000) } }, "unreadable"],
  ["a body of 40,000 bytes", { senderNick: "x".repeat(40_000) }, "tooLarge"],
];

test.each(refused)("%s is refused", (_, changes, unread) => {
  expect(saidIn(changes)).toEqual({ unread });
});

test("a robot that is made in a group has no code", () => {
  const { robotCode: _, ...without } = message;
  expect(readSaid(bytes(without), place)).toHaveProperty("said.person");
  expect(readSaid(bytes(message), { ...place, robotCode: undefined })).toHaveProperty("said.person");
});

test("a body that names somebody twice is refused, since parsers differ on which one counts", () => {
  const twice = JSON.stringify(message).replace('"senderStaffId":"0123"', '"senderStaffId":"0123","senderStaffId":"9"');
  expect(readSaid(bytes(twice), place)).toEqual({ unread: "unreadable" });
  expect(readSaid(bytes(twice.replace('"senderStaffId":"9"', '"sender\\u0053taffId":"9"')), place)).toEqual({
    unread: "unreadable",
  });
});

test("a click says who, and what the button brings", () => {
  expect(clickIn({})).toEqual({
    click: { person: "dingtalk:ding0corp/0123", button: { op: "1", act: "approve" } },
  });
});

const inner = (cardPrivateData: object) => ({ content: JSON.stringify({ cardPrivateData }) });
const refusedClicks: readonly Case[] = [
  ["another callback", { type: "openCallback" }, "unreadable"],
  ["another organisation's card", { corpId: "ding1other" }, "misplaced"],
  ["nobody's click", { userId: "" }, "unnamed"],
  ["somebody with a slash", { userId: "a/b" }, "unfit"],
  ["content that is no text", { content: {} }, "unreadable"],
  ["content that is no JSON", { content: "{" }, "unreadable"],
  ["a click on nothing", inner({ actionIds: [], params: {} }), "unreadable"],
  ["a parameter that is no text", inner({ actionIds: ["a"], params: { op: 1 } }), "unreadable"],
  ["too long a parameter", inner({ actionIds: ["a"], params: { op: "x".repeat(513) } }), "unreadable"],
  [
    "too many parameters",
    inner({ actionIds: ["a"], params: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`p${at}`, ""])) }),
    "unreadable",
  ],
];

test.each(refusedClicks)("%s is refused as a click", (_, changes, unread) => {
  expect(clickIn(changes)).toEqual({ unread });
});

test("no body whatever breaks a reader", () => {
  const json = fc.oneof(fc.json({ maxDepth: 4 }), fc.string(), fc.constantFrom("{", "null", "[]", '{"__proto__":{}}'));
  const edit = fc.record({ at: fc.nat(2_000), put: fc.string({ maxLength: 4 }) });
  const edited = fc
    .record({ of: fc.constantFrom(JSON.stringify(message), JSON.stringify(click)), edit })
    .map(({ of, edit: { at, put } }) => `${of.slice(0, at % of.length)}${put}${of.slice((at % of.length) + 1)}`);
  fc.assert(
    fc.property(fc.oneof(json, edited), (text) => {
      for (const read of [readSaid(bytes(text), place), readClick(bytes(text), place)])
        if (!("unread" in read))
          expect("said" in read ? read.said.person : read.click.person).toMatch(/^dingtalk:ding0corp\/[\w.-]{1,64}$/);
    }),
  );
  expect(readSaid(Buffer.from([0xff, 0xfe]), place)).toEqual({ unread: "unreadable" });
});
