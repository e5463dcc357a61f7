/** What an answer consists of. Lines are Markdown; what others wrote in them is escaped. */
export type Parts = {
  /** The first line is what matters. */
  readonly head: readonly [string, ...string[]];
  /** A list, the most important first: what does not fit is told as a number. */
  readonly items?: readonly string[];
  /** What to do next. */
  readonly tail?: readonly string[];
};

/** Most characters of an answer, and most items of its list (both invented: two screens of a phone). */
const mostCharacters = 3_000;
const mostItems = 20;

/** A line ends in Markdown by two blanks and a line break. Source: CommonMark 0.31, "Hard line breaks". */
const lineEnd = "  \n";

/** The text, with as many items as fit. `more`: the words for those that do not. */
export function fitted(parts: Parts, more: (count: number) => string): string {
  const count = parts.items?.length ?? 0;
  for (let shown = Math.min(count, mostItems); shown >= 0; shown--) {
    const text = textWith(parts, shown, shown < count ? [more(count - shown)] : []);
    if (text.length <= mostCharacters) return text;
  }
  return `${textWith(parts, 0, [])
    .slice(0, mostCharacters - 1)
    .replace(/[\ud800-\udbff]$/, "")}…`;
}

const textWith = ({ head, items = [], tail = [] }: Parts, shown: number, rest: readonly string[]) =>
  [...head, ...[...items.slice(0, shown), ...rest].map((item) => `- ${item}`), ...tail].join(lineEnd);
