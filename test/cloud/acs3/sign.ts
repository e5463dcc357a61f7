import { createHash, createHmac } from "node:crypto";

/** What an ACS3 signature covers, taken from a request as it was sent. */
export type SignedRequest = {
  readonly method: string;
  /** Path and query, raw. */
  readonly url: string;
  /** The signed headers in the order of `SignedHeaders`. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly bodyHash: string;
};

/**
 * The `ACS3-HMAC-SHA256` signatures of a request, in hex; one with encoded and one with raw parameter names, because
 * the document encodes them and the vendor's client does not (aliyun/darabonba-openapi ts/src/utils.ts).
 */
export function sign(request: SignedRequest, secret: string): readonly string[] {
  return [encode, (name: string) => name].map((encodeName) =>
    createHmac("sha256", secret)
      .update(`ACS3-HMAC-SHA256\n${sha256(canonicalRequest(request, encodeName))}`)
      .digest("hex"),
  );
}

/** SHA-256 in hex. */
export const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");

function canonicalRequest({ method, url, headers, bodyHash }: SignedRequest, encodeName: (name: string) => string) {
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = [...new URLSearchParams(mark === -1 ? "" : url.slice(mark))]
    .map(([name, value]) => [encodeName(name), encode(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map((pair) => pair.join("="))
    .join("&");
  const headerLines = headers.map(([name, value]) => `${name}:${value.trim()}\n`).join("");
  return [method, path, query, headerLines, headers.map(([name]) => name).join(";"), bodyHash].join("\n");
}

/** RFC 3986: everything but letters, digits, `-_.~`. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
