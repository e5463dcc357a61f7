import type { Dingtalk } from "../dingtalk/dingtalk.ts";
import { clickOrder, receiverOrder, sayOrder, shownOrder } from "../dingtalk/orders.ts";
import { corpTimeZone } from "../dingtalk/people.ts";
import { shown } from "../dingtalk/shown.ts";
import { parse, type Resource } from "./resource.ts";

/**
 * `GET chat`: what was said and shown; with `?shown=<columns>` its text for a terminal beside it, with `as=` alone what that
 * person sees. `POST chat`: somebody says something, or clicks; or where DingTalk tells of it.
 */
export function createChatResource({ dingtalk }: { readonly dingtalk: Omit<Dingtalk, "handle"> }): Resource {
  return {
    GET: ({ query }) => (query.has("shown") ? withShown(dingtalk, query) : dingtalk.view()),
    POST: async ({ body }) => {
      if (has(body, "receiver")) return dingtalk.sendTo(parse(receiverOrder, body).receiver);
      const callbacks = has(body, "click")
        ? await dingtalk.click(parse(clickOrder, body))
        : await dingtalk.say(parse(sayOrder, body));
      return { callbacks };
    },
  };
}

function withShown({ view, seenBy }: Pick<Dingtalk, "view" | "seenBy">, query: URLSearchParams) {
  const { shown: columns, as } = parse(shownOrder, Object.fromEntries(query));
  const seen = as === undefined ? view() : seenBy(as);
  return { ...seen, shown: shown(seen, { columns, timeZone: corpTimeZone }) };
}

const has = (body: unknown, name: string) => typeof body === "object" && body !== null && name in body;
