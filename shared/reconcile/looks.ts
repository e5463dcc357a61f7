/** How often a row with something that waits is looked at, and how many are in a minute: reads of ECS are throttled per account. */
const everyMinutes = 5;
const looksPerMinute = 60;
const minuteMs = 60_000;

/**
 * Which rows may be looked at now. A memory of this function instance, not a record: after a cold start each row is
 * looked at once more. With more rows than the minutes hold, each waits longer, and none is left out.
 */
export function createLooks(nowMs: () => number): (instanceId: string) => boolean {
  let lookedAtMs = new Map<string, number>();
  let minute = 0;
  let looks = 0;
  return (instanceId) => {
    const now = nowMs();
    if (Math.floor(now / minuteMs) !== minute) {
      minute = Math.floor(now / minuteMs);
      looks = 0;
      lookedAtMs = new Map([...lookedAtMs].filter(([, atMs]) => atMs === 0 || atMs > now - forgottenAfterMs));
    }
    const intervalMs = Math.max(everyMinutes, Math.ceil(lookedAtMs.size / looksPerMinute)) * minuteMs;
    const lastMs = lookedAtMs.get(instanceId) ?? 0;
    const isTurn = looks < looksPerMinute && lastMs <= now - intervalMs;
    lookedAtMs.set(instanceId, isTurn ? now : lastMs);
    if (isTurn) looks++;
    return isTurn;
  };
}

/** A row that was not looked at for so long has nothing that waits any more. */
const forgottenAfterMs = 3_600_000;
