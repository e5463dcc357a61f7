import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const smq = guessesOf("smq");

/** What the local queue service does that no document says. */
export const smqGuesses: readonly Guess[] = [
  smq(
    "queue-missing",
    "A queue that is not there is 404 QueueNotExist, as in the older API.",
    "smq/smq",
    oneSided("Whatever the code, its depth cannot be read, and that is told."),
  ),
];
