import type { Language } from "../../notices/languages.ts";
import type { Wish } from "../wish.ts";
import type { Fault, InTwo } from "./fault.ts";
import { reason } from "./form.ts";
import { type Form, flag } from "./form-of.ts";
import { machine } from "./machine.ts";

type Names = Readonly<Record<Language, readonly [string, ...string[]]>>;

/** Something that a sentence says beside its verb. */
export type Taken = {
  /** Where its value goes: an argument of the other door by its name, or a part of the wish. */
  readonly goes: { readonly arg: string } | "machine" | "code" | "confirm" | "again";
  readonly form: Form;
  readonly isNeeded?: boolean;
  /** What it is called as an option, in either language; the first one is shown. Undefined: it is known by its place. */
  readonly option?: Names;
  readonly about: InTwo;
};

/** What a sentence has said, beside the verb, value by value. */
export type Bound = {
  readonly args: Readonly<Record<string, unknown>>;
  readonly machine: Wish["machine"];
  readonly code: string | undefined;
  readonly confirm: string | undefined;
  readonly again: boolean;
};

export const groups = {
  look: { en: "Look", zh: "查看" },
  decide: { en: "Decide", zh: "决定" },
  act: { en: "Act", zh: "操作" },
  stop: { en: "Stop", zh: "停止" },
} as const satisfies Readonly<Record<string, InTwo>>;

/** One verb of the grammar. Parser, help and the guide's table follow from it. */
export type ChatVerb = {
  /** The first one is shown. */
  readonly names: Names;
  readonly group: keyof typeof groups;
  readonly to: Wish["to"] | { readonly chat: "help" };
  /** True iff it changes something: then it takes a reason, and `--again`. */
  readonly changes: boolean;
  readonly takes: readonly Taken[];
  readonly about: InTwo;
  readonly example: InTwo;
  /** What is wrong with values that are right one by one. */
  readonly faultIn?: (bound: Bound) => Fault | undefined;
};

/** What is known by its place. */
export const at = (goes: Taken["goes"], form: Form, about: InTwo): Taken => ({ goes, form, about, isNeeded: true });

/** What has a place, and may be left out. */
export const maybe = (goes: Taken["goes"], form: Form, about: InTwo): Taken => ({ goes, form, about });

/** `named`: its names in English and Chinese. */
export const option = (
  named: readonly [en: string, zh: string],
  goes: Taken["goes"],
  form: Form,
  about: InTwo,
): Taken => ({ goes, form, about, option: { en: [named[0]], zh: [named[1]] } });

/** Why, for the record. Console has two names for it. */
export const why = (arg: "Reason" | "Why"): readonly Taken[] => [
  {
    goes: { arg },
    form: reason,
    isNeeded: true,
    option: { en: ["reason", "why"], zh: ["原因", "理由"] },
    about: { en: "why, for the record", zh: "原因，会记录下来" },
  },
  option(["again", "再次"], "again", flag, {
    en: "the same is meant once more",
    zh: "确实要再执行一次",
  }),
];

export const anyMachine = at("machine", machine, { en: "the machine", zh: "机器" });

/** Of an operation that has ended console finds only what is named with its machine. */
export const itsMachine: Taken = {
  ...option(["machine", "机器"], "machine", machine, {
    en: "its machine; without it only what is open is found",
    zh: "所在的机器；不写则只能找到未结束的操作",
  }),
  option: { en: ["machine", "instance"], zh: ["机器"] }, // as the owner's command has it, whose lines stand in notices
};
