/** Something the local cloud does that no document says, or that documents dispute. */
export type Guess = {
  readonly id: string;
  readonly text: string;
  /** The files that do it, from the repository's root. */
  readonly sources: readonly string[];
} & (Flippable | OneSided);

/** `flip`: what is done instead when a test flips it. */
type Flippable = { readonly flip: string };

/** `noFlip`: why playing another side would tell nothing. */
type OneSided = { readonly noFlip: string };

/** Makes the guesses of one part of the cloud: their ids begin with `part`, their `files` lie below test/cloud. */
export const guessesOf =
  (part: string) =>
  (id: string, text: string, files: string, other: string | OneSided): Guess => ({
    id: `${part}.${id}`,
    text,
    sources: files.split(", ").map((file) => `test/cloud/${file}.ts`),
    ...(typeof other === "string" ? { flip: other } : other),
  });

export const oneSided = (noFlip: string): OneSided => ({ noFlip });

/** True iff the guess has another side to play. */
export const isFlippable = (guess: Guess): guess is Guess & Flippable => "flip" in guess;

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
  const flippable = list.filter(isFlippable).map(({ id }) => id);
  const unknown = flips.find((id) => !flippable.includes(id));
  if (unknown !== undefined) {
    throw new UnknownGuessError(`No guess "${unknown}" can be flipped; these can: ${flippable.join(", ")}.`);
  }
  return (id) => {
    if (!ids.has(id)) throw new UnknownGuessError(`No guess "${id}" is listed.`);
    return !flips.includes(id);
  };
}
