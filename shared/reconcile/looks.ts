/** How often a row with something that waits is looked at, and how many a minute: ECS throttles reads per account. */
const everyMinutes = 5;
const looksPerMinute = 60;
/** What is to be planned by a new policy waits for no turn: four looks a second at most (invented). */
const urgentPerMinute = 240;
const minuteMs = 60_000;
/** A row that no run has visited for this long has nothing that waits any more. */
const forgottenAfterMs = 10 * minuteMs;

/** When a row was looked at last, for which policy out of turn, and when a run was there last. */
type Seen = { readonly lookedAtMs: number; readonly urgentFor?: number; readonly seenAtMs: number };
const never: Seen = { lookedAtMs: 0, seenAtMs: 0 };

/**
 * Says whether it is a row's turn for a look. This is a memory of one function instance, not a record: after a cold
 * start each row is looked at once more. If there are too many rows for five minutes, each waits longer, and none is
 * left out. `urgentFor`: the serial of a policy by which something in the row has to be planned anew. That is looked at once
 * out of turn. If the look decided nothing, the row waits as long as any other.
 */
export function createLooks(nowMs: () => number): (instanceId: string, urgentFor?: number) => boolean {
  let rows = new Map<string, Seen>();
  let minute = 0;
  let looks = 0;
  const begin = (now: number) => {
    if (Math.floor(now / minuteMs) === minute) return;
    minute = Math.floor(now / minuteMs);
    looks = 0;
    rows = new Map([...rows].filter(([, { seenAtMs }]) => seenAtMs > now - forgottenAfterMs));
  };
  return (instanceId, urgentFor) => {
    const now = nowMs();
    begin(now);
    const known = rows.get(instanceId) ?? never;
    const isUrgent = urgentFor !== undefined && known.urgentFor !== urgentFor;
    const isRested = known.lookedAtMs <= now - intervalMs(rows.size);
    const isTurn = isUrgent ? looks < urgentPerMinute : isRested && looks < looksPerMinute;
    rows.set(instanceId, { ...known, ...(isTurn && lookedAt(now, urgentFor)), seenAtMs: now });
    looks += Number(isTurn);
    return isTurn;
  };
}

const intervalMs = (rows: number) => Math.max(everyMinutes, Math.ceil(rows / looksPerMinute)) * minuteMs;

const lookedAt = (now: number, urgentFor: number | undefined) => ({
  lookedAtMs: now,
  ...(urgentFor !== undefined && { urgentFor }),
});
