import type { Language } from "../notices/languages.ts";

/** What a person wishes by chat, in the words of the other doors. */
export type Wish = {
  /** The verb, as the table of the grammar names it, in the language in which it was said. */
  readonly verb: string;
  readonly language: Language;
  /** A verb of `console` or an operation, by its name; `whoami` is of chat alone. */
  readonly to: { readonly verb: string } | { readonly operation: string } | { readonly chat: "whoami" };
  /** Its arguments by the names of the other doors, unchecked: `{"OperationId": "…", "Reason": "…"}`. Without the machine. */
  readonly args: Readonly<Record<string, unknown>>;
  /** The machine, as it was said; undefined if the verb takes none. */
  readonly machine?: { readonly by: "id" | "name" | "address"; readonly value: string } | undefined;
  /** The code from one's own chat, beside an `approve`. */
  readonly code?: string | undefined;
  /** True iff the same is meant once more. */
  readonly again: boolean;
};

/** A message that a platform has delivered, verified. */
export type Said = {
  /** Who, as a policy names them: `dingtalk:ding0corp/0123`. */
  readonly person: string;
  readonly text: string;
  /** The platform's own ids. */
  readonly messageId: string;
  readonly conversation: string;
  /** When it was said by the platform's own word, epoch milliseconds. Nobody has signed it: it makes a word older, and never younger. */
  readonly sentAtMs?: number | undefined;
  /** Where an answer goes, and until when (epoch milliseconds). The platform's word, not to be believed: see the sender. */
  readonly answerTo?: { readonly url: string; readonly untilMs: number } | undefined;
};

/** A click on a button of a card of ours, verified. */
export type Click = {
  readonly person: string;
  /** What the button says, as it was sealed into the card. */
  readonly button: Readonly<Record<string, string>>;
};
