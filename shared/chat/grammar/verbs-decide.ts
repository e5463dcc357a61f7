import { faultOf } from "./fault.ts";
import { ask, code, operationId, time } from "./form.ts";
import { at, type Bound, type ChatVerb, itsMachine, maybe, option, why } from "./verb.ts";

const theOperation = at({ arg: "OperationId" }, operationId, { en: "the operation", zh: "操作" });
const theAsk = option(["ask", "询问"], { arg: "Ask" }, ask, {
  en: "the question that you were shown: a word counts for no other",
  zh: "您看到的询问编号：只对这一个询问有效",
});
const decides = { group: "decide", changes: true } as const;

/** What people decide about an operation. */
export const verbsDecide: readonly ChatVerb[] = [
  {
    ...decides,
    names: { en: ["approve"], zh: ["批准", "同意"] },
    to: { verb: "approve" },
    takes: [
      theOperation,
      maybe("code", code, { en: "the code from your own chat with me", zh: "您与我单聊中收到的验证码" }),
      theAsk,
      itsMachine,
      ...why("Reason"),
    ],
    about: { en: "say yes to a question", zh: "同意一个询问" },
    example: {
      en: 'approve 150dc535e4af49dc8c1d3f6b5a2e7f90 --ask 1-9f3a77c2b1d0 --reason "the host is failing"',
      zh: '批准 150dc535e4af49dc8c1d3f6b5a2e7f90 --询问 1-9f3a77c2b1d0 --原因 "宿主机正在故障"',
    },
    faultIn: noQuestion,
  },
  {
    ...decides,
    names: { en: ["deny", "reject"], zh: ["拒绝", "驳回"] },
    to: { verb: "deny" },
    takes: [theOperation, { ...theAsk, isNeeded: true }, itsMachine, ...why("Reason")],
    about: { en: "say no to a question: nothing of it is sent", zh: "拒绝一个询问：不会发送任何请求" },
    example: {
      en: 'deny 150dc535e4af49dc8c1d3f6b5a2e7f90 --ask 1-9f3a77c2b1d0 --reason "the vendor does it"',
      zh: '拒绝 150dc535e4af49dc8c1d3f6b5a2e7f90 --询问 1-9f3a77c2b1d0 --原因 "由厂商处理"',
    },
  },
  {
    ...decides,
    names: { en: ["postpone"], zh: ["推迟", "延后"] },
    to: { verb: "postpone" },
    takes: [
      theOperation,
      {
        ...option(["until", "直到"], { arg: "Until" }, time, {
          en: "not before this time, in UTC",
          zh: "不早于此时间（UTC）",
        }),
        isNeeded: true,
      },
      itsMachine,
      ...why("Reason"),
    ],
    about: { en: "have what waits begin no sooner than a time", zh: "让等待中的操作不早于某个时间开始" },
    example: {
      en: 'postpone 150dc535e4af49dc8c1d3f6b5a2e7f90 --until 2026-11-30T18:00:00Z --reason "after the sale"',
      zh: '推迟 150dc535e4af49dc8c1d3f6b5a2e7f90 --直到 2026-11-30T18:00:00Z --原因 "等促销结束"',
    },
  },
  {
    ...decides,
    names: { en: ["cancel"], zh: ["取消"] },
    to: { verb: "cancel" },
    takes: [theOperation, itsMachine, ...why("Reason")],
    about: { en: "end what waits: nothing of it is sent", zh: "结束等待中的操作：不会发送任何请求" },
    example: {
      en: 'cancel 150dc535e4af49dc8c1d3f6b5a2e7f90 --reason "the machine goes anyway"',
      zh: '取消 150dc535e4af49dc8c1d3f6b5a2e7f90 --原因 "这台机器要下线"',
    },
  },
];

/** A code is of one question; without one the question must be named. */
function noQuestion({ args, code: given }: Bound) {
  if (args["Ask"] !== undefined || given !== undefined) return undefined;
  return faultOf(
    {
      en: "Which question you say yes to is missing: --ask QUESTION as you were shown it, or the code behind the operation.",
      zh: "缺少您同意的是哪个询问：请写 --询问 询问编号，或在操作编号后写验证码。",
    },
    { en: "Look at it first: asks", zh: "请先查看：询问" },
  );
}
