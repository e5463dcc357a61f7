/** How often each fault happened at each point. */
export type Hits = {
  readonly count: (fault: string, point: string) => void;
  readonly table: Readonly<Record<string, Readonly<Record<string, number>>>>;
};

export function createHits(): Hits {
  const table: Record<string, Record<string, number>> = {};
  return {
    table,
    count: (fault, point) => {
      table[fault] ??= {};
      const row = table[fault];
      row[point] = (row[point] ?? 0) + 1;
    },
  };
}
