import { buttonsOf } from "./buttons.ts";
import type { Card } from "./cards.ts";
import type { Conversation, Message } from "./chat.ts";
import type { ChatView } from "./view.ts";
import { padded, widthOf, wrapped } from "./width.ts";

type Looks = {
  /** Columns of the terminal. */
  readonly columns?: number;
  /** Of the times at which something was said. */
  readonly timeZone?: string;
};

/** What was said, as plain text for a terminal: a card is a box, as it is now, with its buttons by number. No colours. */
export function shown({ conversations, cards }: Pick<ChatView, "conversations" | "cards">, looks: Looks = {}): string {
  const { columns = 72, timeZone = "UTC" } = looks;
  const clock = new Intl.DateTimeFormat("sv-SE", { timeStyle: "medium", timeZone });
  const seen = { cards, columns, clock };
  return conversations.map((conversation) => shownConversation(conversation, seen).join("\n")).join("\n\n");
}

type Seen = { readonly cards: readonly Card[]; readonly columns: number; readonly clock: Intl.DateTimeFormat };

function shownConversation({ kind, title, messages }: Conversation, seen: Seen) {
  const head = `── ${kind === "group" ? title : `${title} ↔ robot`} `;
  const line = head + "─".repeat(Math.max(0, seen.columns - widthOf(head)));
  return [line, ...messages.flatMap((message) => shownMessage(message, seen))];
}

const indent = "  ";

function shownMessage(message: Message, { cards, columns, clock }: Seen): readonly string[] {
  const { at, by, card, title, text } = message;
  const head = `${clock.format(new Date(at))} ${by}:`;
  const room = columns - indent.length;
  const found = card === null ? undefined : cards.find(({ outTrackId }) => outTrackId === card);
  const lines = found === undefined ? said(title, text, room) : shownCard(found, room);
  return [head, ...lines.map((line) => `${indent}${line}`.trimEnd())];
}

/** A title that the text begins with anyway is not said twice. */
const said = (title: string | null, text: string, room: number) =>
  wrapped(title === null || text.includes(title) ? text : `${title}\n${text}`, room);

/** By our template: `title`, `state`, `text` in markdown, `buttons`. */
function shownCard({ data, outTrackId }: Card, room: number): readonly string[] {
  const { title = outTrackId, state = "", text = "" } = data;
  const inside = room - 4;
  const buttons = buttonsOf(data) ?? [];
  const row = buttons.map((button, index) => `[${index + 1}] ${button.text}`).join("   ");
  const parts = [state === "" ? title : `${title} · ${state}`, text, row].filter((part) => part !== "");
  const rule = (left: string, right: string) => `${left}${"─".repeat(inside + 2)}${right}`;
  const boxed = parts.map((part) => wrapped(part, inside).map((line) => `│ ${padded(line, inside)} │`));
  const between = boxed.flatMap((lines, index) => (index === 0 ? lines : [rule("├", "┤"), ...lines]));
  return [rule("┌", "┐"), ...between, rule("└", "┘")];
}
