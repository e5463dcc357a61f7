import { type Fault, faultOf } from "./fault.ts";

/** A word of a sentence without its quotes. `isQuoted`: all of it stood in quotes. */
export type Word = { readonly text: string; readonly isQuoted: boolean };

/** Quotes count where a word begins, and behind `=` and `:`. They close at the end of a word. */
const form = /((?:[^\s"']*[=:])?)(?:"([^"]*)"|'([^']*)')(?=\s|$)|(\S+)/gu;

/** The words of a folded sentence. */
export function split(text: string): readonly Word[] | Fault {
  const words: Word[] = [];
  for (const [, before = "", double, single, bare] of text.matchAll(form)) {
    if (bare !== undefined && /^'|"/.test(bare)) return unclosed;
    words.push({ text: bare ?? `${before}${double ?? single}`, isQuoted: bare === undefined && before === "" });
  }
  return words;
}

const unclosed = faultOf(
  {
    en: 'A quote is not closed, or text follows it without a blank; "text in quotes" is allowed, without the same quotes in it.',
    zh: '引号没有成对，或引号后面没有空格；允许的写法是 "引号中的文字"，其中不能再有同样的引号。',
  },
  { en: "Send it again with both quotes.", zh: "请补全引号后再发。" },
);
