/** Something the local cloud does that no document says, or that documents dispute. */
export type Guess = {
  readonly id: string;
  readonly text: string;
  /** The files that do it. */
  readonly source: string;
  /** What is done instead when a test flips it; undefined: nothing else comes to mind. */
  readonly flip?: string | undefined;
};

/** True unless the guess is flipped. Throws UnknownGuessError for an id that is not in the list. */
export type Holds = (id: string) => boolean;

/** A guess is asked for, or flipped, that is not in the list or has no other side. */
export class UnknownGuessError extends Error {
  override readonly name = "UnknownGuessError";
}

/** Nothing is flipped: for a product that stands alone. */
export const allHold: Holds = () => true;

/** Tells of each guess in `list` whether it holds: all but `flips` do. Throws UnknownGuessError. */
export function createGuesses(list: readonly Guess[], flips: readonly string[]): Holds {
  const ids = new Set(list.map(({ id }) => id));
  const flippable = list.filter(({ flip }) => flip !== undefined).map(({ id }) => id);
  const unknown = flips.find((id) => !flippable.includes(id));
  if (unknown !== undefined) {
    throw new UnknownGuessError(`No guess "${unknown}" can be flipped; these can: ${flippable.join(", ")}.`);
  }
  return (id) => {
    if (!ids.has(id)) throw new UnknownGuessError(`No guess "${id}" is listed.`);
    return !flips.includes(id);
  };
}
