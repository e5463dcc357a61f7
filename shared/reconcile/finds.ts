/** So many ended events are remembered (invented): what was forgotten costs one read of its row. */
const maxEnded = 10_000;
/** An event that was dispatched is not dispatched again before this time, whatever its function could do with it. */
const dispatchAgainMs = 300_000;
/** A list that stays unreadable is told again after this time. */
const tellAgainMs = 600_000;

type Blind = { readonly sinceMs: number; readonly toldMs: number };

/** What one function instance remembers of its runs. It is a memory, not a record: a cold start costs reads alone. */
export type Finds = ReturnType<typeof createFinds>;

/** Keys are those of events on their instance; times are epoch milliseconds. */
export function createFinds() {
  const ended = new Set<string>();
  const dispatched = new Map<string, number>();
  const blind = new Map<string, Blind>();
  return {
    hasEnded: (key: string) => ended.has(key),
    /** Remembers an event that has ended. It stays so for longer than the cloud lists it. */
    remember: (key: string) => {
      ended.add(key);
      if (ended.size > maxEnded) for (const oldest of [...ended].slice(0, maxEnded / 2)) ended.delete(oldest);
    },
    wasDispatched: (key: string) => dispatched.has(key),
    isResting: (key: string, nowMs: number) =>
      nowMs < (dispatched.get(key) ?? Number.NEGATIVE_INFINITY) + dispatchAgainMs,
    noteDispatch: (key: string, nowMs: number) => void dispatched.set(key, nowMs),
    /** Forgets what was dispatched and is not listed any more. */
    keepOnly: (listed: ReadonlySet<string>) => {
      for (const key of dispatched.keys()) if (!listed.has(key)) dispatched.delete(key);
    },
    sighted: (product: string) => void blind.delete(product),
    /** Since when a list cannot be read, and whether it is time to say so. */
    blindAgain: (product: string, nowMs: number) => {
      const known = blind.get(product);
      const isToBeTold = known === undefined || known.toldMs + tellAgainMs <= nowMs;
      const sinceMs = known?.sinceMs ?? nowMs;
      blind.set(product, { sinceMs, toldMs: isToBeTold ? nowMs : known.toldMs });
      return { sinceMs, isToBeTold };
    },
  };
}
