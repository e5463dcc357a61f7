import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Clock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import { type Watch, watchNothing } from "../core/watch.ts";
import { WorldError } from "../world/world-error.ts";
import { answerFormOf, isNumbered } from "./answer-form.ts";
import { apis } from "./apis.ts";
import { type Callback, createCallbacks } from "./callbacks.ts";
import { createCards } from "./cards.ts";
import { createChat } from "./chat.ts";
import { click } from "./click.ts";
import type { Api, Asked, State } from "./define-api.ts";
import { DingtalkError } from "./dingtalk-error.ts";
import { loggedParams, targetOf } from "./logged-params.ts";
import type { ClickOrder, SayOrder } from "./orders.ts";
import { type Person, people } from "./people.ts";
import { createPlaces } from "./places.ts";
import { createRateLimit } from "./rate-limit.ts";
import { limitedCode } from "./robot-send.ts";
import { type Acting, say } from "./say.ts";
import { createSessions } from "./sessions.ts";
import type { ChatSettings } from "./settings.ts";
import { createStamps } from "./stamps.ts";
import { createTokens } from "./tokens.ts";
import type { ChatView } from "./view.ts";

export type Dingtalk = Product & {
  readonly view: () => ChatView;
  /** The same without other people's own conversations. Throws WorldError. */
  readonly seenBy: (staffId: string) => ChatView;
  /** People act. Resolve with the callbacks that came of it; throw WorldError. */
  readonly say: (order: SayOrder) => Promise<readonly Callback[]>;
  readonly click: (order: ClickOrder) => Promise<readonly Callback[]>;
  /** Where callbacks go from now on: a function, or an address on loopback. */
  readonly sendTo: (receiver: string) => void;
};

type Needs = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly exchange: Exchange;
  readonly settings: { readonly dingtalk: ChatSettings };
  readonly holds: Holds;
  readonly watch?: Watch;
  /** Where HTTP triggers are, and the wire. */
  readonly url: string;
  readonly wireUrl: string;
  /** Where callbacks go at first. */
  readonly receiver: string;
  /** A stopwatch, milliseconds. */
  readonly nowRealMs: () => number;
};

/** DingTalk: its APIs on the wire, the people of a corp, and what they tell the robot of an app by HTTP callbacks. */
export function createDingtalk(needs: Needs): Dingtalk {
  const { exchange, url } = needs;
  let receiver = needs.receiver;
  const address = () => (receiver.startsWith("http://") ? receiver : `${url}/fn/${receiver}`);
  let acting = begin(needs, address);
  const view = (): ChatView => ({
    receiver,
    conversations: acting.state.chat.conversations(),
    cards: acting.state.cards.all(),
    callbacks: acting.callbacks.all(),
  });
  return {
    owns: ({ url = "" }) => url.startsWith("/v1.0/") || isNumbered(url),
    handle: (request, response, body) => exchange(wireCallOf(request, body, acting.state), response),
    say: async (order) => say(order, personOf(order.as), acting),
    click: async (order) => click(order, personOf(order.as), acting),
    sendTo: (to) => {
      receiver = to;
    },
    view,
    seenBy: (staffId) => seenBy(personOf(staffId), view()),
    reset: () => {
      receiver = needs.receiver;
      acting = begin(needs, address);
    },
  };
}

const seenBy = ({ staffId }: Person, view: ChatView): ChatView => ({
  ...view,
  conversations: view.conversations.filter(({ kind, title }) => kind === "group" || title === staffId),
});

/** Nothing was said yet. What is still under way belongs to what was before. */
function begin(
  { clock: { nowMs }, settings, holds, wireUrl, nowRealMs, watch = watchNothing }: Needs,
  address: () => string,
): Acting {
  const chatSettings = settings.dingtalk;
  const state: State = {
    ...{ settings: chatSettings, holds, nowMs, places: createPlaces(chatSettings.openConversationId) },
    chat: createChat(nowMs, watch),
    cards: createCards(nowMs),
    tokens: createTokens(nowMs, holds),
    sessions: createSessions(nowMs, holds),
    rateLimit: createRateLimit(nowMs, holds),
  };
  const callbacks = createCallbacks({ nowMs, nowRealMs, address });
  return { state, callbacks, nextStamp: createStamps(nowMs, holds), wireUrl };
}

function personOf(staffId: string): Person {
  const person = people.get(staffId);
  if (person === undefined)
    throw new WorldError(`as: nobody is called ${staffId}; there are ${[...people.keys()].join(", ")}.`);
  return person;
}

function wireCallOf({ method = "", url = "/", headers }: IncomingMessage, sent: Buffer, state: State) {
  const { pathname, searchParams: query } = new URL(url, "http://dingtalk");
  const api = apis.find((one) => one.method === method && one.path === pathname);
  const body = json(sent);
  const params = loggedParams(query, body);
  const requestId = randomUUID().toUpperCase();
  const form = answerFormOf(pathname);
  const token = String(headers["x-acs-dingtalk-access-token"] ?? "");
  const asked = { query, body, token, sizeBytes: sent.length };
  const refuse = (status: number, code: string, message: string) => form.refused(status, code, message, requestId);
  return {
    ...{ product: "dingtalk" as const, action: api?.name ?? `${method} ${pathname}`, principal: undefined },
    ...{ params, instanceId: undefined, target: targetOf(params), requestId, refuse },
    throttle: throttleOf(pathname, state),
    apply: () => {
      try {
        return form.done(run(api, state, asked), requestId);
      } catch (error) {
        if (!(error instanceof DingtalkError)) throw error;
        return refuse(isNumbered(pathname) ? 200 : error.status, error.code, error.message);
      }
    },
  };
}

function run(api: Api | undefined, state: State, asked: Asked) {
  if (api === undefined) throw new DingtalkError(404, "InvalidAction.NotFound", "The local cloud has no such API.");
  return api.run(state, asked);
}

/** DingTalk, "Call frequency limits": 20 calls of an API a second; a standing world counts none of them by itself. */
const throttleOf = (pathname: string, state: State) =>
  isNumbered(pathname)
    ? { status: 200, code: limitedCode(state), message: "send too fast" }
    : { status: 403, code: "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi" };

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
