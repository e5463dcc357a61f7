import type { Watch } from "../core/watch.ts";

/** What somebody said in a conversation. `at` is world time, ISO 8601. */
export type Message = {
  /** In the order in which things were said, over all conversations. */
  readonly seq: number;
  readonly at: string;
  /** A staff id; `outsider`, `robot` or `custom robot`. */
  readonly by: string;
  /** The API that brought it; `said` by a person, `answered` in the HTTP answer to a callback. */
  readonly way: string;
  readonly kind: "text" | "markdown" | "card";
  readonly title: string | null;
  /** Of a card the title that it was made with. */
  readonly text: string;
  /** The card's `outTrackId`; what it shows stands in `cards`. */
  readonly card: string | null;
};

/** A conversation with all that was said in it: the group, or a person's with the robot. */
export type Conversation = {
  readonly id: string;
  readonly kind: "group" | "person";
  /** The group's title, or the person's staff id. */
  readonly title: string;
  readonly messages: Message[];
};

type Said = Pick<Message, "by" | "way" | "kind" | "text"> & Partial<Pick<Message, "title" | "card">>;

export type Chat = {
  /** Those in which something was said, in the order of their first words. */
  readonly conversations: () => readonly Conversation[];
  readonly say: (conversation: Pick<Conversation, "id" | "kind" | "title">, said: Said) => void;
};

/** Who said what to whom. */
export function createChat(nowMs: () => number, watch: Watch): Chat {
  const conversations = new Map<string, Conversation>();
  let seq = 0;
  return {
    conversations: () => [...conversations.values()],
    say: (place, said) => {
      const conversation = conversations.get(place.id) ?? { ...place, messages: [] };
      conversations.set(place.id, conversation);
      const at = new Date(nowMs()).toISOString();
      const message = { seq: ++seq, at, title: null, card: null, ...said };
      conversation.messages.push(message);
      watch({ what: "chat", at, by: message.by, to: place.title, text: message.text, card: message.card });
    },
  };
}
