/** `; did you mean x?` if one of `known` is so near that a slip of the hand explains it, else nothing. */
export function suggestion(text: unknown, known: readonly string[]): string {
  const best = typeof text === "string" ? nearest(text, known) : undefined;
  return best === undefined ? "" : `; did you mean ${best}?`;
}

/** The word that was meant, if one is near: a third of the letters may differ, and three at most (invented). */
export function nearest(text: string, known: readonly string[]): string | undefined {
  const most = Math.min(3, Math.max(1, Math.floor(text.length / 3)));
  const ranked = known
    .filter((word) => Math.abs(word.length - text.length) <= most)
    .map((word) => ({ word, edits: editsBetween(text.toLowerCase(), word.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const [best] = ranked;
  return best !== undefined && best.edits <= most ? best.word : undefined;
}

/** How many letters must be put in, taken out or replaced (Levenshtein), row by row. */
function editsBetween(from: string, to: string): number {
  let above = [...Array(to.length + 1).keys()];
  for (const [row, letter] of [...from].entries()) {
    const next = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (above[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (above[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    above = next;
  }
  return above[to.length] ?? 0;
}
