import * as z from "zod";
import type { InTwo } from "./fault.ts";

/** The form of a value. */
export type Form = {
  /** What stands for it in a usage. */
  readonly word: InTwo;
  /** What is allowed, with an example. */
  readonly allows: InTwo;
  /** The value that a text says; undefined if it says none. */
  readonly read: (text: string) => unknown;
};

/** What says something by being there; it takes no value. */
export const flag: Form = {
  word: { en: "", zh: "" },
  allows: { en: "no value", zh: "不带值" },
  read: (text) => text === "" || undefined,
};

export const formOf = (schema: z.ZodType, word: InTwo, allows: InTwo): Form => ({
  word,
  allows,
  read: (text) => schema.safeParse(text).data,
});

export const like = (form: RegExp, word: InTwo, allows: InTwo): Form => formOf(z.string().regex(form), word, allows);
