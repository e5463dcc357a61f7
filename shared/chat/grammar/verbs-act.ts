import { faultOf } from "./fault.ts";
import { code, eventId, image, keyPair, lastFour, operationId, region, time, verdict } from "./form.ts";
import { flag } from "./form-of.ts";
import { machineId } from "./machine.ts";
import { anyMachine, at, type Bound, type ChatVerb, maybe, option, why } from "./verb.ts";

const acts = { group: "act", changes: true } as const;
const force = option(["force", "强制"], { arg: "ForceStop" }, flag, {
  en: "power it off instead of shutting it down: what is not on disk yet may be lost",
  zh: "强制断电而不是正常关机：未写入磁盘的内容可能丢失",
});
const inRegion = option(["region", "地域"], { arg: "RegionId" }, region, {
  en: "only the stack of this region takes it",
  zh: "只由此地域的部署执行",
});

/** What is done to machines, and what people say of it. Arguments of operations have the names of their documents. */
export const verbsAct: readonly ChatVerb[] = [
  {
    ...acts,
    names: { en: ["redeploy"], zh: ["重新部署", "迁移"] },
    to: { operation: "RedeployInstance" },
    takes: [anyMachine, force, inRegion, ...why("Reason")],
    about: { en: "move a machine to another host, in answer to an event", zh: "把机器迁移到另一台宿主机，以响应事件" },
    example: { en: 'redeploy web-7 --reason "its host is failing"', zh: '重新部署 web-7 --原因 "宿主机正在故障"' },
  },
  {
    ...acts,
    names: { en: ["reboot", "restart"], zh: ["重启"] },
    to: { operation: "RebootInstance" },
    takes: [anyMachine, force, inRegion, ...why("Reason")],
    about: { en: "restart a running machine", zh: "重启正在运行的机器" },
    example: { en: 'reboot web-7 --reason "it hangs since noon"', zh: '重启 web-7 --原因 "中午起没有响应"' },
  },
  {
    ...acts,
    names: { en: ["replace-system-disk"], zh: ["更换系统盘", "换盘", "重置系统盘"] },
    to: { operation: "ReplaceSystemDisk" },
    takes: [
      at("machine", machineId, { en: "the machine, by its id", zh: "要换盘的机器，只能写编号" }),
      {
        ...option(["image", "镜像"], { arg: "ImageId" }, image, { en: "the new disk's image", zh: "新系统盘的镜像" }),
        isNeeded: true,
      },
      {
        ...option(["confirm", "确认"], "confirm", lastFour, {
          en: "the last four characters of the machine's id: the present system disk is lost",
          zh: "机器编号的最后四个字符：当前系统盘的内容会丢失",
        }),
        isNeeded: true,
      },
      option(["key-pair", "密钥对"], { arg: "KeyPairName" }, keyPair, {
        en: "the key pair to log in with; Linux only",
        zh: "登录用的密钥对；仅限 Linux",
      }),
      option(["stop-and-start", "停机并启动"], { arg: "StopAndStart" }, flag, {
        en: "stop it first, and start it again afterwards",
        zh: "先停机，之后再启动",
      }),
      inRegion,
      ...why("Reason"),
    ],
    about: {
      en: "a new system disk: what is on the present one is lost",
      zh: "换上新的系统盘，当前系统盘的内容会丢失",
    },
    example: {
      en: 'replace-system-disk i-bp1plain0001 --image m-bp1abc --confirm 0001 --reason "the disk is broken"',
      zh: '更换系统盘 i-bp1plain0001 --镜像 m-bp1abc --确认 0001 --原因 "系统盘已损坏"',
    },
    faultIn: notConfirmed,
  },
  {
    ...acts,
    names: { en: ["plan-again", "plan again"], zh: ["重新计划", "再次计划"] },
    to: { verb: "plan again" },
    takes: [
      at({ arg: "EventId" }, eventId, { en: "the event", zh: "事件" }),
      anyMachine,
      {
        ...option(["after", "之后"], { arg: "After" }, operationId, {
          en: "its operation that has ended, as you have seen it",
          zh: "该事件已结束的操作，以您看到的为准",
        }),
        isNeeded: true,
      },
      ...why("Reason"),
    ],
    about: {
      en: "plan an event once more whose operation has ended unanswered",
      zh: "为操作已结束但未处理的事件重新计划",
    },
    example: {
      en: 'plan-again e-bp1abc web-7 --after 150dc535e4af49dc8c1d3f6b5a2e7f90 --reason "the right is there now"',
      zh: '重新计划 e-bp1abc web-7 --之后 150dc535e4af49dc8c1d3f6b5a2e7f90 --原因 "权限已经补上"',
    },
  },
  {
    ...acts,
    names: { en: ["resolve"], zh: ["判定", "裁定"] },
    to: { verb: "resolve" },
    takes: [
      at({ arg: "OperationId" }, operationId, { en: "the operation", zh: "操作" }),
      anyMachine,
      maybe("code", code, { en: "the code from your own chat with me", zh: "您与我单聊中收到的验证码" }),
      {
        ...option(["verdict", "判定"], { arg: "Verdict" }, verdict, { en: "what happened", zh: "发生了什么" }),
        isNeeded: true,
      },
      {
        ...option(["looked-at", "查看时间"], { arg: "LookedAt" }, time, {
          en: "when you began to look, in UTC",
          zh: "您开始查看的时间（UTC）",
        }),
        isNeeded: true,
      },
      ...why("Reason"),
    ],
    about: {
      en: "say what happened where the cloud's evidence does not decide",
      zh: "在云平台的证据不足时，由人判定发生了什么",
    },
    example: {
      en: 'resolve 150dc535e4af49dc8c1d3f6b5a2e7f90 web-7 --verdict happened --looked-at 2026-11-21T04:05:06Z --reason "its task is in ActionTrail"',
      zh: '判定 150dc535e4af49dc8c1d3f6b5a2e7f90 web-7 --判定 已发生 --查看时间 2026-11-21T04:05:06Z --原因 "操作审计中有该任务"',
    },
  },
];

/** Nobody replaces the disk of a machine whose id they have not looked at. */
function notConfirmed({ machine, confirm }: Bound) {
  if (machine?.value.slice(-4) === confirm) return undefined;
  return faultOf(
    {
      en: "--confirm is not the last four characters of the machine's id; only those are allowed.",
      zh: "--确认 不是机器编号的最后四个字符；只允许写这四个字符。",
    },
    { en: "Compare the id with the machine that you mean.", zh: "请核对编号是否是您要操作的机器。" },
  );
}
