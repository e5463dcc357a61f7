import type { Fault } from "./fault.ts";
import { missing, saidTwice, tooManyWords, unfit, unknownOption } from "./faults.ts";
import { flag } from "./form-of.ts";
import type { Word } from "./split.ts";
import type { Bound, ChatVerb, Taken } from "./verb.ts";

/** What the words behind a verb say. Each must be known, of the right form, and there once. */
export function bind(verb: ChatVerb, words: readonly Word[]): Bound | Fault {
  const given = givenIn(verb, words);
  if ("fault" in given) return given;
  const gap = verb.takes.find((taken) => taken.isNeeded && !given.some((one) => one.taken === taken));
  if (gap !== undefined) return missing(verb, gap);
  const twice = given.find(({ taken }, index) => given.findIndex((other) => other.taken === taken) < index);
  if (twice !== undefined) return saidTwice(verb, twice.taken);
  const read = given.map(({ taken, text }) => ({ taken, text, value: taken.form.read(text) }));
  const wrong = read.find(({ value }) => value === undefined);
  if (wrong !== undefined) return unfit(verb, wrong.taken, wrong.text);
  const bound = boundOf(read);
  return verb.faultIn?.(bound) ?? bound;
}

type Given = { readonly taken: Taken; readonly text: string };
type Step = { readonly given: Given; readonly rest: readonly Word[] };

function givenIn(verb: ChatVerb, words: readonly Word[]): readonly Given[] | Fault {
  const places = verb.takes.filter(({ option }) => option === undefined);
  const given: Given[] = [];
  let [word, ...rest] = words;
  while (word !== undefined) {
    const placed = given.filter(({ taken }) => taken.option === undefined).length;
    const step: Step | Fault = isOption(word) ? optionOf(verb, word, rest) : placeOf(verb, places[placed], word, rest);
    if ("fault" in step) return step;
    given.push(step.given);
    [word, ...rest] = step.rest;
  }
  return given;
}

/** `--name`, `--name=value` and `name=value`. One dash is a slip, and told. */
const optionForm = /^(-{0,2})(\p{L}[\p{L}\p{N}-]*)(?:=(.*))?$/u;

const isOption = ({ text, isQuoted }: Word) => !isQuoted && (/^-/.test(text) || /^\p{L}[\p{L}\p{N}-]*=/u.test(text));

function placeOf(verb: ChatVerb, taken: Taken | undefined, { text }: Word, rest: readonly Word[]): Step | Fault {
  return taken === undefined ? tooManyWords(verb, text) : { given: { taken, text }, rest };
}

function optionOf(verb: ChatVerb, { text }: Word, rest: readonly Word[]): Step | Fault {
  const [, dashes, name = text, value] = optionForm.exec(text) ?? [];
  const taken = dashes === "-" ? undefined : optionNamed(verb, name);
  if (taken === undefined) return unknownOption(verb, name);
  if (taken.form === flag || value !== undefined) return { given: { taken, text: value ?? "" }, rest };
  return behind(verb, taken, rest);
}

/** The word behind an option. It may have `=` in it, as a tag has. */
function behind(verb: ChatVerb, taken: Taken, [next, ...rest]: readonly Word[]): Step | Fault {
  const isValue = next !== undefined && (next.isQuoted || !next.text.startsWith("-"));
  return isValue ? { given: { taken, text: next.text }, rest } : missing(verb, taken);
}

const optionNamed = ({ takes }: ChatVerb, name: string) =>
  takes.find(({ option }) => option !== undefined && [...option.en, ...option.zh].includes(name.toLowerCase()));

type Read = { readonly taken: Taken; readonly value: unknown };

function boundOf(read: readonly Read[]): Bound {
  const args = read.flatMap(({ taken: { goes }, value }) => (typeof goes === "string" ? [] : [[goes.arg, value]]));
  const part = (name: Taken["goes"]) => read.find(({ taken }) => taken.goes === name)?.value;
  return {
    args: Object.fromEntries(args),
    machine: part("machine") as Bound["machine"], // as its form has read it
    code: part("code") as Bound["code"], // a text, by its form
    confirm: part("confirm") as Bound["confirm"], // a text, by its form
    again: part("again") === true,
  };
}
