import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Chat } from "./chat.ts";
import { DingtalkError } from "./dingtalk-error.ts";

/** What a robot's message is sent as; codes are those of the documents of the two APIs that take it. */
export const robotMessageFields = {
  robotCode: z.string("invalidParameter.robotCode.empty").min(1, "invalidParameter.robotCode.empty"),
  msgKey: z.string("invalidParameter.msgKey.empty").min(1, "invalidParameter.msgKey.empty"),
  msgParam: z.string("invalidParameter.msgParam.invalid"),
};

type Sent = { readonly robotCode: string; readonly msgKey: string; readonly msgParam: string };

/** Of the message types that documents have, these two; another one is refused, loudly. */
const schemas = {
  sampleText: z.strictObject({ content: z.string().min(1) }),
  sampleMarkdown: z.strictObject({ title: z.string().min(1), text: z.string().min(1) }),
};

type Spoken = Pick<Parameters<Chat["say"]>[1], "kind" | "text" | "title">;

/** Reads the template's parameters. Throws DingtalkError. */
export function readRobotMessage({ robotCode, msgKey, msgParam }: Sent, settings: { robotCode: string }): Spoken {
  if (robotCode !== settings.robotCode) throw new DingtalkError(400, "invalidParameter.robotCode.auth");
  if (msgKey === "sampleText") {
    const { content } = read(schemas.sampleText, msgParam);
    return { kind: "text", text: content };
  }
  if (msgKey === "sampleMarkdown") return { kind: "markdown", ...read(schemas.sampleMarkdown, msgParam) };
  throw new DingtalkError(400, "invalidParameter.msgKey.invalid", `The local cloud does not know ${msgKey}.`);
}

function read<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new DingtalkError(400, "invalidParameter.msgParam.invalid");
  }
}

/** By what the vendor lets one ask who has read a message. */
export const newProcessQueryKey = () => randomBytes(24).toString("base64");
