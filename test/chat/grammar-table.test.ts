import { expect, test } from "vitest";
import { helpOn, helpText } from "../../shared/chat/grammar/help.ts";
import { parse } from "../../shared/chat/grammar/parse.ts";
import { grammarRows } from "../../shared/chat/grammar/rows.ts";
import { shownAs } from "../../shared/chat/grammar/usage.ts";
import type { ChatVerb, Taken } from "../../shared/chat/grammar/verb.ts";
import { chatVerbs, namesOf, verbNames } from "../../shared/chat/grammar/verbs.ts";
import type { Wish } from "../../shared/chat/wish.ts";
import { verbs } from "../../shared/console/verbs.ts";
import { languages } from "../../shared/notices/languages.ts";
import { operations } from "../../shared/operations/index.ts";

const both = ["en", "zh"] as const;
const every = chatVerbs.map((verb) => [verb.names.en[0], verb] as const);

/** What the other door says to a wish, once console has found the machine: undefined if it takes it. */
function objectionTo({ to, args, machine }: Wish): unknown {
  const all = { ...args, ...(machine !== undefined && { InstanceId: "i-bp1plain0001" }) };
  if ("verb" in to) return verbs.find(({ name }) => name === to.verb)?.schema.safeParse(all).error;
  if ("chat" in to) return undefined;
  const { Reason: _, RegionId: __, ...input } = all as Readonly<Record<string, unknown>>; // of the call, not of the operation
  return operations.find(({ name }) => name === to.operation)?.parameters.schema.safeParse(input).error;
}

const wishIn = (text: string): Wish => {
  const parsed = parse(text);
  if (parsed.kind === "answer") throw new Error(`${text}: ${parsed.text}`);
  return parsed.wish;
};

test("no name is two verbs', and none has a capital", () => {
  expect(new Set(verbNames).size).toBe(verbNames.length);
  expect(verbNames.filter((name) => name !== name.toLowerCase().normalize("NFKC"))).toEqual([]);
});

test.each(every)("no option of %s has a name twice", (_, { takes }) => {
  const names = takes.flatMap(({ option }) => (option === undefined ? [] : [...option.en, ...option.zh]));
  expect(new Set(names).size).toBe(names.length);
});

test.each(every)("what %s goes to is there", (_, { to }) => {
  const names = [...verbs.map(({ name }) => name), ...operations.map(({ name }) => name), "whoami", "help"];
  expect(names).toContain(Object.values(to)[0]);
});

test.each(every)("%s takes a reason iff the other door wants a role for it, and --again with it", (_, verb) => {
  const { to, takes, changes } = verb;
  const needsRole = "verb" in to ? verbs.find(({ name }) => name === to.verb)?.role !== undefined : "operation" in to;
  const hasReason = takes.some(({ goes, isNeeded }) => isNeeded === true && ["Reason", "Why"].includes(argOf(goes)));
  const hasAgain = takes.some(({ goes }) => goes === "again");
  expect([changes, hasReason, hasAgain]).toEqual([needsRole, needsRole, needsRole]);
});

const argOf = (goes: Taken["goes"]) => (typeof goes === "string" ? "" : goes.arg);

const wishing = every.filter(([, { to }]) => !("chat" in to && to.chat === "help"));

test.each(wishing)(
  "the examples of %s are taken by the other door, and are the same wish in both languages",
  (_, verb) => {
    const [en, zh] = both.map((language) => wishIn(verb.example[language]));
    expect([en && objectionTo(en), zh && objectionTo(zh)]).toEqual([undefined, undefined]);
    expect([en?.language, en?.verb, zh?.verb]).toEqual(["en", verb.names.en[0], verb.names.zh[0]]);
    expect({ ...zh, verb: "", language: "", args: { ...zh?.args, Reason: "", Why: "" } }).toEqual({
      ...{ ...en, verb: "", language: "" },
      args: { ...en?.args, Reason: "", Why: "" },
    });
  },
);

/** A value for each form, by the word that stands for it in a usage. */
const samples: Readonly<Record<string, string>> = {
  QUESTION: "1-9f3a77c2b1d0",
  MACHINE: "web-7",
  REGION: "cn-hangzhou",
  ZONE: "cn-hangzhou-h",
  NAME: "RebootInstance",
  "KEY=VALUE": "role=db",
  LENGTH: "2h",
  TIME: "2026-11-30T18:00:00Z",
  PAUSE: "3f2a",
  PAGE: "eyJmcm9tIjo2NH0",
  CODE: "7K2QWX9M",
  SERIAL: "3",
  "": "",
};

const optional = chatVerbs.flatMap((verb) =>
  verb.takes
    .filter(({ isNeeded }) => isNeeded !== true)
    .map((taken) => [`${verb.names.en[0]} ${shownAs(taken, "en")}`, verb, taken] as const),
);

test.each(optional)("%s is taken by the other door, under each of its names", (_, verb, taken) => {
  for (const language of both)
    for (const name of taken.option?.[language] ?? [undefined]) {
      const wish = wishIn(withOption(verb, taken, name));
      expect(objectionTo(wish)).toBeUndefined();
      if (typeof taken.goes !== "string") expect(wish.args).toHaveProperty(taken.goes.arg);
    }
});

/** The example of a verb with this beside it. */
function withOption(verb: ChatVerb, { form, option }: Taken, name: string | undefined): string {
  const value = samples[form.word.en];
  if (value === undefined) throw new Error(`There is no sample of ${form.word.en}`);
  if (option === undefined) return `${verb.names.en[0]} ${samplesBefore(verb)} ${value} ${optionsOf(verb.example.en)}`;
  const without = verb.example.en.replace(new RegExp(`--${option.en[0]} \\S+`), "");
  return `${without} --${name} ${value}`;
}

const samplesBefore = ({ example, names, takes }: ChatVerb) => {
  const count = takes.filter(({ option, isNeeded }) => option === undefined && isNeeded === true).length;
  return example.en.slice(names.en[0].length).trim().split(" ").slice(0, count).join(" ");
};

const optionsOf = (example: string) => /--.*/.exec(example)?.[0] ?? "";

test("a pause is of each operation that there is", () => {
  for (const { name } of operations)
    expect(objectionTo(wishIn(`pause --operation ${name} --reason "look first"`))).toBeUndefined();
  expect(Object.keys(languages.zh.deeds)).toEqual(Object.keys(languages.en.deeds));
});

test.each(every)("help on %s shows names, usage and an example in both languages", (name, verb) => {
  for (const language of both) {
    const text = parse(`${{ en: "help", zh: "帮助" }[language]} ${verb.names[language][0]}`);
    expect(text).toEqual({ kind: "answer", text: helpOn(verb, language) });
    expect(helpOn(verb, language)).toContain(verb.example[language]);
    expect(helpText(language)).toContain(verb.names[language][0]);
  }
  expect(helpOn(verb, "en")).toContain(name);
});

test("help fits on the screen of a phone", () => {
  expect(parse("help")).toEqual({ kind: "answer", text: helpText("en") });
  expect(parse("？")).toEqual({ kind: "answer", text: helpText("en") });
  expect(parse("帮助")).toEqual({ kind: "answer", text: helpText("zh") });
  for (const language of both) {
    expect(helpText(language).split("\n").length).toBeLessThanOrEqual(8);
    expect(helpText(language).length).toBeLessThan(400);
    for (const verb of chatVerbs) expect(helpOn(verb, language).length).toBeLessThan(1_200);
  }
});

test("help on what is no verb says which is near", () => {
  expect(parse("help aprove")).toMatchObject({ text: expect.stringContaining("Did you mean approve?") });
});

test("who says nothing is told what can be said", () => {
  for (const text of ["", "  ", "@ops-bot", "/ops", "\n\n"])
    expect(parse(text)).toEqual({ kind: "answer", text: helpText("en") });
});

test("the guide has a row for each verb", () => {
  const [head = [], ...rows] = grammarRows();
  expect(rows.length).toBe(chatVerbs.length);
  for (const [index, row] of rows.entries()) {
    expect(row.length).toBe(head.length);
    for (const name of namesOf(chatVerbs[index] ?? { names: { en: ["none"], zh: ["none"] } }).slice(0, 1))
      expect(row[0]).toContain(name);
  }
});
