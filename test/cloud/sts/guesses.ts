import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const sts = guessesOf("sts");

/** What the local STS does that no document says. */
export const stsGuesses: readonly Guess[] = [
  sts(
    "ids",
    "GetCallerIdentity names who signed by an ARN. Open: the ids of users and roles.",
    "sts/sts",
    oneSided("Only the account's number is read of it."),
  ),
];
