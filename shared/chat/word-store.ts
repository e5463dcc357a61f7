import * as z from "zod";
import type { Written } from "../ledger/store.ts";
import type { Said, Wish } from "./wish.ts";

/** A word as it was stored by the door that heard it. `askedAtMs`: when, epoch milliseconds. */
export type Word = Pick<Said, "person" | "conversation" | "answerTo"> & {
  readonly wish: Wish;
  readonly askedAtMs: number;
  /** The card that was clicked, if it was no sentence. */
  readonly card?: string | undefined;
};

const text = z.string().max(512);

/** A stored word, as it is read again: it says who asks for what, so nothing of it is taken on trust. */
export const wordSchema = z.strictObject({
  person: z.string().regex(/^[a-z]+:[\w.-]{1,64}\/[\w.-]{1,64}$/),
  conversation: text,
  answerTo: z.strictObject({ url: z.string().max(2_048), untilMs: z.number() }).optional(),
  wish: z.strictObject({
    verb: text,
    language: z.enum(["en", "zh"]),
    to: z.union([
      z.strictObject({ verb: text }),
      z.strictObject({ operation: text }),
      z.strictObject({ chat: z.literal("whoami") }),
    ]),
    args: z.record(z.string(), z.unknown()),
    machine: z.strictObject({ by: z.enum(["id", "name", "address"]), value: text }).optional(),
    code: z.string().max(64).optional(),
    again: z.boolean(),
  }),
  askedAtMs: z.number(),
  card: text.optional(),
}) satisfies z.ZodType<Word>;

/** A wish that was taken: by which word first and when, and what came of it, once that is known. Epoch milliseconds. */
export type Meant = {
  readonly key: string;
  readonly atMs: number;
  readonly answer?: string | undefined;
  /** True once its run is over without an answer to keep: whoever says the same has it tried again, by the first word's key. */
  readonly isOver: boolean;
};

/** What was said by chat. Each call throws `StoreUnknown` if the store does not say what became of it. */
export type WordStore = {
  /**
   * Stores a word under the key of its delivery. `refused`: the same key was used with another body before. The same
   * delivery again is applied again, and changes nothing.
   */
  readonly writeWord: (key: string, bodyHash: string, word: Word) => Promise<Written>;
  /** Uses up the key of a delivery that stores nothing. `refused`: it was used with another body before, or has a word. */
  readonly useUp: (key: string, bodyHash: string) => Promise<Written>;
  readonly readWord: (key: string) => Promise<Word | undefined>;
  /** Takes a wish for a word, unless another word has taken it since `sinceMs`. */
  readonly take: (wish: string, meant: Pick<Meant, "key" | "atMs">, sinceMs: number) => Promise<Written>;
  readonly readMeant: (wish: string) => Promise<Meant | undefined>;
  /** Notes that its run is over, if the wish is still this word's. */
  readonly keepOver: (wish: string, key: string) => Promise<Written>;
  /** Keeps what came of it, if the wish is still this word's. */
  readonly keepAnswer: (wish: string, key: string, answer: string) => Promise<Written>;
};
