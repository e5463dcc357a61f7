import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { sealButton } from "../../shared/chat/dingtalk/button.ts";
import { buttonKeys } from "../../shared/chat/dingtalk/button-keys.ts";
import { createBench, plain } from "./bench.ts";
import { clickOf, createDeliveries, message, type Signing } from "./chat-deliveries.ts";

const bench = createBench();
const { signing, deliver, deeds, stored } = createDeliveries(bench);

const asked = `reboot ${plain} --reason "it hangs since noon"`;
const minutes = 60_000;
const operationId = "150dc535e4af49dc8c1d3f6b5a2e7f90";

type Headers = Readonly<Record<string, string>>;
type Forged = readonly [
  name: string,
  why: string,
  headers: (s: Signing) => Headers,
  body?: (s: Signing) => object | string,
];

/** Nobody outside learns which of these it was, nor that there is a bot. */
async function expectRefused(
  path: "/dingtalk" | "/dingtalk/card",
  why: string,
  headers: Headers,
  body: object | string,
  done: readonly string[],
) {
  const { status, text } = await deliver(path, headers, body);
  expect(status).toBe(401);
  const { RequestId: _, ...told } = JSON.parse(text);
  expect(told).toEqual({ Code: "SignatureDoesNotMatch", Message: "Not taken. Nothing was changed." });
  expect(bench.logs.join("\n")).toContain(`"code":"${why}"`);
  expect(await deeds()).toEqual(done);
}

const signed = (s: Signing) => s.robot();
const sealed = (s: Signing) => s.card();

/** The pair of headers of whatever is signed is used up, and nothing else comes of it. */
const toRow = ([name, why, headers, body]: Forged) => ({
  ...{ name, why, headers, body },
  done: headers === signed || headers === sealed ? ["PutRow"] : [],
});

const said = (changes: object) => (s: Signing) => message(s, asked, changes);
const first = (headers: Headers) => Object.values(headers)[1] ?? "";

const messages: readonly Forged[] = [
  ["an unsigned message", "missing", () => ({})],
  ["a message with a time alone", "missing", (s) => ({ timestamp: String(s.nowMs) })],
  ["a message signed with another secret", "mismatch", (s) => s.robot(s.nowMs, "another-secret-0123456789")],
  ["a message signed with an empty secret", "mismatch", (s) => s.robot(s.nowMs, "")],
  [
    "a message with the signature of another time",
    "mismatch",
    (s) => ({ ...s.robot(s.nowMs - 1), timestamp: String(s.nowMs) }),
  ],
  ["a message signed as clicks are", "missing", (s) => s.card()],
  [
    "a message with a click's signature in its headers",
    "mismatch",
    (s) => ({ timestamp: String(s.nowMs), sign: first(s.card()) }),
  ],
  ["a message of six minutes ago", "stale", (s) => s.robot(s.nowMs - 6 * minutes)],
  ["a message of in six minutes", "stale", (s) => s.robot(s.nowMs + 6 * minutes)],
  ["a time in seconds", "malformed", (s) => s.robot(Math.floor(s.nowMs / 1_000))],
  ["a time with a blank", "malformed", (s) => ({ ...s.robot(), timestamp: `${s.nowMs} 0` })],
  ["a signature without its padding", "malformed", (s) => ({ ...s.robot(), sign: first(s.robot()).replace("=", "") })],
  [
    "a signature that is escaped for an address",
    "malformed",
    (s) => ({ ...s.robot(), sign: encodeURIComponent(first(s.robot())) }),
  ],
  [
    "two signatures in one header",
    "malformed",
    (s) => ({ ...s.robot(), sign: `${first(s.robot())}, ${first(s.robot())}` }),
  ],
  ["a message to another organisation's bot", "misplaced", signed, said({ chatbotCorpId: "ding0other" })],
  ["a message to another robot", "misplaced", signed, said({ robotCode: "ding0other" })],
  ["a message of another organisation's lin", "misplaced", signed, said({ senderCorpId: "ding0other" })],
  [
    "somebody outside the organisation",
    "unnamed",
    signed,
    said({ senderStaffId: undefined, senderCorpId: "ding0other" }),
  ],
  ["an empty staff id", "unnamed", signed, said({ senderStaffId: "" })],
  ["a staff id with a slash", "unfit", signed, said({ senderStaffId: "x/lin" })],
  ["a staff id with a character that nobody sees", "unfit", signed, said({ senderStaffId: "l\u200bin" })],
  ["a staff id that is read from the right", "unfit", signed, said({ senderStaffId: "\u202enil" })],
  ["a staff id with an emoji", "unfit", signed, said({ senderStaffId: "lin😀" })],
  ["a staff id with an end of line", "unfit", signed, said({ senderStaffId: "lin\r\n" })],
  ["a staff id that is no text", "unreadable", signed, said({ senderStaffId: 123 })],
  ["a message without its id", "unreadable", signed, said({ msgId: undefined })],
  ["a message without its conversation", "unreadable", signed, said({ conversationId: undefined })],
  ["a message without a bot", "unreadable", signed, said({ chatbotCorpId: undefined })],
  ["a text of 17,000 characters", "unreadable", signed, said({ text: { content: "a".repeat(17_000) } })],
  ["a body of 40,000 bytes", "tooLarge", signed, said({ senderNick: "a".repeat(40_000) })],
  ["no JSON", "unreadable", signed, () => "status"],
  ["half of a body", "unreadable", signed, (s) => JSON.stringify(message(s, asked)).slice(0, -1)],
  ["a list of messages", "unreadable", signed, (s) => [message(s, asked)]],
  [
    "a body that names its author twice",
    "unreadable",
    signed,
    (s) => JSON.stringify(message(s, asked)).replace("{", '{"senderStaffId":"wei",'),
  ],
  ["a body that nests without an end", "unreadable", signed, () => `{"a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`],
];

test.each(messages.map(toRow))(
  "$name is refused outside without a reason, and inside as $why",
  async ({ why, headers, done, body = said({}) }) => {
    const s = await signing();
    await expectRefused("/dingtalk", why, headers(s), body(s), done);
  },
);

const button = (s: Signing, changes: Partial<Parameters<typeof sealButton>[1]> = {}, secret = s.chat.appSecret) => {
  const [key] = buttonKeys({ secrets: [secret] });
  if (key === undefined) throw new Error("no key");
  const about = { operationId, ask: "1-9f3a77c2b1d0", act: "approve", untilMs: s.nowMs + 60 * minutes } as const;
  return sealButton(key, { ...about, ...changes });
};
const clicked =
  (params: (s: Signing) => object, changes: object = {}) =>
  (s: Signing) =>
    clickOf(s, params(s), changes);

const clicks: readonly Forged[] = [
  ["an unsigned click", "missing", () => ({})],
  ["a click signed with the secret of messages", "mismatch", (s) => s.card(s.nowMs, s.chat.appSecret)],
  ["a click signed as messages are", "missing", (s) => s.robot()],
  ["a click of six minutes ago", "stale", (s) => s.card(s.nowMs - 6 * minutes)],
  ["a click on another organisation's card", "misplaced", sealed, clicked(button, { corpId: "ding0other" })],
  ["a click by nobody", "unnamed", sealed, clicked(button, { userId: "" })],
  ["a click by somebody with a slash", "unfit", sealed, clicked(button, { userId: "x/lin" })],
  ["another kind of callback", "unreadable", sealed, clicked(button, { type: "feedback" })],
  ["a click that brings nothing", "unreadable", sealed, clicked(button, { content: "{}" })],
  ["a no that was made a yes", "mismatch", sealed, clicked((s) => ({ ...button(s, { act: "deny" }), act: "approve" }))],
  ["an act that no button has", "malformed", sealed, clicked((s) => ({ ...button(s), act: "resume" }))],
  [
    "a button of another operation",
    "mismatch",
    sealed,
    clicked((s) => ({ ...button(s), op: operationId.replace("1", "2") })),
  ],
  ["a button of another question", "mismatch", sealed, clicked((s) => ({ ...button(s), ask: "2-9f3a77c2b1d0" }))],
  ["a button that was made to last", "mismatch", sealed, clicked((s) => ({ ...button(s), exp: "9999999999999" }))],
  ["a button with another's seal", "mismatch", sealed, clicked((s) => button(s, {}, "another-secret-0123456789"))],
  ["a button without a seal", "malformed", sealed, clicked((s) => ({ ...button(s), mac: "" }))],
];

test.each(clicks.map(toRow))(
  "$name is refused outside without a reason, and inside as $why",
  async ({ why, headers, done, body = clicked(button) }) => {
    const s = await signing();
    await expectRefused("/dingtalk/card", why, headers(s), body(s), done);
  },
);

const answered: readonly (readonly [string, string, RegExp])[] = [
  [
    "a machine's id with a character that nobody sees",
    `reboot i-bp1\u200bplain0001 --reason "it hangs"`,
    /U\+200B.*Nothing was changed/,
  ],
  ["a machine's id that is read from the right", `reboot i-\u202ebp1plain0001 --reason "it hangs"`, /U\+202E/],
  ["a machine's id with an emoji", `reboot i-bp1😀 --reason "it hangs"`, /cannot be.*Nothing was changed/],
  ["two commands, one a line", `status\r\n${asked}`, /2 lines/],
  ["a password", `reboot ${plain} --password hunter22 --reason "it hangs"`, /burnt/],
];

test.each(answered)("%s is answered at once, and uses up its headers alone", async (_, text, answer) => {
  const s = await signing();
  const { status, text: told } = await deliver("/dingtalk", s.robot(), message(s, text));
  expect([status, told]).toEqual([200, expect.stringMatching(answer)]);
  expect(await deeds()).toEqual(["PutRow"]);
});

test("a picture is answered at once, and so is a click on a card that is too old", async () => {
  const s = await signing();
  const picture = message(s, "", { msgtype: "picture", text: undefined });
  expect((await deliver("/dingtalk", s.robot(), picture)).text).toContain("只处理文字");
  const old = clickOf(s, button(s, { untilMs: s.nowMs }));
  expect((await deliver("/dingtalk/card", s.card(), old)).text).toContain("已过期");
  expect(await deeds()).toEqual(["PutRow", "PutRow"]);
});

const spent: readonly (readonly [string, (s: Signing) => object])[] = [
  ["a sentence that was answered at once", (s) => message(s, "approve 150dc535e4af49dc8c1d3f6b5a2e7f90 ZX5PGT6G")],
  ["a picture", (s) => message(s, "", { msgtype: "picture", text: undefined })],
  ["a message of somebody outside", said({ senderStaffId: undefined })],
  ["a message to another robot", said({ robotCode: "dingrobot9" })],
];

test.each(spent)("the headers of %s are good for no other body", async (_, body) => {
  const s = await signing();
  await deliver("/dingtalk", s.robot(), body(s));
  const used = await deeds();
  expect((await deliver("/dingtalk", s.robot(), message(s, asked))).status).toBe(401);
  expect(bench.logs.join("\n")).toContain('"code":"replayed"');
  expect((await deeds()).slice(used.length)).toEqual(["PutRow"]); // refused by its condition
});

test("a click that comes again when its button is over leaves what it said where it was stored", async () => {
  const s = await signing();
  const click = clickOf(s, button(s, { untilMs: s.nowMs + minutes }));
  expect((await deliver("/dingtalk/card", s.card(), click)).status).toBe(200);
  await bench.hand().advance(2 * minutes);
  await deliver("/dingtalk/card", s.card(), click);
  const [, key = ""] = /"step":"hear".*"token":"([0-9a-f]{32})"/.exec(bench.logs.join("")) ?? [];
  expect(await stored().readWord(key)).toMatchObject({ wish: { verb: "approve" } });
});

test("where the store cannot use up its headers nothing is answered but that", async () => {
  const s = await signing();
  await bench
    .hand()
    .fault({ product: "tablestore", action: "PutRow", effect: "error", status: 503, code: "OTSServerBusy", times: 20 });
  expect((await deliver("/dingtalk", s.robot(), message(s, "help"))).text).toContain("未能受理");
});

test("an edited message under the id and the headers of the first one is refused, and the first one is done once", async () => {
  const s = await signing();
  const sent = message(s, asked);
  expect((await deliver("/dingtalk", s.robot(), sent)).status).toBe(200);
  const before = await deeds();
  const edited = { ...sent, text: { content: asked.replace(plain, "i-bp1plain0002") } };
  expect((await deliver("/dingtalk", s.robot(), edited)).status).toBe(401);
  const reserialised = JSON.stringify(sent, undefined, 1);
  expect((await deliver("/dingtalk", s.robot(), reserialised)).status).toBe(401);
  expect((await deliver("/dingtalk", s.robot(), `\ufeff${JSON.stringify(sent)}`)).status).toBe(401);
  expect(bench.logs.join("\n")).toContain('"code":"replayed"');
  expect((await deeds()).slice(before.length)).toEqual(["PutRow", "PutRow", "PutRow"]); // each was refused by its condition
  expect((await deliver("/dingtalk", s.robot(), sent)).status, "the same delivery once more").toBe(200);
});

test("a mark of the order of bytes in front and an end of line behind change nothing of what is said", async () => {
  const s = await signing();
  const sent = `\ufeff${JSON.stringify(message(s, "whoami\r\n"))}`;
  expect((await deliver("/dingtalk", s.robot(), sent)).status).toBe(200);
  expect(await deeds()).toContain("InvokeFunction");
});

test("a stranger who has what was refused queued leaves nothing in the queue, and no dead letter", async () => {
  const s = await signing();
  const { status } = await deliver(
    "/dingtalk",
    { ...s.robot(s.nowMs, "no-secret"), "x-fc-invocation-type": "Async" },
    message(s, asked),
  );
  expect(status).toBe(202);
  const { queue, deadLetters } = await bench.hand().world();
  expect([queue, deadLetters, await deeds()]).toEqual([[], [], []]);
});

test("an address for the answer that is not the platform's gets no request", async () => {
  const asks: string[] = [];
  const server = createServer((request, response) => {
    asks.push(String(request.url));
    response.end("{}");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // it listens on a port
  const { host } = new URL(bench.cloud().wireUrl);
  for (const origin of [`127.0.0.1:${port}`, `${host}@127.0.0.1:${port}`, `127.0.0.1:${port}/${host}`]) {
    const s = await signing();
    const session = {
      sessionWebhook: `http://${origin}/robot/sendBySession?session=x`,
      sessionWebhookExpiredTime: s.nowMs + 60 * minutes,
    };
    expect((await deliver("/dingtalk", s.robot(), message(s, "whoami", session))).status).toBe(200);
    await bench.hand().advance(1);
  }
  expect(asks).toEqual([]);
  expect(bench.logs.join("\n")).toContain("another address than the platform's");
});
