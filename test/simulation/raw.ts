import type { Product } from "./world.ts";

/** The bytes of a text. Equal texts are the same bytes, and nobody changes them: what is made of them is remembered. */
export function bytesOf(text: string): Buffer {
  const known = bytes.get(text);
  if (known !== undefined) return known;
  if (bytes.size >= maxKept) bytes.clear();
  const fresh = Buffer.from(text);
  bytes.set(text, fresh);
  return fresh;
}

const bytes = new Map<string, Buffer>();
const maxKept = 5_000;

/** A caller's request, signed when it is sent: up to a minute before it arrives, so that few have to be made. */
export function signed(
  body: string,
  secret: string,
  more: Readonly<Record<string, string>> = {},
): (product: Product, nowMs: number) => Buffer {
  const byMinute = new Map<number, Buffer>();
  return (product, nowMs) => {
    const minute = Math.floor(nowMs / 60_000);
    const known = byMinute.get(minute);
    if (known !== undefined) return known;
    if (byMinute.size >= maxKept) byMinute.clear();
    const fresh = Buffer.from(requestOf(product, body, secret, String(minute * 60), more));
    byMinute.set(minute, fresh);
    return fresh;
  };
}

function requestOf({ signatureWith }: Product, body: string, secret: string, timestamp: string, more: object): string {
  const signature = signatureWith(secret, { id: "id", timestamp, body: Buffer.from(body) });
  return JSON.stringify({
    version: "v1",
    rawPath: "/",
    headers: {
      "content-type": "application/json",
      "webhook-id": "id",
      "webhook-timestamp": timestamp,
      "webhook-signature": signature,
      ...more,
    },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: "POST" } },
  });
}
