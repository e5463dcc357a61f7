import type { Command, Values } from "./command.ts";
import { textOf } from "./command.ts";
import { createLocalChat, type Deed, type LocalChat } from "./local-chat.ts";
import { localTarget } from "./local-target.ts";
import { oneOf } from "./options.ts";
import { misused } from "./stopped.ts";

/** Columns of what is shown; no wider, since a conversation is read on a phone. */
const [usualColumns, mostColumns, leastColumns] = [72, 100, 40];

export const chatDingtalk: Command = {
  name: "chat dingtalk",
  about: "talk to the bot of the local cloud's DingTalk as one of its people; a live bot is talked to in DingTalk",
  takes: [
    { flags: "[text]", about: 'what is said, such as "status" or "状态"; "help" says what can be said' },
    { flags: "--as <person>", about: "who says it: lin, wei or 0123 (default: lin)" },
    {
      flags: "--to <place>",
      about: "where: in the group after a mention, or to the bot alone: group or person (default: group)",
      read: oneOf("group", "person"),
    },
    {
      flags: "--click <button>",
      about: "click a button of a card in place of words: by its number, or approve or deny",
    },
    { flags: "--card <id>", about: "which card, by the operation it asks about (default: the last one)" },
    { flags: "--show", about: "say nothing, and show what this person sees" },
    { flags: "--local [url]", about: "the local cloud that npm start runs (its wire: http://127.0.0.1:7071); needed" },
    { flags: "--json", about: "print it as one JSON value, with the callbacks that came of it" },
  ],
  examples: [
    'chat dingtalk "状态" --local',
    `chat dingtalk '重启 i-bp1plain0003 --原因 "系统没有响应"' --as lin --to person --local`,
    "chat dingtalk --click approve --as wei --local",
    "chat dingtalk --show --as wei --local",
  ],
  run: async (values, terminal) => {
    const { local } = values;
    if (local === undefined)
      throw misused("A live bot is talked to in DingTalk. This plays people of the local cloud: say --local.");
    checkDeed(values);
    const target = await localTarget(local === true ? undefined : String(local), values, terminal);
    const chat = createLocalChat(target, textOf(values, "as") ?? "lin", terminal);
    const done = terminal.waitFor("Waiting for the bot's answer");
    try {
      await act(chat, values);
    } finally {
      done();
    }
    const columns = Math.min(mostColumns, Math.max(leastColumns, terminal.columns ?? usualColumns));
    const { shown, ...view } = await chat.seen(columns);
    terminal.out(values["json"] === true ? JSON.stringify(view) : shown);
  },
};

/** One thing at a time. */
function checkDeed({ text, click, show, card }: Values): void {
  const said = [text, click, show].filter((one) => one !== undefined);
  if (said.length !== 1)
    throw misused('Say one of these: a text, --click, or --show. For example: chat dingtalk "status"');
  if (card !== undefined && click === undefined) throw misused("--card says where --click is; it is of no use alone.");
}

async function act(chat: LocalChat, values: Values): Promise<void> {
  const deed = await deedOf(chat, values);
  if (deed === undefined) return;
  await chat.act(deed);
  await chat.answered();
}

async function deedOf(chat: LocalChat, values: Values): Promise<Deed | undefined> {
  const [text, click] = [textOf(values, "text"), textOf(values, "click")];
  if (text !== undefined) return { text, to: values["to"] === "person" ? "person" : "group" };
  if (click === undefined) return undefined;
  const card = textOf(values, "card") ?? (await chat.seen(usualColumns)).cards.at(-1)?.outTrackId;
  if (card === undefined) throw misused("No card was shown yet: a question becomes one within two minutes.");
  return { click: { card, button: /^\d{1,2}$/.test(click) ? Number(click) : click } };
}
