import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { WorkerKind } from "./fates.ts";
import { approver, forger, operator, otherDoor, personsChat, second } from "./rules.ts";
import { type Fresh, freshIn, isLines, lostFrom } from "./timeline-lines.ts";
import type { Worker, World } from "./world.ts";

/** T: what changes has one line in the very write, what does not has none, and no line is changed or lost otherwise. */
export function faultOfTimeline(
  { product }: World,
  worker: Worker,
  stored: InstanceRow = product.emptyRow,
  next: InstanceRow,
): string | undefined {
  const fresh = freshIn(stored, next);
  return (
    faultOfNumbers(stored, next) ??
    tooMuch(next, product.maxLines) ??
    lostFrom(stored, next, product.maxLines) ??
    faultOfLines(stored, next, fresh, worker)
  );
}

/** A number is given once, and the newest is known. */
function faultOfNumbers(stored: InstanceRow, next: InstanceRow): string | undefined {
  const seqs = Object.keys(next.timeline).map(Number);
  const newest = Math.max(stored.seq, ...seqs);
  if (next.seq < newest) return `T: the newest line is ${newest}, and the row says ${next.seq}`;
  const again = seqs.find((seq) => stored.timeline[seq] === undefined && seq <= stored.seq);
  return again === undefined ? undefined : `T: the number ${again} is given again`;
}

const maxBytes = 160;

function tooMuch({ timeline, outcomes }: InstanceRow, maxLines: number): string | undefined {
  const ended = Object.values(outcomes).flatMap(({ timeline: lines }) => (lines === undefined ? [] : [lines]));
  const lines = Object.values(timeline);
  if (lines.length > Math.min(maxLines, 24)) return `T: ${lines.length} lines`;
  if (ended.length > 20 || ended.some(({ length }) => length > 8)) return "T: outcomes with too many lines";
  const long = [...lines, ...ended.flat()].find((line) => line.length > maxBytes || Buffer.byteLength(line) > maxBytes);
  return long === undefined ? undefined : `T: a line of ${Buffer.byteLength(long)} bytes`;
}

/** Each operation that changed has one line, made by whom the door knows; no other has any. */
function faultOfLines(
  stored: InstanceRow,
  next: InstanceRow,
  fresh: readonly Fresh[],
  worker: Worker,
): string | undefined {
  const changed = changedBetween(stored, next);
  for (const id of changed) {
    const own = fresh.filter(({ operation }) => operation === id.slice(0, 16));
    if (own.length !== 1) return `T: ${id.slice(0, 6)} changed, and has ${own.length} new line(s)`;
  }
  for (const line of fresh) {
    if (!changed.some((id) => id.startsWith(line.operation)))
      return `T: a line says "${line.what}" of ${line.operation.slice(0, 6)}, of which nothing changed`;
    const fault = faultOfAuthor(line, worker) ?? faultOfWord(line, next);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The ids of the operations that are not as they were: current, waiting or ended. A forgotten outcome is no change. */
function changedBetween(stored: InstanceRow, next: InstanceRow): readonly string[] {
  const ids = new Set([
    ...[stored.current, next.current].flatMap((current) => (current === undefined ? [] : [current.operationId])),
    ...Object.keys({ ...stored.waiting, ...next.waiting }),
    ...Object.keys(next.outcomes),
  ]);
  return [...ids].filter((id) => isOther(standing(stored, id), standing(next, id)));
}

type Standing = readonly unknown[];

const standing = ({ current, waiting, outcomes }: InstanceRow, id: string): Standing => [
  current?.operationId === id ? current : undefined,
  waiting[id],
  outcomes[id],
];

const isOther = (was: Standing, is: Standing) => was.some((part, at) => isOtherPart(part, is[at]));

/** By what they say apart from their lines. Most parts are the very same value: these need no look inside. */
function isOtherPart(was: unknown, is: unknown): boolean {
  if (was === is) return false;
  if (!isRecord(was) || !isRecord(is) || Array.isArray(was) !== Array.isArray(is)) return true;
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].some(
    (name) => !isLines(name) && isOtherPart(was[name], is[name]),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Who comes by FC's own access control is `ram`, whatever a payload says of itself. */
const doors = ["plain", "consenting", "ram", "acs.ecs", "acs.ens", "dispatch", operator, personsChat];

function faultOfAuthor({ what, by }: Fresh, { kind, name, delivery }: Worker): string | undefined {
  const isClaimOfCall = what === "claimed" && delivery?.shape === "http";
  const known: Readonly<Record<WorkerKind, readonly string[]>> = {
    function: isClaimOfCall ? [delivery.caller] : doors,
    answer: [],
    reconcile: ["reconcile"],
    person: [name, approver, otherDoor, second, forger, "ram", operator],
  };
  return known[kind].includes(by) ? undefined : `T: a line of ${name} says that ${by} did it`;
}

/** Where an operation stands, by the words that may say so. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  Claimed: ["claimed"],
  Sending: ["intended", "unknown"],
  Accepted: ["accepted", "adopted"],
  Unproven: ["unproven", "proved", "failed"],
  NeedsHuman: ["undecided", "proved", "failed"],
};

function faultOfWord({ operation, what }: Fresh, { current }: InstanceRow): string | undefined {
  if (current?.operationId.startsWith(operation) !== true) return undefined;
  const { state } = current.progress;
  return (wordsOf[state] ?? [what]).includes(what) ? undefined : `T: "${what}" of what is ${state}`;
}
