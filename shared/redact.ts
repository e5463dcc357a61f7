/** Longest text that is told, stored or logged, characters; a log line of FC holds 32 KB. */
export const maxTextLength = 512;

const blank = "[redacted]";
/** A value of fewer characters would be found everywhere (invented). */
const minSecretLength = 4;

/**
 * A text without secrets, and not too long; pure. First by value: what must not be told, in every form in which a cloud may
 * quote it. Then whatever has the shape of a secret, or stands under the name of one.
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter(({ length }) => length >= minSecretLength);
  const unknown = known.reduce((left, secret) => left.replace(anyFormOf(secret), blank), text);
  return withoutNamed(unknown.replace(shapes, blank)).slice(0, maxTextLength);
}

/** Each character as it is, or percent-, HTML- or JSON-encoded, percent even thrice. Letters and digits are never encoded. */
const anyFormOf = (secret: string) => new RegExp([...secret].map(formsOf).join(""), "gi");

function formsOf(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  const percent = [...new TextEncoder().encode(character)].map((byte) => `%(?:25){0,2}${hexOf(byte, 2)}`).join("");
  const html = `&#(?:0{0,4}${code}|x0{0,4}${hexOf(code, 1)});${character in entities ? `|&${entities[character]};` : ""}`;
  const json = `\\\\{1,4}u${hexOf(code, 4)}|\\\\{0,4}${literally(character)}`;
  return `(?:${percent}|${html}|${json}${character === " " ? "|\\+" : ""})`;
}

const hexOf = (code: number, digits: number) => code.toString(16).padStart(digits, "0");
const literally = (character: string) => character.replace(/[\\^$.*+?()[\]{}|/-]/, "\\$&");
const entities: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };

/** Webhook secrets, temporary and lasting access keys, security tokens, whatever is borne. */
const shapes = /\bwhs(?:ec|k)_[\w+/=-]+|\bSTS\.\w+|\bLTAI\w{8,}|\bCAIS[\w+/=%-]{16,}|(?<=\bBearer\s{1,8})\S+/gi;

const quotes = String.raw`\\{0,4}["']|&(?:quot|apos|#0?3[49]|#x2[27]);|%2[27]`;
/** The name of a secret up to its value. Only a long value may follow without a sign: `AccessKeySecret 7xQ…`. */
const named = new RegExp(
  `(?<!client|next)(?:pass(?:word|wd|phrase)|secret|token|signature|credential)[\\w-]{0,32}(?:${quotes})?` +
    String.raw`(?:\s{0,8}(?:[:=]|%3[ad])\s{0,8}|\s{1,8}(?=[\w+/=]{16}))`,
  "gi",
);

function withoutNamed(text: string): string {
  let kept = "";
  let at = 0;
  for (const { 0: name, index } of text.matchAll(named)) {
    if (index < at) continue; // within a value that is blanked already
    const start = index + name.length;
    const [from, to] = valueAt(text, start, /\s$/.test(name));
    kept += text.slice(at, from) + (from < to ? blank : "");
    at = to;
  }
  return kept + text.slice(at);
}

const opening = new RegExp(quotes, "iy");
const bare = /[^\s&"]*/y;
/** Behind a blank it is prose, such as our own `Password: must have …`. */
const prose = /^[a-z]+[.,;]?$/;

/** Where a value begins and ends: within its quotes, an escaped one left out, else up to a blank. */
function valueAt(text: string, start: number, isBehindBlank: boolean): readonly [from: number, to: number] {
  opening.lastIndex = start;
  const quote = opening.exec(text)?.[0];
  if (quote === undefined) {
    bare.lastIndex = start;
    const value = bare.exec(text)?.[0] ?? "";
    return [start, isBehindBlank && prose.test(value) ? start : start + value.length];
  }
  const from = start + quote.length;
  let to = text.indexOf(quote, from);
  while (to > from && text[to - 1] === "\\") to = text.indexOf(quote, to + 1);
  return [from, to < 0 ? text.length : to];
}
