import * as z from "zod";
import type { Language } from "../../notices/languages.ts";
import type { Parts } from "./parts.ts";
import type { Say } from "./say.ts";

const form = z.object({ Code: z.string(), Message: z.string() });

/** What a status means, in a few words. Any other is told as 500 is: what it changed is not known. */
const byStatus: Readonly<Record<Language, Readonly<Record<number, string>>>> = {
  en: {
    400: "Not understood",
    401: "Not allowed",
    403: "Not allowed",
    404: "Not found",
    409: "Not possible as it stands",
    413: "Too long",
    429: "Not now",
    500: "Something of ours broke",
    503: "Cannot be told for now",
  },
  zh: {
    400: "参数不正确",
    401: "不允许",
    403: "不允许",
    404: "找不到",
    409: "当前状态下不能执行",
    413: "内容过长",
    429: "暂时不行",
    500: "内部错误",
    503: "暂时无法得知",
  },
};

/** Where the code says more than the status. The message is English: whoever reads Chinese has this line. */
const chineseByCode: Readonly<Record<string, string>> = {
  AskClosed: "该询问已关闭",
  AttemptsUsedUp: "失败次数已达策略上限",
  ContradictingVerdict: "与已有的结果矛盾",
  CooldownActive: "该机器上的操作刚刚结束，请稍后",
  EventIsOwned: "该事件已有操作在处理",
  "Forbidden.DataLossConsentRequired": "会丢失数据，需要有权的人同意",
  "Forbidden.Frozen": "处于冻结期",
  "Forbidden.Operation": "策略不允许您执行此操作",
  "Forbidden.Role": "您缺少所需的角色",
  IncorrectOperationState: "该操作已在进行或已结束",
  "InvalidEventId.NotFound": "没有这个待处理的事件",
  "InvalidInstanceId.NotFound": "没有这台机器的记录",
  "InvalidOperationId.NotFound": "没有这个操作的记录",
  "InvalidPause.NotFound": "没有这个暂停",
  "InvalidSerial.NotFound": "没有这个版本的策略",
  LastTokenProcessing: "正在处理中",
  LimitReached: "已达到同时进行的上限",
  OperationCancelled: "该操作已被取消",
  OperationConflict: "该机器上有另一个操作正在进行",
  OperationExpired: "该操作已过期，没有生效",
  OperationPaused: "已被人暂停",
  TooEarly: "查看得太早，还不能判定",
  TooLateToWait: "推迟的时间太晚",
};

/** A refusal: in a few words, then code and message as they are. Undefined if it has another form. */
export function refusalParts(status: number, body: unknown, { language, text }: Say): Parts | undefined {
  const { success, data } = form.safeParse(body);
  if (!success) return undefined;
  const { Code, Message } = data;
  const own = language === "zh" && Object.hasOwn(chineseByCode, Code) ? chineseByCode[Code] : undefined;
  const first = own ?? byStatus[language][status] ?? byStatus[language][500];
  return { head: [`**${first}** (${text(Code)})`, text(Message, 1_200)] };
}
