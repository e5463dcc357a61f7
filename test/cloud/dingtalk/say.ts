import type { Callback, Callbacks, Sent } from "./callbacks.ts";
import type { State } from "./define-api.ts";
import type { SayOrder } from "./orders.ts";
import type { Person } from "./people.ts";
import type { Place } from "./places.ts";
import { robotCallback } from "./robot-callback.ts";
import { readWebhookMessage } from "./webhook-message.ts";

/** What people act on: DingTalk, its callbacks, and the times that these are signed for. */
export type Acting = {
  readonly state: State;
  readonly callbacks: Callbacks;
  readonly nextStamp: () => number;
  readonly wireUrl: string;
};

/** Somebody says something; the robot is told, and what it answers with is said. */
export async function say(order: SayOrder, person: Person, acting: Acting): Promise<readonly Callback[]> {
  const { state, callbacks } = acting;
  const place = order.to === "group" ? state.places.group : (state.places.with(person.staffId) ?? state.places.group);
  const by = order.isOutside ? "outsider" : person.staffId;
  state.chat.say(place, { by, way: "said", kind: "text", text: order.text });
  const read = (text: string) => hear(text, place, state);
  const told: Callback[] = [];
  let sent = callbackOf(order, person, place, acting);
  for (let time = 1; time <= order.times; time++) {
    if (time > 1 && order.newIds) sent = callbackOf(order, person, place, acting);
    told.push(await callbacks.send(altered(sent, order, callbacks), { by, msgId: sent.msgId, card: null }, read));
  }
  return told;
}

function callbackOf(order: SayOrder, person: Person, place: Place, { state, nextStamp, wireUrl }: Acting) {
  const session = state.sessions.open(place.id);
  return robotCallback({ order, person, place, session, timestamp: nextStamp(), wireUrl }, state);
}

/** With the headers and the body that the tester wants. */
export function altered(
  sent: Sent,
  { raw, headersOf }: Pick<SayOrder, "raw" | "headersOf">,
  callbacks: Callbacks,
): Sent {
  const earlier = headersOf === undefined ? undefined : callbacks.headersOf(headersOf);
  return { path: sent.path, headers: raw?.headers ?? earlier ?? sent.headers, body: raw?.body ?? sent.body };
}

/** A message in the answer is said in the conversation. */
function hear(text: string, place: Place, { chat }: State): Callback["answer"] {
  if (isEmpty(text)) return "nothing";
  try {
    chat.say(place, { by: "robot", way: "answered", ...readWebhookMessage(JSON.parse(text)) });
    return "a message";
  } catch {
    return "not understood";
  }
}

/** Nothing, or an object without anything in it. */
export const isEmpty = (text: string) => /^\s*(\{\s*\})?\s*$/.test(text);
