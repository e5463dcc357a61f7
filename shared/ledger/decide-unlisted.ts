import { begun, waitingFor } from "./arrival.ts";
import type { ClaimChange, Listing, NewOperation } from "./change.ts";
import { withRoom, withRoomForUnlisted } from "./room.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import type { Decision } from "./standing.ts";
import { notListed } from "./transition.ts";
import { givenUp, lookAgainMs } from "./unlisted.ts";
import { answer, write } from "./write.ts";

/** When a look that failed is tried again (invented). */
const readAgainMs = 60_000;

type NotListed = Exclude<Listing, { kind: "listed" }>;

/**
 * What becomes of a new event that the look before its claim did not list. It is never current, so it refuses nobody. An
 * instance that the cloud does not know either ends it at once, so no run comes by its row.
 */
export function decideUnlisted(
  row: InstanceRow,
  { operation: asked, owner }: ClaimChange,
  listing: NotListed,
  nowMs: number,
): Decision {
  const isUnread = listing.kind === "unread";
  const entry = entryOf(asked, listing, nowMs);
  const room = isUnread ? withRoom(row, nowMs) : withRoomForUnlisted(row, nowMs);
  if (isUnread && room === undefined) return answer({ kind: "full" });
  if (listing.kind === "unknown" || room === undefined) {
    const standing = { kind: "ended", by: "token", state: "Rejected", operationId: asked.operationId } as const;
    return { ...write(row, owner, givenUp(row, entry, nowMs), nowMs), standing };
  }
  const next = { ...room, waiting: { ...room.waiting, [asked.operationId]: entry } };
  return { ...write(row, owner, next, nowMs), standing: waitingFor(entry, row.current) };
}

function entryOf(asked: NewOperation, listing: NotListed, nowMs: number): Waiting {
  const { promised: _, ...kept } = begun(asked, nowMs);
  return listing.kind === "unread"
    ? { ...kept, wait: { for: "time", untilMs: nowMs + readAgainMs, code: listing.code } }
    : { ...kept, missingSinceMs: nowMs, wait: { for: "time", untilMs: nowMs + lookAgainMs, code: notListed } };
}
