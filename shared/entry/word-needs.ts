import type { WordStore } from "../chat/word-store.ts";
import type { VerbNeeds } from "../console/verb.ts";
import type { OpError, Unsure } from "../errors.ts";

/** Writes to a person's own chat. */
export type Whisper = (title: string, text: string) => Promise<void>;

/** What a word is carried out with. */
export type WordNeeds = Omit<VerbNeeds, "asker" | "signedAs"> & {
  readonly words: WordStore;
  /** Invokes an operation's function with the key of the word, and waits. Throws `OpError` if it does not answer. */
  readonly operate: (file: string, payload: object) => Promise<unknown>;
  readonly whisper: Whisper;
  /** Notes why somebody is told that it was not done. */
  readonly note: (refusal: OpError) => void;
};

/** Neither what is refused nor what is lost is done twice, or called undone. */
export const sayAgain: Unsure = {
  unreachable: "Say the same again in a minute: it is done once all the same.",
  internal: "Say the same again in a minute: it is done once all the same.",
};
