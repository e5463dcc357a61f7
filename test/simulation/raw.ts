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
export function signed(body: string, secret: string): (product: Product, nowMs: number) => Buffer {
  const byMinute = new Map<number, Buffer>();
  return (product, nowMs) => {
    const minute = Math.floor(nowMs / 60_000);
    const known = byMinute.get(minute);
    if (known !== undefined) return known;
    if (byMinute.size >= maxKept) byMinute.clear();
    const fresh = Buffer.from(requestOf(product, body, secret, String(minute * 60)));
    byMinute.set(minute, fresh);
    return fresh;
  };
}

function requestOf({ sign }: Product, body: string, secret: string, timestamp: string): string {
  const signature = sign(secret, "id", timestamp, Buffer.from(body)).toString("base64");
  return JSON.stringify({
    version: "v1",
    rawPath: "/",
    headers: {
      "content-type": "application/json",
      "webhook-id": "id",
      "webhook-timestamp": timestamp,
      "webhook-signature": `v1,${signature}`,
    },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: "POST" } },
  });
}
