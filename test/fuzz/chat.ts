import fc from "fast-check";
import { readClick } from "../../shared/chat/dingtalk/read-click.ts";
import { readSaid } from "../../shared/chat/dingtalk/read-said.ts";
import { verifyCard } from "../../shared/chat/dingtalk/verify-card.ts";
import { verifyRobot } from "../../shared/chat/dingtalk/verify-robot.ts";
import { parse } from "../../shared/chat/grammar/parse.ts";
import { verbNamed } from "../../shared/chat/grammar/verbs.ts";
import { sentence } from "../chat/sentences.ts";
import { secretWords } from "./callers.ts";
import { nowMs } from "./inputs.ts";

/** What a stranger may send to the door of chats: headers, a body, and a sentence in it. */
type Delivery = { readonly headers: Readonly<Record<string, string>>; readonly raw: Uint8Array; readonly text: string };

const place = { corpId: "ding0corp", robotCode: undefined };
const names = ["timestamp", "sign", "x-ddpaas-signature-timestamp", "x-ddpaas-signature", "__proto__"] as const;
const values = fc.oneof(fc.constantFrom(String(nowMs), `${"A".repeat(43)}=`, ""), fc.base64String(), fc.string());

const bodyWith = (content: string) =>
  fc.record({
    ...{ msgtype: fc.constantFrom("text", "picture"), msgId: fc.string(), conversationId: fc.constant("cid0") },
    ...{ senderStaffId: fc.constantFrom("0123", "", "a/b"), senderCorpId: fc.constantFrom("ding0corp", "ding1other") },
    ...{ chatbotCorpId: fc.constantFrom("ding0corp", "ding1other"), text: fc.constant({ content }) },
    ...{ type: fc.constant("actionCallback"), outTrackId: fc.string(), corpId: fc.constant("ding0corp") },
    ...{ userId: fc.string(), content: fc.oneof(fc.json(), fc.string()) },
  });

const text = fc.oneof(
  { weight: 9, arbitrary: sentence },
  sentence.map((said) => `${said} --password ${secretWords}`),
);

/** Deliveries that nobody has signed. */
export const deliveries: fc.Arbitrary<Delivery> = text.chain((said) =>
  fc.record({
    headers: fc.dictionary(fc.constantFrom(...names), values),
    raw: fc.oneof(bodyWith(said), fc.jsonValue()).map((body) => Buffer.from(JSON.stringify(body))),
    text: fc.constant(said),
  }),
);

/** Throws at whatever must not be. */
export function judgeDelivery({ headers, raw, text: said }: Delivery): void {
  for (const verify of [verifyRobot, verifyCard])
    if (verify(headers, ["a secret that nobody knows", ""], nowMs).forged === undefined)
      throw new Error("A forged delivery was taken");
  for (const read of [readSaid(raw, place), readClick(raw, place)])
    if (!("unread" in read) && !/^dingtalk:ding0corp\/[\w.-]{1,64}$/.test(personIn(read)))
      throw new Error(`It was taken for ${personIn(read)}`);
  const parsed = parse(said);
  if (parsed.kind === "answer" && parsed.text.includes(secretWords)) throw new Error("A secret is told");
  if (parsed.kind === "wish") judgeWish(parsed.wish);
}

type Read = Exclude<ReturnType<typeof readSaid> | ReturnType<typeof readClick>, { readonly unread: unknown }>;

const personIn = (read: Read) => ("said" in read ? read.said : read.click).person;

function judgeWish({ verb, args }: Extract<ReturnType<typeof parse>, { kind: "wish" }>["wish"]): void {
  if (JSON.stringify(args).includes(secretWords)) throw new Error("A secret is handed on");
  const reason = String(args["Reason"] ?? args["Why"] ?? "").trim();
  const han = reason.match(/\p{Script=Han}/gu)?.length ?? 0; // a Chinese character says as much as two letters
  if (verbNamed(verb)?.changes !== false && [...reason].length + han < 5)
    throw new Error("It changes something without a reason");
}
