import type { DingtalkSettings } from "../../chat-settings.ts";
import { type Call, createApp } from "./app.ts";
import { type Cards, createCards, needed } from "./cards.ts";
import { NotTold, send } from "./http.ts";

/** How the bot speaks. Each call throws `NotTold` if the platform has not taken it. */
export type Robot = Cards & {
  /** Has the platform prove that it knows the application; nothing is said. */
  readonly check: () => Promise<void>;
  /** Answers where somebody spoke, by the address that their message named. */
  readonly answer: (url: string, title: string, text: string, atUserId: string) => Promise<void>;
  /** Writes to one person's own chat. */
  readonly whisper: (userId: string, title: string, text: string) => Promise<void>;
  /** Writes to the group of the settings. */
  readonly say: (title: string, text: string) => Promise<void>;
};

/**
 * DingTalk's robot by its HTTP API. Source: robot_1_0 of the vendor's SDK; "Message types and data format", 2026-05-15, for
 * the answer.
 */
export function createRobot(settings: DingtalkSettings, nowMs: () => number): Robot {
  const { call, check } = createApp(settings, nowMs);
  return {
    check,
    ...createCards(settings, call),
    answer: (url, title, text, atUserId) => answer(settings, url, title, text, atUserId),
    whisper: (userId, title, text) => whisper(settings, call, userId, title, text),
    say: async (title, text) =>
      void (await call("POST", "/v1.0/robot/groupMessages/send", {
        ...markdown(settings, title, text),
        openConversationId: needed(settings.group, "group"),
      })),
  };
}

const markdown = ({ robot }: DingtalkSettings, title: string, text: string) => ({
  robotCode: robot,
  msgKey: "sampleMarkdown",
  msgParam: JSON.stringify({ title, text }),
});

async function answer({ oapi }: DingtalkSettings, url: string, title: string, text: string, atUserId: string) {
  if (!isSession(url, oapi)) throw new NotTold("the message named another address than the platform's");
  const said = { title, text: `@${atUserId} ${text}` };
  const { errcode } = await send("POST", url, { msgtype: "markdown", markdown: said, at: { atUserIds: [atUserId] } });
  if (errcode !== undefined && errcode !== 0) throw new NotTold(`errcode ${Number(errcode)}`);
}

async function whisper(settings: DingtalkSettings, call: Call, userId: string, title: string, text: string) {
  const message = { ...markdown(settings, title, text), userIds: [userId] };
  const said = await call("POST", "/v1.0/robot/oToMessages/batchSend", message);
  if (hasSome(said["flowControlledStaffIdList"])) throw new NotTold("too many messages");
  if (hasSome(said["invalidStaffIdList"])) throw new NotTold("no such person");
}

const hasSome = (list: unknown) => Array.isArray(list) && list.length > 0;

/** The address of a session comes from a body that no signature covers: it is the platform's own, or it is none. */
function isSession(url: string, oapi: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, pathname, username, password } = new URL(url);
  return origin === oapi && pathname === "/robot/sendBySession" && username === "" && password === "";
}
