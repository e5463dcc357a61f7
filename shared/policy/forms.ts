import * as z from "zod";
import { suggestion } from "./nearest.ts";
import { most } from "./sizes.ts";

/** What a value must be, in words; and that it is needed, where there is none. */
export const must = (be: string) => ({
  error: ({ input }: { readonly input?: unknown }) => (input === undefined ? "is needed" : `must be ${be}`),
});

/** A text of this form; `be` says the form in words. */
export const text = (form: RegExp, be: string) =>
  z.string(must(be)).regex(form, { error: `must be ${be}`, abort: true });

/** A sentence for people. */
export const sentence = text(
  new RegExp(`^[^\\p{Cc}]{1,${most.sentence}}$`, "u"),
  `text of 1 to ${most.sentence} characters on one line`,
);

/** What an owner calls a rule or a person. */
export const title = text(/^[^\p{Cc}"]{1,64}$/u, 'text of 1 to 64 characters on one line, without "');

/** What an owner calls a thing that other keys name. */
export const label = text(/^[a-z0-9-]{1,32}$/, "text of 1 to 32 of a-z, 0-9 and -");

/** One of these words; what is like one of them is told so. */
export const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, {
    error: ({ input }) => (input === undefined ? "is needed" : `must be ${listed(words)}${suggestion(input, words)}`),
  });

/** a, b or c. */
export const listed = (words: readonly string[]) =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;

/** A list that is not empty and has at most so many items. */
export const list = <T extends z.ZodType>(item: T, atMost: number) =>
  z.array(item, must("a list")).min(1, "must not be empty").max(atMost, `may have ${atMost} items`);

/** One value, or a list of which any will do. */
export const oneOrMore = <T extends z.ZodType>(item: T) =>
  z.union([item, list(item, most.values)], must("one value or a list of them"));

/** The values of what may be one, or a list. */
export const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : isList(value) ? value : [value];

const isList = <T>(value: T | readonly T[]): value is readonly T[] => Array.isArray(value);

/** A map with these keys and no other. An unknown key has a line of the message, in the order of the issue's keys. */
export const strict = <const T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknownKey(key, Object.keys(shape))).join("\n")
        : must("a map of keys and values").error(issue),
  });

const unknownKey = (key: string, keys: readonly string[]) =>
  `is not known here${suggestion(key, keys) || "."} Known: ${keys.join(", ")}`;

/** A map from a name of the owner's to one of these. */
export const named = <K extends z.ZodType<string>, T extends z.ZodType>(key: K, value: T, atMost: number) =>
  z
    .record(key, value, must("a map of names"))
    .refine((map) => Object.keys(map).length > 0, "must not be empty")
    .refine((map) => Object.keys(map).length <= atMost, `may have ${atMost} names`);

/** A whole number from `least` to `atMost`. */
export const count = (least: number, atMost: number) => {
  const be = `must be a whole number from ${least} to ${atMost}`;
  return z
    .int(must(`a whole number from ${least} to ${atMost}`))
    .min(least, be)
    .max(atMost, be);
};
