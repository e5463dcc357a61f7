import { createHmac } from "node:crypto";
import { createWordStore } from "../../shared/tablestore/chat-store.ts";
import type { Callback } from "../cloud/dingtalk/callbacks.ts";
import type { createBench } from "./bench.ts";

type Path = Callback["path"];
type Headers = Readonly<Record<string, string>>;
type Chat = Readonly<Record<"appSecret" | "cardSecret" | "robotCode" | "corpId", string>>;

/** What a forger knows and does not know: the time, and what the platform's secrets sign. */
export type Signing = {
  readonly nowMs: number;
  readonly chat: Chat;
  /** The headers of a message, and of a click, at a time, by a secret. */
  readonly robot: (atMs?: number, secret?: string) => Headers;
  readonly card: (atMs?: number, secret?: string) => Headers;
};

const base64 = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("base64");

/** A message as the platform would deliver it, with changes of its fields. */
export const message = ({ chat, nowMs }: Signing, text: string, changes: object = {}) => ({
  ...{ msgtype: "text", msgId: "msg1==", conversationId: "cid0group==", conversationType: "2", createAt: nowMs },
  ...{ senderStaffId: "lin", senderCorpId: chat.corpId, chatbotCorpId: chat.corpId, robotCode: chat.robotCode },
  text: { content: text },
  ...changes,
});

/** A click as the platform would deliver it, with changes of its fields. */
export const clickOf = ({ chat }: Signing, params: object, changes: object = {}) => ({
  ...{ type: "actionCallback", outTrackId: "0".repeat(32), corpId: chat.corpId, userId: "lin" },
  content: JSON.stringify({ cardPrivateData: { actionIds: ["approve"], params } }),
  ...changes,
});

/** Deliveries to the door of chat that the platform has not made. */
export function createDeliveries(bench: ReturnType<typeof createBench>) {
  const signing = async (): Promise<Signing> => {
    const { now, settings } = await bench.hand().world();
    const { dingtalk: chat } = settings;
    const nowMs = Date.parse(now);
    return {
      ...{ nowMs, chat },
      robot: (atMs = nowMs, secret = chat.appSecret) => ({
        timestamp: String(atMs),
        sign: base64(secret, `${atMs}\n${secret}`),
      }),
      card: (atMs = nowMs, secret = chat.cardSecret) => ({
        "x-ddpaas-signature-timestamp": String(atMs),
        "x-ddpaas-signature": base64(secret, String(atMs)),
      }),
    };
  };
  return {
    signing,
    deliver: async (path: Path, headers: Headers, body: object | string) => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body: text };
      const answer = await fetch(`${bench.cloud().url}/fn/chatops${path}`, init);
      await bench.hand().idle();
      return { status: answer.status, text: await answer.text() };
    },
    /** What people have said, as it is stored. */
    stored: () => {
      const { wireUrl: endpoint, settings, insideKey } = bench.cloud();
      return createWordStore({ endpoint, instance: settings.tablestoreInstance }, { ...insideKey, securityToken: "" });
    },
    /** What was written, sent and invoked on the wire, in order; reads are left out. */
    deeds: async () => {
      const products = ["tablestore", "fc", "dingtalk", "ecs"].map((product) => bench.callsOf(product));
      return (await Promise.all(products))
        .flat()
        .sort((a, b) => a.seq - b.seq)
        .map(({ action }) => action)
        .filter((action) => !/^(GetRow|GetRange|Describe)/.test(action));
    },
  };
}
