import type { Button } from "./buttons.ts";
import type { Sent } from "./callbacks.ts";
import type { ChatSettings } from "./settings.ts";
import { cardSignature } from "./sign.ts";

type Clicked = {
  readonly outTrackId: string;
  readonly staffId: string;
  readonly button: Button;
  /** Epoch milliseconds. */
  readonly timestamp: number;
};

/** A click as DingTalk tells of it over HTTP (DingTalk, "Card event callback"): `content` is JSON in a text. */
export function cardCallback(clicked: Clicked, { corpId, cardSecret }: ChatSettings): Sent {
  const { outTrackId, staffId, button, timestamp } = clicked;
  const content = JSON.stringify({ cardPrivateData: { actionIds: [button.id], params: button.params } });
  const headers = {
    "content-type": "application/json",
    "x-ddpaas-signature-timestamp": String(timestamp),
    "x-ddpaas-signature": cardSignature(cardSecret, timestamp),
  };
  const body = JSON.stringify({ type: "actionCallback", outTrackId, corpId, userId: staffId, content });
  return { path: "/dingtalk/card", headers, body };
}
