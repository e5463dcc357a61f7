import { operationId, page, serial } from "./form.ts";
import { anyMachine, at, type ChatVerb, itsMachine, maybe, option } from "./verb.ts";

const reads = { group: "look", changes: false } as const;

/** What changes nothing. */
export const verbsLook: readonly ChatVerb[] = [
  {
    ...reads,
    names: { en: ["help", "?"], zh: ["帮助", "用法"] },
    to: { chat: "help" },
    takes: [],
    about: { en: "what can be said here; with a verb: how", zh: "这里可以说什么；加上命令可查看用法" },
    example: { en: "help approve", zh: "帮助 批准" },
  },
  {
    ...reads,
    names: { en: ["status"], zh: ["状态", "状况", "查询"] },
    to: { verb: "status" },
    takes: [],
    about: { en: "mode, what is open, what is stopped, what is wrong", zh: "模式、未结束的操作、已暂停的内容和问题" },
    example: { en: "status", zh: "状态" },
  },
  {
    ...reads,
    names: { en: ["events", "events pending"], zh: ["事件", "维护", "维护事件"] },
    to: { verb: "events pending" },
    takes: [
      option(["page", "页"], { arg: "Page" }, page, { en: "go on where an answer ended", zh: "从上次回答结束处继续" }),
    ],
    about: {
      en: "events that the cloud lists as pending, and who answers each",
      zh: "云平台待处理的事件，以及由谁处理",
    },
    example: { en: "events", zh: "事件" },
  },
  {
    ...reads,
    names: { en: ["asks"], zh: ["询问", "待批准", "待审批"] },
    to: { verb: "asks" },
    takes: [],
    about: { en: "what people are asked at present", zh: "当前需要人决定的问题" },
    example: { en: "asks", zh: "询问" },
  },
  {
    ...reads,
    names: { en: ["operation"], zh: ["操作", "操作详情"] },
    to: { verb: "operation" },
    takes: [at({ arg: "OperationId" }, operationId, { en: "the operation", zh: "操作" }), itsMachine],
    about: { en: "one operation: what happened, when, why, by whom", zh: "一个操作：何时、为何、由谁、发生了什么" },
    example: {
      en: "operation 150dc535e4af49dc8c1d3f6b5a2e7f90 --machine i-bp1plain0001",
      zh: "操作 150dc535e4af49dc8c1d3f6b5a2e7f90 --机器 i-bp1plain0001",
    },
  },
  {
    ...reads,
    names: { en: ["instance"], zh: ["实例", "机器"] },
    to: { verb: "instance" },
    takes: [anyMachine],
    about: { en: 'one machine: "was it you?"', zh: "一台机器：对它做过什么" },
    example: { en: "instance web-7", zh: "实例 web-7" },
  },
  {
    ...reads,
    names: { en: ["policy show", "policy"], zh: ["查看策略", "策略"] },
    to: { verb: "policy show" },
    takes: [maybe({ arg: "Serial" }, serial, { en: "an earlier one", zh: "较早的版本" })],
    about: { en: "the policy in force, by whom and why", zh: "生效的策略，由谁、为何应用" },
    example: { en: "policy show 3", zh: "查看策略 3" },
  },
  {
    ...reads,
    names: { en: ["whoami"], zh: ["我是谁"] },
    to: { chat: "whoami" },
    takes: [],
    about: { en: "how I know you, and what you may do", zh: "我如何识别您，您可以做什么" },
    example: { en: "whoami", zh: "我是谁" },
  },
];
