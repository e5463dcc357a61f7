import type { InstanceRow } from "./row.ts";
import { givenUp, isNeverListed } from "./unlisted.ts";

/** No more than so many wait in a row, whatever for: who can be sent back is. What was current always fits. */
const maxWaiting = 64;
/** No more than so many of them are of events that no look has listed (invented): anybody can make one up. */
const maxUnlisted = 16;

/** The row with a place for one more that waits, if there is one: what no look has ever listed gives its own up first. */
export const withRoom = (row: InstanceRow, nowMs: number): InstanceRow | undefined =>
  Object.keys(row.waiting).length < maxWaiting ? row : withoutOldest(row, nowMs);

/** The same for one more event that no look has listed. */
export const withRoomForUnlisted = (row: InstanceRow, nowMs: number): InstanceRow | undefined =>
  neverListed(row).length < maxUnlisted ? withRoom(row, nowMs) : withoutOldest(row, nowMs);

/** The one that had the longest time to be listed goes. */
function withoutOldest(row: InstanceRow, nowMs: number): InstanceRow | undefined {
  const [oldest] = neverListed(row).sort((a, b) => a.openSinceMs - b.openSinceMs);
  return oldest && givenUp(row, oldest, nowMs);
}

const neverListed = ({ waiting }: InstanceRow) => Object.values(waiting).filter(isNeverListed);
