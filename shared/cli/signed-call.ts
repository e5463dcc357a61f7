import { randomUUID } from "node:crypto";
import { signatureWith } from "../signature.ts";
import type { CallToSign } from "./call-to-sign.ts";

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The signed call as a curl command. */
export function curlOf(signing: CallToSign): string {
  const { url, body } = signing;
  const headers = Object.entries(signedHeaders(signing));
  const lines = headers.map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)} \\`);
  return [`curl -sS ${quoted(url)} \\`, ...lines, `  --data-raw ${quoted(body)}`].join("\n");
}

/** Sends the signed call: its answer for programs and for people. Rejects if none comes. */
export async function sendCall(signing: CallToSign) {
  const { url, body } = signing;
  const answer = await fetch(url, { method: "POST", headers: signedHeaders(signing), body });
  const text = await answer.text();
  return {
    isOk: answer.ok,
    body: text,
    json: JSON.stringify({ status: answer.status, headers: Object.fromEntries(answer.headers), body: text }),
    words: `HTTP ${answer.status}${replayed(answer.headers)}\n${text}`,
  };
}

function signedHeaders({ secret, at, body }: CallToSign) {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.parse(at) / 1_000));
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatureWith(secret, { id, timestamp, body: Buffer.from(body) }),
  };
}

function replayed(headers: Headers): string {
  const by = headers.get("idempotency-replayed");
  return by === null ? "" : ` (replayed by ${by}; state now: ${headers.get("operation-state")})`;
}
