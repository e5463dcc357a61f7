import * as z from "zod";
import { eventIdSchema, operationIdSchema } from "../../command.ts";
import { languages } from "../../notices/languages.ts";
import { duration } from "../../policy/times.ts";
import { askForm } from "../ids.ts";
import { type Form, formOf, like } from "./form-of.ts";

export const operationId = formOf(
  operationIdSchema,
  { en: "OPERATION", zh: "操作编号" },
  { en: "32 hex digits, as answers have it", zh: "32 位十六进制数字，见我的回答" },
);

export const eventId = formOf(
  eventIdSchema,
  { en: "EVENT", zh: "事件编号" },
  { en: "an event's id such as e-bp1abc", zh: "事件编号，例如 e-bp1abc" },
);

export const ask = like(
  askForm,
  { en: "QUESTION", zh: "询问编号" },
  { en: "the id of a question such as 1-9f3a77c2b1d0", zh: "询问的编号，例如 1-9f3a77c2b1d0" },
);

export const code = like(
  /^[0-9a-z]{8}$/i,
  { en: "CODE", zh: "验证码" },
  { en: "the 8 characters from your own chat with me", zh: "您与我单聊中收到的 8 位验证码" },
);

export const time = formOf(
  z.iso.datetime(),
  { en: "TIME", zh: "时间" },
  { en: "a time in UTC such as 2026-11-30T18:00:00Z", zh: "UTC 时间，例如 2026-11-30T18:00:00Z" },
);

export const length = formOf(
  duration,
  { en: "LENGTH", zh: "时长" },
  { en: "a number and s, m, h or d such as 2h", zh: "数字加 s、m、h 或 d，例如 2h" },
);

/** Shorter ones say nothing (invented). */
const leastOfReason = 5;

/** A Chinese character says as much as two letters. */
const lengthOf = (text: string) => [...text].length + (text.match(/\p{Script=Han}/gu)?.length ?? 0);

export const reason = formOf(
  z
    .string()
    .trim()
    .max(512)
    .refine((text) => lengthOf(text) >= leastOfReason),
  { en: '"WHY"', zh: '"原因"' },
  {
    en: `text of ${leastOfReason} to 512 characters, in quotes`,
    zh: `至少 ${leastOfReason} 个字母或 ${Math.ceil(leastOfReason / 2)} 个汉字，最多 512 个字符，放在引号中`,
  },
);

export const zone = like(
  /^[a-z0-9-]{1,64}$/,
  { en: "ZONE", zh: "可用区" },
  { en: "a zone's id such as cn-hangzhou-h", zh: "可用区，例如 cn-hangzhou-h" },
);

export const region = like(
  /^[a-z]{2}-[a-z0-9-]{1,60}$/,
  { en: "REGION", zh: "地域" },
  { en: "a region's id such as cn-hangzhou", zh: "地域，例如 cn-hangzhou" },
);

// Source: ECS TagResources: a key has 1 to 128 characters, a value 128 at most.
export const tag = like(
  /^[^\p{Cc}]{1,128}=[^\p{Cc}]{0,128}$/u,
  { en: "KEY=VALUE", zh: "标签=值" },
  { en: "a tag's key and value such as role=db", zh: "标签的键和值，例如 role=db" },
);

const names = Object.keys(languages.en.deeds);

export const operationName = formOf(
  z.enum(names),
  { en: "NAME", zh: "操作名" },
  { en: `one of ${names.join(", ")}`, zh: `${names.join("、")} 之一` },
);

export const pauseId = like(
  /^[0-9a-f]{1,32}$/,
  { en: "PAUSE", zh: "暂停编号" },
  { en: "a pause's id, as status shows it", zh: "暂停的编号，见 状态" },
);

export const page = like(
  /^[\w-]{1,512}$/,
  { en: "PAGE", zh: "页" },
  { en: "the page that an answer named", zh: "回答中给出的页" },
);

export const serial: Form = {
  ...like(
    /^\d{1,9}$/,
    { en: "SERIAL", zh: "版本号" },
    { en: "the serial of a policy such as 3", zh: "策略的版本号，例如 3" },
  ),
  read: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
};

export const image = like(
  /^[\w.-]{1,128}$/,
  { en: "IMAGE", zh: "镜像" },
  { en: "an image's id such as m-bp1abc", zh: "镜像编号，例如 m-bp1abc" },
);

export const keyPair = like(
  /^[\p{L}\p{N}:_.-]{2,128}$/u,
  { en: "NAME", zh: "名称" },
  { en: "a key pair's name", zh: "密钥对的名称" },
);

export const lastFour = like(
  /^[A-Za-z0-9-]{4}$/,
  { en: "LAST4", zh: "末四位" },
  { en: "the last four characters of the machine's id", zh: "机器编号的最后四个字符" },
);

const verdicts = new Map([
  ...["happened", "did-not-happen", "did-not-help", "put-back"].map((word) => [word, word] as const),
  ...([
    ["已发生", "happened"],
    ["未发生", "did-not-happen"],
    ["未见效", "did-not-help"],
    ["已恢复服务", "put-back"],
  ] as const),
]);

export const verdict: Form = {
  word: { en: "VERDICT", zh: "判定" },
  allows: { en: "happened, did-not-happen, did-not-help or put-back", zh: "已发生、未发生、未见效 或 已恢复服务" },
  read: (text) => verdicts.get(text),
};
