import {
  againCommand,
  ago,
  cancelCommand,
  example,
  type Kind,
  lookCommand,
  putBackCommand,
  resolveCommand,
} from "./kind.ts";

/** What was sent. */
export const kindsSent = {
  started: {
    urgent: false,
    when: "the cloud has taken it",
    example,
    en: (f, w) => [
      `${w.machine(f)}: ${w.deed(f)} has begun`,
      `${w.whole(f)}. Taken by the cloud at ${w.at(f.sinceMs)}.`,
      "Its proof is looked for each minute. If there is none within two hours, I ask you.",
      `Nothing is asked of you. To look: ${lookCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}已开始`,
      `${w.whole(f)}。云平台于 ${w.at(f.sinceMs)} 接受。`,
      "每分钟检查一次结果。两小时内没有证据就会问您。",
      `无需操作。查看：${lookCommand(f)}`,
    ],
  },
  proved: {
    urgent: false,
    when: "it is proved that it helped",
    example,
    en: (f, w) => [
      `${w.machine(f)}: ${w.deed(f)} done and proved`,
      `${w.whole(f)}. Proved at ${w.at(f.sinceMs)}.`,
      "Nothing else happens, and nothing is asked of you.",
      `What happened: ${lookCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}已完成并已证实`,
      `${w.whole(f)}。于 ${w.at(f.sinceMs)} 证实。`,
      "不会再有其他动作，无需操作。",
      `经过：${lookCommand(f)}`,
    ],
  },
  failed: {
    urgent: true,
    when: "the cloud has taken it, and it failed",
    example,
    en: (f, w) => [
      `${w.machine(f)}: the ${w.deed(f)} failed`,
      `${w.whole(f)}. The cloud took it and said at ${w.at(f.sinceMs)} that it failed.`,
      "Nothing of it is tried again by itself. Look whether the machine runs.",
      `To have its event planned once more: ${againCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}失败`,
      `${w.whole(f)}。云平台接受了请求，于 ${w.at(f.sinceMs)} 报告失败。`,
      "不会自动重试。请查看实例是否在运行。",
      `让事件重新计划：${againCommand(f)}`,
    ],
  },
  refused: {
    urgent: true,
    when: "the cloud refuses what an event asks for, and would refuse it again",
    example: { ...example, code: "InvalidOperation.Ipv4CountExceeded" },
    en: (f, w) => [
      `${w.machine(f)}: the ${w.deed(f)} was refused${f.code === undefined ? "" : `: ${f.code}`}`,
      `${w.whole(f)}. Refused at ${w.at(f.sinceMs)}. Nothing was changed.`,
      "It is not tried again by itself; its event stays open, and the platform acts in its time.",
      `Once the reason is mended: ${againCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}被拒绝${f.code === undefined ? "" : `：${f.code}`}`,
      `${w.whole(f)}。于 ${w.at(f.sinceMs)} 被拒绝。没有任何改变。`,
      "不会自动重试。事件仍未结束，平台会到时处理。",
      `原因消除后：${againCommand(f)}`,
    ],
  },
  inDoubt: {
    urgent: true,
    when: "it was sent, and ten minutes later nobody knows whether the cloud took it",
    example: { ...example, sinceMs: Date.parse("2026-11-29T17:31:12Z"), resolvableFromMs: ago(-51) },
    en: (f, w) => [
      `${w.machine(f)}: not known whether the ${w.deed(f)} was taken`,
      `${w.whole(f)}. Sent ${w.second(f.sinceMs)}, no answer. Looked at each minute.`,
      f.resolvableFromMs === undefined
        ? "It is decided by itself as soon as the cloud shows it, else I ask you."
        : `Decided by itself by ${w.at(f.resolvableFromMs)}, else I ask you then. Before that, resolve is not taken.`,
      `Do not restart or redeploy it by hand: it would count as ours.`,
      `To look: ${lookCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：不知道${w.deed(f)}是否已被接受`,
      `${w.whole(f)}。${w.second(f.sinceMs)} 发出，没有答复。每分钟检查一次。`,
      f.resolvableFromMs === undefined
        ? "云平台一有结果就会自动判定，否则我会问您。"
        : `最迟 ${w.at(f.resolvableFromMs)} 自动判定，否则我届时问您。在此之前不接受 resolve。`,
      "请勿手动重启或重新部署，否则会被当成我们的操作。",
      `查看：${lookCommand(f)}`,
    ],
  },
  needsPerson: {
    urgent: true,
    when: "evidence does not decide whether it happened: only a person can",
    reminds: true,
    example: { ...example, sinceMs: ago(1_500), resolvableFromMs: ago(1_438), why: "the task list cannot be read" },
    en: (f, w) => [
      `${w.machine(f)}: did the ${w.deed(f)} happen? I need you to look`,
      `${w.whole(f)}. Sent ${w.at(f.sinceMs)}, no answer, and no evidence decides${f.why === undefined ? "" : `: ${f.why}`}.`,
      "It is still looked at each minute. Until it is decided, nothing else is done to this machine.",
      `Look at its tasks and in ActionTrail${f.resolvableFromMs === undefined ? "" : `, from ${w.clock(f.resolvableFromMs)} on`}. Then: ${resolveCommand(f)}`,
      "If it did not happen: --verdict did-not-happen. Do not redeploy it by hand before you have said so.",
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}发生了吗？需要您查看`,
      `${w.whole(f)}。${w.at(f.sinceMs)} 发出，没有答复，证据无法判定${f.why === undefined ? "" : `：${f.why}`}。`,
      "仍然每分钟检查一次。判定之前不会对该实例做任何操作。",
      `请查看其任务和操作审计${f.resolvableFromMs === undefined ? "" : `（自 ${w.clock(f.resolvableFromMs)} 起）`}，然后：${resolveCommand(f)}`,
      "如果没有发生：--verdict did-not-happen。说明之前请勿手动重新部署。",
    ],
  },
  unproven: {
    urgent: true,
    when: "the cloud took it, and two hours later nothing proves that it helped",
    reminds: true,
    example: { ...example, sinceMs: ago(125), resolvableFromMs: ago(63) },
    en: (f, w) => [
      `${w.machine(f)}: ${w.deed(f)} taken, but nothing proves that it helped`,
      `${w.whole(f)}. Taken by the cloud at ${w.at(f.sinceMs)}.`,
      "It is still looked at each minute, and ends by itself if a proof comes. Until then nothing else is done to this machine.",
      `Look whether the machine is well. Then: ${resolveCommand(f)}`,
      "If it did not help: --verdict did-not-help.",
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}已被接受，但没有证据表明有效`,
      `${w.whole(f)}。云平台于 ${w.at(f.sinceMs)} 接受。`,
      "仍然每分钟检查一次，一旦有证据就会自动结束。在此之前不会对该实例做其他操作。",
      `请查看实例是否正常，然后：${resolveCommand(f)}`,
      "如果无效：--verdict did-not-help。",
    ],
  },
  notBack: {
    urgent: true,
    when: "the hook that puts a machine back has not answered for as long as it is asked",
    reminds: true,
    example: { ...example, sinceMs: ago(121), hook: "fc:redeploy-once-hook-return" },
    en: (f, w) => [
      `${w.machine(f)}: not known whether it is back in service`,
      `${w.whole(f)}. Since ${w.at(f.sinceMs)} the hook ${f.hook} is told that the ${w.deed(f)} is over, or is not begun for now. It does not answer ready.`,
      "It is told again each minute. Until then the machine counts as drained and keeps its place: others may wait for that.",
      `Look whether the machine serves, and put it back by hand if not. Then: ${putBackCommand(f)}`,
      `That is taken once the operation has ended. What waits on is ended by: ${cancelCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：不知道是否已恢复服务`,
      `${w.whole(f)}。自 ${w.at(f.sinceMs)} 起告知钩子 ${f.hook}：${w.deed(f)}已结束或暂不开始，它没有答复 ready。`,
      "每分钟再告知一次。在此之前该实例视为已摘除并占用名额，其他实例可能在等待。",
      `请查看实例是否在提供服务，否则请手动恢复。然后：${putBackCommand(f)}`,
      `操作结束后才接受。仍在等待的可用此命令结束：${cancelCommand(f)}`,
    ],
  },
} as const satisfies Readonly<Record<string, Kind>>;
