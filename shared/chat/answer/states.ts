import type { Language } from "../../notices/languages.ts";
import { escaped } from "../escaped.ts";

type Words = Readonly<Record<Language, Readonly<Record<string, string>>>>;

/** The states of an operation in a word or two. One that is not known here goes by its name. */
const states: Words = {
  en: {
    Waiting: "waits",
    Claimed: "at work, nothing is sent yet",
    Sending: "being sent",
    InDoubt: "in doubt: not known whether the cloud took it",
    Accepted: "taken by the cloud",
    Unproven: "taken, and not proved to have helped",
    NeedsHuman: "in doubt: needs a person's verdict",
    Succeeded: "succeeded",
    Failed: "failed",
    Rejected: "refused",
    Cancelled: "cancelled",
    Expired: "ended without effect",
    SatisfiedElsewhere: "answered elsewhere",
    NotMine: "nothing to do",
    DryRun: "checked only",
  },
  zh: {
    Waiting: "等待中",
    Claimed: "处理中，尚未发送",
    Sending: "正在发送",
    InDoubt: "结果不确定：不知道云平台是否已接受",
    Accepted: "云平台已接受",
    Unproven: "已接受，但尚未证明有效",
    NeedsHuman: "结果不确定：需要人来判定",
    Succeeded: "成功",
    Failed: "失败",
    Rejected: "被拒绝",
    Cancelled: "已取消",
    Expired: "已结束，没有生效",
    SatisfiedElsewhere: "已由其他操作处理",
    NotMine: "无需处理",
    DryRun: "仅检查",
  },
};

/** What an operation waits for. */
const waits: Words = {
  en: {
    approval: "waits for a person's yes",
    time: "waits for its time",
    slot: "waits for a place",
    hook: "waits for the owner's hook",
    attempt: "waits for its next attempt",
    operation: "waits for another operation to end",
    policy: "waits: the policy does nothing about it at present",
  },
  zh: {
    approval: "等待人同意",
    time: "等待时间到",
    slot: "等待名额",
    hook: "等待所有者的钩子",
    attempt: "等待下一次尝试",
    operation: "等待另一个操作结束",
    policy: "等待中：策略目前不处理",
  },
};

/** How an operation stands. */
export function stateWords(
  { State, For }: { readonly State: string; readonly For?: string | undefined },
  language: Language,
): string {
  const waiting =
    State === "Waiting" && For !== undefined ? (own(waits, language, For) ?? `${State} ${For}`) : undefined;
  return escaped(waiting ?? own(states, language, State) ?? State);
}

/** The same of a key that status counts by, such as `Waiting for approval`. */
export function countedWords(key: string, language: Language): string {
  const [State = "", For] = key.split(" for ");
  return stateWords({ State, For }, language);
}

const own = (words: Words, language: Language, name: string) =>
  Object.hasOwn(words[language], name) ? words[language][name] : undefined;
