import type { Facts } from "../control/notice-facts.ts";
import { nobody } from "../ledger/outcome.ts";
import { againCommand, ago, example, type Kind, lookCommand, yesCommand } from "./kind.ts";

/** Who has put it off. */
const putOffBy = ({ by }: Facts) => (by === undefined ? undefined : `put off by ${by}`);

/** Who has said yes to a question, where that was not enough. */
function tooFew({ approvedBy = [] }: Facts): { readonly en: string; readonly zh: string } {
  if (approvedBy.length === 0) return { en: "", zh: "" };
  return {
    en: ` Said yes: ${approvedBy.join(", ")}; that was not enough.`,
    zh: `已同意：${approvedBy.join("、")}，人数不足。`,
  };
}

/** What is not sent yet. */
export const kindsBefore = {
  planned: {
    urgent: false,
    when: "an event is planned, and waits for its time",
    example: { ...example, untilMs: ago(-440), dueMs: ago(-2_000), code: "OutsideWindow" },
    en: (f, w) => [
      `${w.machine(f)}: ${w.deed(f)} planned${f.untilMs === undefined ? "" : ` for ${w.clock(f.untilMs)}`}`,
      `${w.whole(f)}. Known since ${w.at(f.sinceMs)}.`,
      f.untilMs === undefined
        ? `It waits: ${f.code}.`
        : `It begins by itself at ${w.at(f.untilMs)}, not before (${putOffBy(f) ?? f.code}).`,
      f.dueMs === undefined ? undefined : `The platform would act by itself at ${w.at(f.dueMs)}.`,
      `Nothing is asked of you. To look: ${lookCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：已计划${w.deed(f)}${f.untilMs === undefined ? "" : `，${w.clock(f.untilMs)} 开始`}`,
      `${w.whole(f)}。自 ${w.at(f.sinceMs)} 已知。`,
      f.untilMs === undefined
        ? `正在等待：${f.code}。`
        : `将在 ${w.at(f.untilMs)} 自动开始，不会提前（${f.by === undefined ? f.code : `由 ${f.by} 推迟`}）。`,
      f.dueMs === undefined ? undefined : `平台自己会在 ${w.at(f.dueMs)} 处理。`,
      `无需操作。查看：${lookCommand(f)}`,
    ],
  },
  waits: {
    urgent: false,
    when: "it has been held back for more than 15 minutes, by a limit or by something else that has to pass",
    example: { ...example, code: "LimitReached", dueMs: ago(-600) },
    en: (f, w) => [
      `${w.machine(f)}: ${w.deed(f)} is held back: ${f.code}`,
      `${w.whole(f)}. Open since ${w.at(f.sinceMs)}.`,
      f.untilMs === undefined
        ? "It begins by itself as soon as nothing holds it any more."
        : `It is tried again by itself at ${w.at(f.untilMs)}.`,
      f.dueMs === undefined ? undefined : `The platform would act by itself at ${w.at(f.dueMs)}.`,
      `To see who is before it: redeploy-once operations. To look: ${lookCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}被暂缓：${f.code}`,
      `${w.whole(f)}。自 ${w.at(f.sinceMs)} 等待。`,
      f.untilMs === undefined ? "一旦没有阻碍，将自动开始。" : `将在 ${w.at(f.untilMs)} 自动重试。`,
      f.dueMs === undefined ? undefined : `平台自己会在 ${w.at(f.dueMs)} 处理。`,
      `查看排在前面的：redeploy-once operations。查看本操作：${lookCommand(f)}`,
    ],
  },
  dueSoon: {
    urgent: true,
    when: "the platform acts in less than three hours, and nothing of ours will be sent before",
    reminds: true,
    example: { ...example, dueMs: ago(-150), code: "PolicyObserves" },
    en: (f, w) => [
      `${w.machine(f)}: due ${f.dueMs === undefined ? "soon" : w.clock(f.dueMs)}, and nobody has it in hand`,
      `${w.whole(f)}. Open since ${w.at(f.sinceMs)}. What holds it: ${f.code}.`,
      f.dueMs === undefined
        ? undefined
        : `The platform acts by itself at ${w.at(f.dueMs)}. By itself nothing else happens.`,
      `To do it now, by a signed call: ${yesCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${f.dueMs === undefined ? "即将" : w.clock(f.dueMs)} 到期，无人处理`,
      `${w.whole(f)}。自 ${w.at(f.sinceMs)} 等待。原因：${f.code}。`,
      f.dueMs === undefined ? undefined : `平台将在 ${w.at(f.dueMs)} 自己处理。此外不会自动发生任何事。`,
      `现在就做（签名调用）：${yesCommand(f)}`,
    ],
  },
  mayBeLate: {
    urgent: true,
    when: "it still waits its turn less than an hour before nothing is begun any more: it may miss its time",
    reminds: true,
    example: { ...example, dueMs: ago(-40), code: "LimitReached" },
    en: (f, w) => [
      `${w.machine(f)}: ${w.deed(f)} still waits, due ${f.dueMs === undefined ? "soon" : w.clock(f.dueMs)}`,
      `${w.whole(f)}. Open since ${w.at(f.sinceMs)}. What holds it: ${f.code}.`,
      "It begins by itself as soon as nothing holds it any more.",
      f.dueMs === undefined ? undefined : `If not before, the platform acts by itself at ${w.at(f.dueMs)}.`,
      `To see who is before it: redeploy-once operations. To look: ${lookCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}仍在等待，${f.dueMs === undefined ? "即将" : w.clock(f.dueMs)} 到期`,
      `${w.whole(f)}。自 ${w.at(f.sinceMs)} 等待。原因：${f.code}。`,
      "一旦没有阻碍，将自动开始。",
      f.dueMs === undefined ? undefined : `否则平台将在 ${w.at(f.dueMs)} 自己处理。`,
      `查看排在前面的：redeploy-once operations。查看本操作：${lookCommand(f)}`,
    ],
  },
  unowned: {
    urgent: true,
    when: "the platform acts in less than three hours on an event that is listed, and nobody has taken it up",
    reminds: true,
    example: {
      ...{ sinceMs: ago(12), instanceId: "i-bp1web00000007f3", name: "web-7", zone: "cn-hangzhou-h" },
      ...{ eventId: "e-bp1abc", code: "SystemMaintenance.Redeploy", operation: "RedeployInstance", dueMs: ago(-150) },
    },
    en: (f, w) => [
      `${w.machine(f)}: an event due ${f.dueMs === undefined ? "soon" : w.clock(f.dueMs)} that nobody has taken up`,
      `${w.whole(f)}. ${f.eventId}: ${f.code}, seen since ${w.at(f.sinceMs)}.`,
      `It is handed to ${f.operation} every five minutes, and that one has not taken it up.`,
      f.dueMs === undefined ? undefined : `If it does not, the platform acts by itself at ${w.at(f.dueMs)}.`,
      `Look at that function's log and dead letters. To do it by a signed call: ${yesCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：事件${f.dueMs === undefined ? "即将" : ` ${w.clock(f.dueMs)} `}到期，无人接手`,
      `${w.whole(f)}。${f.eventId}：${f.code}，自 ${w.at(f.sinceMs)} 发现。`,
      `每五分钟交给 ${f.operation} 一次，但它没有接手。`,
      f.dueMs === undefined ? undefined : `否则平台将在 ${w.at(f.dueMs)} 自己处理。`,
      `请查看该函数的日志和死信。由签名调用处理：${yesCommand(f)}`,
    ],
  },
  late: {
    urgent: true,
    when: "its time has passed and nothing was sent, or its question ended and too few have answered",
    example: { ...example, code: "Expired", by: nobody, approvedBy: ["lin"] },
    en: (f, w) => [
      `${w.machine(f)}: ${f.by === nobody ? `nobody answered in time about the ${w.deed(f)}` : `too late for the ${w.deed(f)}`}`,
      `${w.whole(f)}. Over since ${w.at(f.sinceMs)}. Nothing of ours was done (${f.code}).`,
      f.by !== nobody ? undefined : `That is no deny.${tooFew(f).en}`,
      "The platform acts by itself, or its event stays open. Nothing else happens by itself.",
      `Look at the machine, then at what happened: ${lookCommand(f)}`,
      f.by !== nobody ? undefined : `If its event is still open, to be asked once more: ${againCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${f.by === nobody ? `${w.deed(f)}的询问无人及时答复` : `${w.deed(f)}已经太晚`}`,
      `${w.whole(f)}。自 ${w.at(f.sinceMs)} 结束。我们没有做任何操作（${f.code}）。`,
      f.by !== nobody ? undefined : `这不是拒绝。${tooFew(f).zh}`,
      "平台会自己处理，或者事件仍未结束。此外不会自动发生任何事。",
      `请先查看实例，再查看经过：${lookCommand(f)}`,
      f.by !== nobody ? undefined : `如果事件仍未结束，重新询问：${againCommand(f)}`,
    ],
  },
} as const satisfies Readonly<Record<string, Kind>>;
