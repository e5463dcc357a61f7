/**
 * When events came, as one function instance remembers of its runs: an operation that has ended stands in no open row any
 * more. It is a memory, not a record: after a cold start what is open counts. Keys are those of events on their instance.
 */
export type Arrivals = ReturnType<typeof createArrivals>;

export function createArrivals() {
  const cameMs = new Map<string, number>();
  return {
    note: (key: string, atMs: number) => void cameMs.set(key, atMs),
    /** How many came after this time, epoch milliseconds. What came before is forgotten. */
    countAfter: (fromMs: number): number => {
      for (const [key, atMs] of cameMs) if (atMs <= fromMs) cameMs.delete(key);
      return cameMs.size;
    },
  };
}
