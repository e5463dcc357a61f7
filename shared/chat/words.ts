import type { Language } from "../notices/languages.ts";
import type { Machine } from "../remediation/machine.ts";
import { escaped } from "./escaped.ts";
import type { Wish } from "./wish.ts";

/** A question as it is shown in chat. */
export type Question = {
  readonly operationId: string;
  readonly instanceId: string;
  readonly operation: string;
  readonly ask: string;
  readonly losses: readonly string[];
};

type VerdictSaid = Readonly<Record<"OperationId" | "InstanceId" | "Verdict" | "LookedAt", string>>;
type Texts = Readonly<Record<Language, string>>;
const by = (language: Language, texts: Texts) => texts[language];

/** So many machines are listed: whoever means another one says its id. */
const mostShown = 10;

const minutes = (fromMs: number, nowMs: number) => Math.max(0, Math.round((nowMs - fromMs) / 60_000));

const sentenceOf = (...words: readonly (string | undefined)[]) => words.filter((word) => word !== undefined).join(" ");

/** What is said by chat alone. Everything else is said as over the other doors. */
export const chatWords = {
  title: (language: Language, verb: string) =>
    by(language, { en: `redeploy-once ${verb}`.trimEnd(), zh: `redeploy-once ${verb}`.trimEnd() }),
  notText: (language: Language) =>
    by(language, {
      en: "Only text is read here. Nothing was done. Say help.",
      zh: "这里只处理文字。什么都没有做。请说：帮助",
    }),
  lost: (language: Language) =>
    by(language, {
      en: "This was not taken: what was said could not be stored. Nothing was done. Say it again in a minute.",
      zh: "未能受理：无法保存您的话。什么都没有做。请一分钟后再说一次。",
    }),
  unsure: (language: Language) =>
    by(language, {
      en: "It is not known whether this was taken. If no answer comes, say the same again in a minute: it is done once all the same.",
      zh: "不知道是否已受理。如果没有收到回答，请一分钟后再说一次：只会执行一次。",
    }),
  over: (language: Language) =>
    by(language, {
      en: "This card is too old. Ask for what is open: asks",
      zh: "此卡片已过期。请说：asks 查看当前的询问",
    }),
  unmapped: (language: Language, person: string) =>
    by(language, {
      en: `The policy in force names nobody who is ${person}. Nothing was done.\n\nThe owner adds under \`people\`:\n\n\`- { name: you, roles: [viewer], is: ["${person}"] }\``,
      zh: `当前策略中没有 ${person}。什么都没有做。\n\n请所有者在 \`people\` 下添加：\n\n\`- { name: you, roles: [viewer], is: ["${person}"] }\``,
    }),
  whichMachine: (language: Language, named: string, found: readonly Machine[], { verb }: Wish) => {
    const lines = found
      .slice(0, mostShown)
      .map(({ instanceId, name = "", zone = "", addresses = [] }) =>
        `- \`${instanceId}\` ${escaped(name)} ${zone} ${addresses.join(" ")}`.trimEnd(),
      );
    const more = found.length > mostShown ? [`… ${found.length - mostShown}`] : [];
    const [only] = found;
    const said = escaped(named);
    if (only === undefined)
      return by(language, {
        en: `No machine is named ${said}. Nothing was done. Say its id: i-….`,
        zh: `没有名为 ${said} 的实例。什么都没有做。请使用实例 ID：i-…。`,
      });
    return [
      by(language, {
        en:
          found.length > 1
            ? `${found.length} machines are named ${said}. Nothing was done.`
            : `${said} is this machine. Nothing was done yet.`,
        zh:
          found.length > 1
            ? `有 ${found.length} 台实例名为 ${said}。什么都没有做。`
            : `${said} 是这台实例。还什么都没有做。`,
      }),
      ...lines,
      ...more,
      by(language, {
        en: `Say the same with the id: \`${verb} ${only.instanceId} …\``,
        zh: `请用实例 ID 再说一次：\`${verb} ${only.instanceId} …\``,
      }),
    ].join("\n");
  },
  saidBefore: (language: Language, atMs: number, nowMs: number, answer: string) =>
    by(language, {
      en: `You said the same ${minutes(atMs, nowMs)} min ago. It was done once. What came of it:\n\n${answer}\n\nTo mean it once more, add \`--again\`, or another reason.`,
      zh: `${minutes(atMs, nowMs)} 分钟前您说过同样的话，只执行了一次。结果：\n\n${answer}\n\n如果要再执行一次，请加 \`--again\`，或写另一个原因。`,
    }),
  underWay: (language: Language, atMs: number, nowMs: number) =>
    by(language, {
      en: `You said the same ${minutes(atMs, nowMs)} min ago, and it is being done. Its answer is on its way.`,
      zh: `${minutes(atMs, nowMs)} 分钟前您说过同样的话，正在执行，结果稍后到达。`,
    }),
  codeSent: (language: Language, about: string, sentence: string) =>
    [
      about,
      by(language, {
        en: `This takes a code. It was sent to your own chat. Then say: \`${sentence}\`. Nothing was changed yet.`,
        zh: `这需要验证码，已发送到您的单聊。然后请说：\`${sentence}\`。尚未做任何更改。`,
      }),
    ].join("\n\n"),
  codeLetter: (
    language: Language,
    instanceId: string,
    about: string,
    sentence: string,
  ): [title: string, text: string] => [
    by(language, { en: `Code for ${instanceId}`, zh: `${instanceId} 的验证码` }),
    [
      about,
      by(language, {
        en: `Say: \`${sentence}\`\n\nThe code is yours, for this alone, for at least 10 minutes. If you did not ask for it, somebody used your name: tell the owner.`,
        zh: `请说：\`${sentence}\`\n\n验证码只属于您，只用于这件事，至少 10 分钟内有效。如果不是您索取的，说明有人冒用您的名字：请告诉所有者。`,
      }),
    ].join("\n\n"),
  ],
  aboutQuestion: (language: Language, { operation, instanceId, losses }: Question) =>
    by(language, {
      en: `${operation} of ${instanceId}.${losses.length > 0 ? ` Lost: ${losses.join(", ")}.` : ""}`,
      zh: `${instanceId}：${operation}。${losses.length > 0 ? `将丢失：${losses.join("、")}。` : ""}`,
    }),
  aboutVerdict: (language: Language, operationId: string, instanceId: string, verdict: string) =>
    by(language, {
      en: `Verdict ${verdict} on ${operationId} of ${instanceId}.`,
      zh: `${instanceId} 的 ${operationId}：判定 ${verdict}。`,
    }),
  approveBy: (language: Language, { operationId }: Question, code?: string) =>
    by(language, {
      en: sentenceOf("approve", operationId, code, '--reason "…"'),
      zh: sentenceOf("批准", operationId, code, '--原因 "…"'),
    }),
  resolveBy: (language: Language, { OperationId, InstanceId, Verdict, LookedAt }: VerdictSaid, code?: string) => {
    const about = [OperationId, InstanceId, code];
    return by(language, {
      en: sentenceOf("resolve", ...about, `--verdict ${Verdict} --looked-at ${LookedAt} --reason "…"`),
      zh: sentenceOf("判定", ...about, `--判定 ${Verdict} --查看时间 ${LookedAt} --原因 "…"`),
    });
  },
} as const;
