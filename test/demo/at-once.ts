import type { Call } from "../cloud/core/calls.ts";

/** A redeploy takes five minutes in the local cloud (invented): what was sent less than that before is still under way. */
const underWayMs = 300_000;

/** How many of these sends were under way at once, at the most. */
export const mostAtOnce = (sent: readonly Pick<Call, "at">[]): number =>
  Math.max(0, ...sent.map(({ at }) => sent.filter((other) => isUnderWay(other.at, at)).length));

const isUnderWay = (sentAt: string, at: string) =>
  Date.parse(sentAt) <= Date.parse(at) && Date.parse(at) < Date.parse(sentAt) + underWayMs;
