import { dingtalkChannel } from "../../channel-settings.ts";
import type { FingerprintKey } from "../../ledger/token.ts";
import type { Channel, Taken } from "../../notices/channel.ts";
import type { Language } from "../../notices/languages.ts";
import type { Message } from "../../notices/notice.ts";
import { linesOf } from "../../notices/notice.ts";
import { escaped } from "../escaped.ts";
import { sealButton } from "./button.ts";
import { NotTold } from "./http.ts";
import type { Robot } from "./robot.ts";

type Needs = {
  readonly robot: Robot;
  /** Seals buttons. */
  readonly key: FingerprintKey;
  /** True iff the settings have a template: else all of it is said in messages. */
  readonly hasCards: boolean;
};

/** Of messages of an application no limit of so few is documented; a group reads no more. */
const perMinute = 15;
/** A button is good for as long as a question without an end may be open, milliseconds. */
const longestMs = 30 * 86_400_000;
const language: Language = "zh";

/**
 * The bot's own group. What is about an operation that people are asked about is one card: it is shown with the question, and
 * changes with what becomes of it. Everything else is a message, and so is a reminder.
 */
export const createCardChannel = (needs: Needs): Channel => ({
  name: dingtalkChannel,
  perMinute,
  send: async (message, timeZone, nowMs) => {
    const [title = "", ...rest] = linesOf(message.kind, message.facts, language, timeZone, nowMs).map(asSaid);
    try {
      await told(needs, message, title, rest.join("\n\n"), nowMs);
      return { kind: "taken" };
    } catch (error) {
      if (error instanceof NotTold) return notTaken(error);
      throw error;
    }
  },
});

/** The command of the owner's terminal, as it is said to the bot. */
const asSaid = (line: string) => escaped(line, 600).replaceAll("redeploy-once ", "").replaceAll(" --signed", "");

const notTaken = ({ message: code, answered = 0 }: NotTold): Taken =>
  answered >= 400 && answered < 500 && !notOfMessage.includes(answered)
    ? { kind: "refused", code }
    : { kind: "failed", code };

/** A token, a right, too many calls (DingTalk has 403 for them): the next message would fare no better. */
const notOfMessage: readonly number[] = [401, 403, 429];

async function told(
  { robot, key, hasCards }: Needs,
  { kind, facts }: Message,
  title: string,
  text: string,
  nowMs: number,
): Promise<void> {
  const { operationId, reminder } = facts;
  const say = () => robot.say(title, `**${title}**\n\n${text}`);
  if (!hasCards || operationId === undefined) return say();
  const data = {
    title,
    text,
    state: "",
    buttons: JSON.stringify(kind === "needsYes" ? buttonsFor(facts, key, nowMs) : []),
  };
  const isShown = await robot.changeCard(operationId, data);
  if (!isShown && kind === "needsYes") return robot.showCard(operationId, data);
  if (!isShown || reminder !== undefined) await say();
}

/** Yes and no to exactly this question. */
function buttonsFor({ operationId = "", ask, untilMs }: Message["facts"], key: FingerprintKey, nowMs: number) {
  if (ask === undefined) return [];
  const about = { operationId, ask, untilMs: untilMs ?? nowMs + longestMs };
  return [
    { id: "approve", text: "同意 Approve", params: sealButton(key, { ...about, act: "approve" }) },
    { id: "deny", text: "拒绝 Deny", params: sealButton(key, { ...about, act: "deny" }) },
  ];
}
