/** How many brackets of a JSON text may stand in each other (invented): HTTP envelopes and events have 4. */
const maxDepth = 16;

/** How many values a JSON text may have, those in values too (invented): 16 events have about 500. */
const maxValues = 4_096;

/**
 * What a text has too much of to be parsed, in words; pure. It reads each character at most once and takes any text, JSON
 * or not: a parser takes ten times as long for names, and a regular expression may begin anew at every quote of a text
 * that does not end.
 */
export function excessOf(json: string): string | undefined {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < json.length; at++) {
    const character = json.charAt(at);
    if (character === '"') at = endOfText(json, at + 1);
    depth += levelsBy.get(character) ?? 0;
    values += valuesBy.get(character) ?? 0;
    if (depth > maxDepth) return `nests deeper than ${maxDepth} levels`;
    if (values > maxValues) return `has more than ${maxValues} values`;
  }
  return undefined;
}

/** What a character outside of texts changes. */
const levelsBy = new Map(Object.entries({ "[": 1, "{": 1, "]": -1, "}": -1 }));
/** Each begins a value, unless a bracket is empty. */
const valuesBy = new Map(Object.entries({ "[": 1, "{": 1, ",": 1 }));

/** The quote that ends a text; where all ends if none does. */
function endOfText(json: string, from: number): number {
  let at = from;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at;
}
