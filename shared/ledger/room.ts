import type { InstanceRow } from "./row.ts";
import { givenUp, isNeverListed } from "./unlisted.ts";

/** At most this many operations wait in a row. A newcomer can be sent back. What was current always finds room. */
const maxWaiting = 64;
/** At most this many of them are for events that no look has listed (invented), since anybody can make an event up. */
const maxUnlisted = 16;

/**
 * The row with room for one more that waits. A full row gives up the oldest event that no look has ever listed.
 * Undefined if it has no such event.
 */
export const withRoom = (row: InstanceRow, nowMs: number): InstanceRow | undefined =>
  Object.keys(row.waiting).length < maxWaiting ? row : withoutOldest(row, nowMs);

/** The same for one more event that no look has listed. */
export const withRoomForUnlisted = (row: InstanceRow, nowMs: number): InstanceRow | undefined =>
  neverListed(row).length < maxUnlisted ? withRoom(row, nowMs) : withoutOldest(row, nowMs);

/** Gives up the event that had the longest time to be listed. */
function withoutOldest(row: InstanceRow, nowMs: number): InstanceRow | undefined {
  const [oldest] = neverListed(row).sort((a, b) => a.openSinceMs - b.openSinceMs);
  return oldest && givenUp(row, oldest, nowMs);
}

const neverListed = ({ waiting }: InstanceRow) => Object.values(waiting).filter(isNeverListed);
