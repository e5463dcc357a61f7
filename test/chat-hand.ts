import type { Callback } from "./cloud/dingtalk/callbacks.ts";
import type { ClickOrder, SayOrder } from "./cloud/dingtalk/orders.ts";
import type { ChatView } from "./cloud/dingtalk/view.ts";

type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Counts a request of the hand's own while it waits for its answer. */
export type Counted = <Sent extends unknown[], Answer>(
  send: (...sent: Sent) => Promise<Answer>,
) => (...sent: Sent) => Promise<Answer>;

type SayOptions = Partial<Omit<SayOrder, "as" | "text">>;
type ClickOptions = Partial<Omit<ClickOrder, "as" | "click">>;

/** What people of the local cloud's DingTalk do, and what they see. Resolves with the callbacks that came of it. */
export const chatBy = (ask: Ask, counted: Counted) => ({
  /** Says something to the robot: in the group, unless told otherwise. */
  say: counted(async (as: string, text: string, options: SayOptions = {}) =>
    callbacksIn(await ask("POST", "chat", { as, text, ...options })),
  ),
  /** Clicks a card's button: by its id, or by its number, from 1. */
  click: counted(async (as: string, card: string, button: string | number, options: ClickOptions = {}) =>
    callbacksIn(await ask("POST", "chat", { as, click: { card, button }, ...options })),
  ),
  /** All that was said and shown, and the callbacks with their answers. */
  read: async () => (await ask("GET", "chat")) as ChatView, // the answer of the same code's view
  /** Callbacks go there from now on: to a function, or to an address on loopback. */
  sendTo: (receiver: string) => ask("POST", "chat", { receiver }),
});

const callbacksIn = (answer: unknown) => (answer as { callbacks: readonly Callback[] }).callbacks; // as the control answers
