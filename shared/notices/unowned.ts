import type { NoticesRow } from "../control/notices-row.ts";
import type { UnownedEvent } from "../remediation/answerable.ts";
import type { SeenStack } from "./seen-stack.ts";
import type { Situation } from "./situation.ts";
import { dueSoonMs } from "./situations-by-time.ts";

const minuteMs = 60_000;
/** What was just found is on its way to its function: it is told once it is unowned for so long, or due in that time (invented). */
const toldAfterMs = 10 * minuteMs;
/** So many are told, those that are due first: a message for each is more than anybody reads. */
const mostTold = 20;

type Seen = Pick<SeenStack, "unowned" | "listed">;

/**
 * The events that are due soon and that nobody owns; pure. What this run could not find out stays as people were told of it:
 * another part of the run looks for owners, or a list could not be read.
 */
export function unownedToTell({ unowned, listed = [] }: Seen, { stack }: NoticesRow, nowMs: number) {
  const isSoon = (dueMs: number | undefined) => dueMs !== undefined && nowMs < dueMs && dueMs - nowMs < dueSoonMs;
  const fresh = (unowned ?? [])
    .filter(({ notBeforeMs }) => isSoon(notBeforeMs))
    .sort((a, b) => (a.notBeforeMs ?? 0) - (b.notBeforeMs ?? 0))
    .slice(0, mostTold)
    .map((event) => situationOf(event, stack, nowMs));
  const isKnown = (product: string) => unowned !== undefined && listed.includes(product);
  const kept = Object.entries(stack).flatMap(
    ([
      name,
      {
        kind,
        told: { key, id },
        facts,
      },
    ]) =>
      kind !== "unowned" || isKnown(name.split(" ")[1] ?? "") || !isSoon(facts.dueMs)
        ? []
        : [{ name, key, id, kind: "unowned" as const, facts, isQuiet: isQuiet(facts, nowMs) }],
  );
  return [...fresh, ...kept];
}

function situationOf(event: UnownedEvent, stack: NoticesRow["stack"], nowMs: number): Situation {
  const { product, instanceId, eventId, type, home, notBeforeMs } = event;
  const name = `unowned ${product} ${instanceId} ${eventId}`;
  const known = stack[name]?.facts;
  const facts = {
    ...{ sinceMs: known?.sinceMs ?? nowMs, instanceId, eventId, code: type, operation: home },
    ...(notBeforeMs !== undefined && { dueMs: notBeforeMs }),
  };
  const key = `unowned ${notBeforeMs}`;
  const id = `${name} ${notBeforeMs}`.replaceAll(/[^\w]+/g, "-").slice(0, 128);
  return { name, key, id, kind: "unowned", facts, isQuiet: isQuiet(facts, nowMs) };
}

const isQuiet = ({ sinceMs, dueMs }: Situation["facts"], nowMs: number) =>
  nowMs < sinceMs + toldAfterMs && nowMs + toldAfterMs < (dueMs ?? 0);
