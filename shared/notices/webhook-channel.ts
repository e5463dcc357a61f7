import type { ChannelSettings } from "../channel-settings.ts";
import { signatureWith } from "../signature.ts";
import { type Channel, sendsForMs, type Taken } from "./channel.ts";
import { noticeOf } from "./notice.ts";

/**
 * A channel by Standard Webhooks: a POST with id, time and signature. It goes to the address of the settings and nowhere else:
 * no redirect is followed. What is answered is not read, but for the status.
 */
export function createWebhookChannel({ name, url, secret, perMinute }: ChannelSettings): Channel {
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
      return await post(url, headers, body);
    },
  };
}

/** Too slow, or too much at once (RFC 9110, RFC 6585): the next message would fare no better. */
const notOfMessage: readonly number[] = [408, 429];

async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Taken> {
  try {
    const signal = AbortSignal.timeout(sendsForMs);
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    // Not even waited for: a body may have no end.
    answer.body?.cancel().catch(() => undefined);
    if (answer.ok) return { kind: "taken" };
    const { status } = answer;
    if (status >= 400 && status < 500 && !notOfMessage.includes(status))
      return { kind: "refused", code: `HTTP ${status}` };
    return failed(status >= 300 && status < 400 ? `HTTP ${status}, a redirect: none is followed` : `HTTP ${status}`);
  } catch (error) {
    return failed(codeOf(error));
  }
}

const failed = (code: string): Taken => ({ kind: "failed", code });

/** Of an error the code alone is told: its text may quote the address, which may have a secret in it. */
function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer in ${sendsForMs / 1_000} s`;
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]{1,48}$/.test(code) ? code : "no HTTP answer";
}
