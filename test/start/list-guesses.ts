import { isFlippable } from "../cloud/core/guesses.ts";
import { guesses } from "../cloud/guesses.ts";

/** What the local cloud does that no document says, with its other side: for people, or as JSON. */
export function listGuesses(asJson: boolean): string {
  if (asJson) return JSON.stringify(guesses);
  const lines = guesses.map((guess) => {
    const other = isFlippable(guess) ? `--flip: ${guess.flip}` : `no flip: ${guess.noFlip}`;
    return `${guess.id}\n  ${guess.text}\n  ${other}\n  ${guess.sources.join(", ")}\n`;
  });
  return `${lines.join("")}${guesses.length} guesses`;
}
