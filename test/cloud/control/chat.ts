import type { Dingtalk } from "../dingtalk/dingtalk.ts";
import { clickOrder, receiverOrder, sayOrder } from "../dingtalk/orders.ts";
import { parse, type Resource } from "./resource.ts";

/** `GET chat`: what was said and shown. `POST chat`: somebody says something, or clicks; or where DingTalk tells of it. */
export function createChatResource({ dingtalk }: { readonly dingtalk: Omit<Dingtalk, "handle"> }): Resource {
  return {
    GET: () => dingtalk.view(),
    POST: async ({ body }) => {
      if (has(body, "receiver")) return dingtalk.sendTo(parse(receiverOrder, body).receiver);
      const callbacks = has(body, "click")
        ? await dingtalk.click(parse(clickOrder, body))
        : await dingtalk.say(parse(sayOrder, body));
      return { callbacks };
    },
  };
}

const has = (body: unknown, name: string) => typeof body === "object" && body !== null && name in body;
