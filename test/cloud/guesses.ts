import type { Guess } from "./core/guesses.ts";
import { dingtalkGuesses } from "./dingtalk/guesses.ts";
import { ensGuesses } from "./ens/guesses.ts";
import { guesses as fcGuesses } from "./fc/guesses.ts";
import { fc2Guesses } from "./fc2/guesses.ts";
import { logGuesses } from "./log/guesses.ts";
import { rosGuesses } from "./ros/guesses.ts";
import { smqGuesses } from "./smq/guesses.ts";
import { stsGuesses } from "./sts/guesses.ts";
import { tablestoreGuesses } from "./tablestore/guesses.ts";
import { guesses as worldGuesses } from "./world/guesses.ts";

/** All that the local cloud does that no document says, or that documents dispute. */
export const guesses: readonly Guess[] = [
  ...worldGuesses,
  ...ensGuesses,
  ...tablestoreGuesses,
  ...fcGuesses,
  ...fc2Guesses,
  ...rosGuesses,
  ...stsGuesses,
  ...smqGuesses,
  ...logGuesses,
  ...dingtalkGuesses,
];
