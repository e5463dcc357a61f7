import { nearest } from "../../policy/nearest.ts";
import { escaped } from "../escaped.ts";
import { type Fault, faultOf } from "./fault.ts";
import { shownAs, usageOf } from "./usage.ts";
import type { ChatVerb, Taken } from "./verb.ts";
import { verbNames } from "./verbs.ts";

/** What a person wrote, as a message may repeat it. */
const quoted = (text: string) => escaped(text, 40);

const help = { en: "See: help", zh: "请看：帮助" };
const helpOf = ({ names }: ChatVerb) => ({ en: `See: help ${names.en[0]}`, zh: `请看：帮助 ${names.zh[0]}` });
const taken = (verb: ChatVerb) => ({ en: usageOf(verb, "en"), zh: usageOf(verb, "zh") });
const named = (one: Taken) => ({ en: shownAs(one, "en"), zh: shownAs(one, "zh") });

/** Nothing of what is near runs by itself. */
export function unknownVerb(text: string): Fault {
  const meant =
    verbNames.find((name) => /\p{Script=Han}/u.test(name) && text.startsWith(name)) ?? nearest(text, verbNames);
  const [en, zh] = meant === undefined ? ["", ""] : [`Did you mean ${meant}? `, `您是不是要说 ${meant}？`];
  return faultOf(
    {
      en: `There is no verb ${quoted(text)}. ${en}Only the verbs of help are allowed, with a blank behind.`,
      zh: `没有命令 ${quoted(text)}。${zh}只能使用 帮助 中列出的命令，后面要有空格。`,
    },
    help,
  );
}

export function unknownOption(verb: ChatVerb, text: string): Fault {
  const options = verb.takes.flatMap(({ option }) => (option === undefined ? [] : [...option.en, ...option.zh]));
  const meant = nearest(text, options);
  const [en, zh] = meant === undefined ? ["", ""] : [` Did you mean --${meant}?`, `您是不是要写 --${meant}？`];
  return faultOf(
    {
      en: `${verb.names.en[0]} takes no option ${quoted(text)}.${en} It takes: ${taken(verb).en}`,
      zh: `${verb.names.zh[0]} 没有选项 ${quoted(text)}。${zh}用法：${taken(verb).zh}。`,
    },
    helpOf(verb),
  );
}

export const tooManyWords = (verb: ChatVerb, text: string): Fault =>
  faultOf(
    {
      en: `${verb.names.en[0]} does not take ${quoted(text)}. It takes: ${taken(verb).en} (text with blanks in quotes).`,
      zh: `${verb.names.zh[0]} 不接受 ${quoted(text)}。用法：${taken(verb).zh}（有空格的文字要放在引号中）。`,
    },
    helpOf(verb),
  );

export const saidTwice = (verb: ChatVerb, one: Taken): Fault =>
  faultOf(
    {
      en: `${named(one).en} stands twice; once is allowed.`,
      zh: `${named(one).zh} 出现了两次，只能出现一次。`,
    },
    helpOf(verb),
  );

export const missing = (verb: ChatVerb, one: Taken): Fault =>
  faultOf(
    {
      en: `${verb.names.en[0]} needs ${named(one).en}: ${one.form.allows.en}.`,
      zh: `${verb.names.zh[0]} 需要 ${named(one).zh}：${one.form.allows.zh}。`,
    },
    helpOf(verb),
  );

export const unfit = (verb: ChatVerb, one: Taken, text: string): Fault =>
  faultOf(
    {
      en: `${named(one).en} cannot be ${quoted(text) || "empty"}. Allowed: ${one.form.allows.en}.`,
      zh: `${named(one).zh} 不能是 ${quoted(text) || "空的"}。允许：${one.form.allows.zh}。`,
    },
    helpOf(verb),
  );
