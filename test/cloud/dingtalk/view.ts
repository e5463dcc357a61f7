import type { Callback } from "./callbacks.ts";
import type { Card } from "./cards.ts";
import type { Conversation } from "./chat.ts";

/** All that was said and shown, as `GET /_cloud/chat` has it. */
export type ChatView = {
  /** Where callbacks go. */
  readonly receiver: string;
  readonly conversations: readonly Conversation[];
  readonly cards: readonly Card[];
  /** In the order in which they were answered. */
  readonly callbacks: readonly Callback[];
};
