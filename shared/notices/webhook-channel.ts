import type { WebhookChannelSettings } from "../channel-settings.ts";
import { signatureWith } from "../signature.ts";
import type { Channel, Taken } from "./channel.ts";
import { noticeOf } from "./notice.ts";
import { httpFailure, posting } from "./posting.ts";

/**
 * A channel by Standard Webhooks: a POST with id, time and signature. It goes to the address of the settings and nowhere else:
 * no redirect is followed. What is answered is not read, but for the status.
 */
export function createWebhookChannel({ name, url, secret, perMinute }: WebhookChannelSettings): Channel {
  return {
    name,
    perMinute,
    send: async (message, timeZone, nowMs) => {
      const { id } = message;
      const body = JSON.stringify(noticeOf(message, timeZone, nowMs));
      const timestamp = String(Math.floor(nowMs / 1_000));
      const signature = signatureWith(secret, { id, timestamp, body: Buffer.from(body) });
      const headers = {
        ...{ "content-type": "application/json", "webhook-id": id },
        ...{ "webhook-timestamp": timestamp, "webhook-signature": signature },
      };
      return posting(url, headers, body, takenOf);
    },
  };
}

/** What is answered is not even waited for: a body may have no end. */
function takenOf(answer: Response): Taken {
  answer.body?.cancel().catch(() => undefined);
  return answer.ok ? { kind: "taken" } : httpFailure(answer);
}
