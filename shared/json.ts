import { OpError } from "./errors.ts";
import { excessOf } from "./json-excess.ts";

/**
 * The most that is read of anybody, bytes (invented): a body of 131,072 bytes fits in base64 with its HTTP envelope, and
 * so do 16 events of 15 KB. FC queues at most 128 KB, and takes 32 MB of who waits.
 */
const maxBytes = 262_144;

/** A JSON object from UTF-8 bytes; `what` names it in the error. Throws `OpError` `badRequest`. */
export function parseJson(raw: Uint8Array, code: string, what: string): Record<string, unknown> {
  const text = textOf(raw, code, what);
  const value = parseValue(text, code, what);
  refuseRepeated(text, code, what);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw new OpError("badRequest", code, `${what} must be a JSON object. Nothing was changed.`);
}

/** UTF-8 bytes as text. Throws `OpError` `badRequest`, and `tooLarge` before it looks at one of them. */
export function textOf(raw: Uint8Array, code: string, what: string): string {
  if (raw.length > maxBytes) throw tooLarge(what, raw.length);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch (cause) {
    throw new OpError("badRequest", code, `${what} must be JSON in UTF-8. Nothing was changed.`, { cause });
  }
}

const tooLarge = (what: string, bytes: number) =>
  new OpError(
    "tooLarge",
    "RequestBodyTooLarge",
    `${what} may have ${maxBytes} bytes, this one has ${bytes}. Nothing was changed.`,
  );

/** Any JSON value; of a key that is named twice it has the last value. Throws `OpError` `badRequest`. */
export function parseValue(text: string, code: string, what: string): unknown {
  const excess = excessOf(text);
  if (excess !== undefined)
    throw new OpError("badRequest", "InvalidParameter", `${what} ${excess}. Nothing was changed.`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OpError("badRequest", code, `${what} must be JSON in UTF-8. Nothing was changed.`, { cause });
  }
}

/** Two values under one key are two wishes, and parsers differ on which one counts. Throws `OpError` `badRequest`. */
export function refuseRepeated(text: string, code: string, what: string): void {
  const key = repeatedKey(text);
  if (key === undefined) return;
  const named = JSON.stringify(key.slice(0, 64));
  throw new OpError("badRequest", code, `${what} names ${named} twice in one object. Nothing was changed.`);
}

/** Each string with the colon that makes it a key, and each bracket. What stands in between decides nothing here. */
const tokens = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?|[{}[\]]/g;

/**
 * The first key that one object of a valid JSON text names twice, whatever its depth and however it is escaped; pure.
 * JSON.parse keeps the last value and says nothing. Libraries were looked at: lossless-json lets a key pass whose values
 * are equal, momoa makes a whole syntax tree.
 */
export function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, text = "", colon] of json.matchAll(tokens)) {
    if ("{[".includes(token)) open.push(new Set());
    if ("}]".includes(token)) open.pop();
    const keys = open.at(-1);
    if (colon === undefined || keys === undefined) continue;
    const key = JSON.parse(text) as string;
    if (keys.has(key)) return key;
    keys.add(key);
  }
  return undefined;
}
