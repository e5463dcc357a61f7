/**
 * A text that a machine or a person chose, so that it is nothing but text in a message: no Markdown, no mention, no tag, no
 * link, one line, and not too long. What would steer is written full-width. A sentence folds it back (NFKC), so a name that
 * is copied out of an answer is the name again. `most`: characters.
 */
export function escaped(text: string, most = 120): string {
  const line = text.replace(unseen, " ").trim();
  const characters = [...line.slice(0, 2 * most + 1)];
  const cut = characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : line;
  return cut.replace(steering, fullWidth).replace(/:(?=\/\/)|(?<=www)\.|^[-+=]/gi, fullWidth);
}

/** Controls, what has no shape of its own, ends of lines, halves of characters. */
export const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

const steering = /[\\`*_{}[\]<>#|~@&]/g;

/** Source: Unicode, "Halfwidth and Fullwidth Forms": the printable ASCII once more, in the same order. */
const fullWidth = (character: string) => String.fromCharCode(character.charCodeAt(0) + 0xfee0);
