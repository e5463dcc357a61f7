import { begun, waitingFor } from "./arrival.ts";
import type { ClaimChange, Listing, NewOperation } from "./change.ts";
import { withRoom, withRoomForUnlisted } from "./room.ts";
import type { InstanceRow, Waiting } from "./row.ts";
import type { Decision } from "./standing.ts";
import { notListed } from "./transition.ts";
import { givenUp, lookAgainMs } from "./unlisted.ts";
import { answer, write } from "./write.ts";

/** A look that failed is made again after this time (invented). */
const readAgainMs = 60_000;

type NotListed = Exclude<Listing, { kind: "listed" }>;

/**
 * Stores a new event that the look before its claim did not list. It waits and is never current, so it refuses nobody.
 * For example: somebody makes up event e-9 and invokes the function with it. e-9 waits, and a person can still reboot
 * the instance. Two looks later e-9 ends as Rejected. If the cloud does not know the instance either, the event ends at
 * once: then the row is not open, and no run of `reconcile` has to look at it.
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
  if (listing.kind === "noInstance" || room === undefined) {
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
