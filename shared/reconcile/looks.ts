/** How often a row with something that waits is looked at, and how many a minute: ECS throttles reads per account. */
const everyMinutes = 5;
const looksPerMinute = 60;
/** What is to be planned by a new policy waits for no turn: four looks a second at most (invented). */
const urgentPerMinute = 240;
const minuteMs = 60_000;
/** A row that no run has visited for this long has nothing that waits any more. */
const forgottenAfterMs = 10 * minuteMs;

type Seen = { readonly lookedAtMs: number; readonly seenAtMs: number };

/**
 * Says whether it is a row's turn for a look. This is a memory of one function instance, not a record: after a cold
 * start each row is looked at once more. If there are too many rows for five minutes, each waits longer, and none is
 * left out.
 */
export function createLooks(nowMs: () => number): (instanceId: string, isUrgent?: boolean) => boolean {
  let rows = new Map<string, Seen>();
  let minute = 0;
  let looks = 0;
  return (instanceId, isUrgent = false) => {
    const now = nowMs();
    if (Math.floor(now / minuteMs) !== minute) {
      minute = Math.floor(now / minuteMs);
      looks = 0;
      rows = new Map([...rows].filter(([, { seenAtMs }]) => seenAtMs > now - forgottenAfterMs));
    }
    const intervalMs = Math.max(everyMinutes, Math.ceil(rows.size / looksPerMinute)) * minuteMs;
    const lastMs = rows.get(instanceId)?.lookedAtMs ?? 0;
    const isTurn = isUrgent ? looks < urgentPerMinute : looks < looksPerMinute && lastMs <= now - intervalMs;
    rows.set(instanceId, { lookedAtMs: isTurn ? now : lastMs, seenAtMs: now });
    if (isTurn) looks++;
    return isTurn;
  };
}
