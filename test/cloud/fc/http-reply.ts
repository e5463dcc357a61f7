import * as z from "zod";

/** What a function with an HTTP trigger must return for FC to make an HTTP answer of it. */
export type HttpReply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** Headers that FC sets itself: invented. */
const ownHeaders = ["content-length", "transfer-encoding", "connection"];

const replySchema = z.strictObject({
  statusCode: z.int().min(200).max(599),
  headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]+$/), z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/)),
  isBase64Encoded: z.boolean(),
  body: z.string(),
});

/**
 * Reads a function's return value, or says what is wrong with it. All four fields are demanded, 1xx is refused: what
 * FC makes of anything else is not documented (invented: refusing it, so that nobody relies on it).
 */
export function readHttpReply(returned: Uint8Array): HttpReply | { readonly problem: string } {
  const parsed = replySchema.safeParse(parseJson(returned));
  if (!parsed.success) return { problem: z.prettifyError(parsed.error) };
  const { statusCode: status, headers, isBase64Encoded, body: text } = parsed.data;
  const body = Buffer.from(text, isBase64Encoded ? "base64" : "utf8");
  if (isBase64Encoded && body.toString("base64") !== text) return { problem: "body is not base64." };
  const kept = Object.entries(headers).filter(([name]) => !ownHeaders.includes(name.toLowerCase()));
  return { status, headers: Object.fromEntries(kept), body };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
