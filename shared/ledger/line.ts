/**
 * The words of a timeline, each with its meaning. A reader shows other words as they are: a newer release may have some.
 */
export const words = {
  stored: "it is on record for the first time, and waits",
  again: "a person has its event planned once more",
  repeated: "the one before it has failed, and its event is tried once more",
  claimed: "a function has the right to work on it",
  released: "the claim was given back, and nothing of it is kept",
  lapsed: "its function died before a send, and it waits again",
  waits: "it cannot be sent now",
  planned: "another answer to its event was planned, or none",
  missing: "the cloud does not list its event",
  listed: "the cloud lists its event",
  moved: "the time of its event has moved, and the end of the question with it",
  approved: "a person said yes",
  postponed: "a person wants it to begin later",
  denied: "a person said no",
  cancelled: "a person took it back",
  ready: "the owner's hook is ready: the machine is drained",
  unready: "the owner's hook has refused, or was never ready; a person is asked",
  putBack: "the owner's hook has put the machine back",
  judged: "a person said of what has ended whether it helped, or that the machine is back in service",
  intended: "an attempt was stored, and is sent next",
  accepted: "the cloud took the attempt",
  unknown: "nobody knows yet whether the cloud took the attempt",
  none: "the attempt is proved without effect",
  adopted: "the cloud shows the effect of the attempt, without an answer of its own",
  undecided: "the evidence does not decide, and a person is asked",
  unproven: "accepted, and no proof came in time; a person is asked",
  resolved: "a person said what happened",
  proved: "the cloud shows that it, or a step of it, is over and helped",
  failed: "the cloud shows that it did not help",
  refused: "it ended, refused",
  superseded: "another operation has answered its event, or the event is over",
  expired: "it ended because its time was over",
} as const;

export type Word = keyof typeof words;

/** What happened, and why: a code, an id, or a few words. */
export type Said = { readonly what: Word; readonly why: string };

/** A line of a timeline as it is read. `lastMs`: when it happened for the last time. Times are epoch milliseconds. */
export type Line = {
  readonly atMs: number;
  readonly lastMs: number;
  readonly count: number;
  /** The beginning of an operation's id. */
  readonly operation: string;
  readonly what: string;
  readonly by: string;
  readonly why: string;
};

/** The longest line, bytes. A row has 24 of them, and 8 in an outcome. */
const maxLineBytes = 160;
/** The longest beginning of a line: when, how much later the last time was, how often. */
const maxWhenBytes = 13 + 12 + 7;
const maxByBytes = 32;
const maxCount = 999_999;

/** An operation's id in a line. 64 bits keep the operations of a row apart. */
export const nameOf = (operationId: string) => operationId.slice(0, 16);

/** What a line says, without its time: `<operation> <what> <by> <why>`. Equal words are the same thing once more. */
export function textOf(operationId: string, { what, why }: Said, by: string): string {
  const start = `${nameOf(operationId)} ${what} ${cut(plain(by, "_"), maxByBytes) || "-"} `;
  return start + cut(plain(why, " "), maxLineBytes - maxWhenBytes - 1 - Buffer.byteLength(start));
}

/** A new line: it happened once. A line is a text in the row too, since nothing but a person's question reads it. */
export const lineAt = (nowMs: number, text: string) => `${nowMs} ${text}`;

/** The same line after it happened once more. */
export function countedUp(line: string, nowMs: number): string {
  const { atMs, lastMs, count } = whenOf(line);
  return `${atMs}+${Math.max(lastMs, nowMs) - atMs}x${Math.min(count + 1, maxCount)} ${textIn(line)}`;
}

/** What a stored line says, without its time. */
export const textIn = (line: string) => line.slice(line.indexOf(" ") + 1);

/** A line as an outcome keeps it, which is of one operation only; and the same line again with its operation. */
export const withoutName = (line: string, operationId: string) => line.replace(` ${nameOf(operationId)} `, " ");
export const withName = (line: string, operationId: string) => line.replace(" ", ` ${nameOf(operationId)} `);

/** A stored line for a reader. One that is torn is shown as far as it goes. */
export function readLine(line: string): Line {
  const [operation = "", what = "", by = "", ...why] = textIn(line).split(" ");
  return { ...whenOf(line), operation, what, by, why: why.join(" ") };
}

function whenOf(line: string): Pick<Line, "atMs" | "lastMs" | "count"> {
  const [, at = "0", later = "0", count = "1"] = /^(\d+)(?:\+(\d+)x(\d+))? /.exec(line) ?? [];
  return { atMs: Number(at), lastMs: Number(at) + Number(later), count: Number(count) };
}

/** One line of text, whatever was written, with this in place of a blank. */
const plain = (text: string, blank: string) =>
  (isPrinted.test(text) ? text : text.replace(/[\s\p{Cc}]+/gu, " ")).trim().replaceAll(" ", blank);
/** Most texts are codes and ids: printed ASCII. */
const isPrinted = /^[ -~]*$/;

/** The text up to this many bytes of UTF-8, cut between two characters. */
function cut(text: string, maxBytes: number): string {
  if (3 * text.length <= maxBytes || Buffer.byteLength(text) <= maxBytes) return text; // 3: bytes of a UTF-16 unit at most
  let [kept, bytes] = ["", 0];
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
}
