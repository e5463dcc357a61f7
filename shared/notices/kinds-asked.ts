import type { Facts } from "../control/notice-facts.ts";
import {
  againCommand,
  ago,
  example,
  type Kind,
  listCommands,
  lookCommand,
  postponeCommand,
  wordCommand,
} from "./kind.ts";
import type { Words } from "./words.ts";

/** Why a person is asked, unless it is what would be lost. */
function whyAsked({ code, losses = [] }: Facts): { readonly en?: string; readonly zh?: string } {
  if (code === "AttemptsUsedUp")
    return {
      en: "As many operations on it have failed as your policy allows.",
      zh: "该实例上失败的操作已达到您的策略允许的次数。",
    };
  if (code === "CooldownActive")
    return {
      en: "An operation on it has only just ended, and did not hold.",
      zh: "该实例上的操作刚刚结束，但未能解决问题。",
    };
  return losses.length > 0 ? {} : { en: "Your policy wants a person's yes for it.", zh: "您的策略要求由人同意。" };
}

/** The disks by their ids, where any would be lost. */
const disksOf = ({ disks = [] }: Facts) => (disks.length === 0 ? "" : ` (${disks.join(", ")})`);

type Said = { readonly en?: string | undefined; readonly zh?: string | undefined };

/** How many have said yes of how many, if more than one must; who they are is the next line. */
function yesOf({ needs = 1, approvedBy = [] }: Facts): { readonly en: string; readonly zh: string } {
  if (needs < 2) return { en: "your yes", zh: "需要您同意" };
  if (approvedBy.length === 0) return { en: `the yes of ${needs} people`, zh: `需要 ${needs} 人同意` };
  const so = `${approvedBy.length} of ${needs}`;
  const more = needs - approvedBy.length === 1 ? "one more yes" : `${needs - approvedBy.length} more yeses`;
  return { en: `${more} (${so}: ${approvedBy.join(", ")})`, zh: `还需要同意（${so}：${approvedBy.join("、")}）` };
}

/** Who has said yes, and who may still. Without people in the policy that is whoever may invoke the function console. */
function whoMay({ needs = 1, approvedBy = [], mayApprove = [] }: Facts): Said {
  if (mayApprove.length === 0 && needs < 2) return {};
  const so = { en: approvedBy.join(", ") || "nobody", zh: approvedBy.join("、") || "无" };
  const still = { en: mayApprove.join(", ") || "nobody", zh: mayApprove.join("、") || "无" };
  return needs < 2
    ? { en: `Who may say so: ${still.en}, or the owner's account.`, zh: `可以同意的人：${still.zh}，或所有者的账号。` }
    : {
        en: `${needs} people must say yes. So far: ${so.en}. Who may still: ${still.en}.`,
        zh: `需要 ${needs} 人同意。目前：${so.zh}。还可以同意的人：${still.zh}。`,
      };
}

/** Until when it was put off, and by whom. The question goes on. */
const laterOf = ({ notBeforeMs, by }: Facts, w: Words): Said =>
  notBeforeMs === undefined
    ? {}
    : {
        en: `Put off by ${by}: even with a yes it begins no sooner than ${w.at(notBeforeMs)}.`,
        zh: `由 ${by} 推迟：即使同意，也不早于 ${w.at(notBeforeMs)} 开始。`,
      };

/** How all are answered, if there are more questions than this one. */
const othersOf = ({ count = 1 }: Facts): Said =>
  count < 2
    ? {}
    : {
        en: `${count} questions are open. All of them: ${listCommands.asks}. Yes to the whole list: ${listCommands.approve}`,
        zh: `共有 ${count} 个询问。全部查看：${listCommands.asks}。同意整个列表：${listCommands.approve}`,
      };

/** Where several people must say yes, each says who they are. */
const signedIn = ({ needs = 1 }: Facts) => (needs < 2 ? "" : " --signed");

/** What people are asked, and what a person has ended. */
export const kindsAsked = {
  needsYes: {
    urgent: true,
    when: "a plan waits for a person's yes; again after each yes, and in its last hour",
    reminds: true,
    example: {
      ...{ ...example, untilMs: ago(-300), losses: ["localDisks"], disks: ["d-bp1local"] },
      ...{ code: "Forbidden.DataLossConsentRequired", ask: "1-9f3a77c2b1d0", needs: 2, approvedBy: ["lin"] },
      ...{ mayApprove: ["wei", "ma"], count: 1 },
    },
    en: (f, w) => [
      `${w.machine(f)}: ${w.deed(f)} needs ${yesOf(f).en}${f.untilMs === undefined ? "" : ` by ${w.clock(f.untilMs)}`}${f.endsSoon ? ", soon over" : ""}`,
      `${w.whole(f)}. Asked since ${w.at(f.sinceMs)}.`,
      whyAsked(f).en,
      f.losses?.length ? `It would lose: ${w.losses(f)}${disksOf(f)}.` : "No data is lost.",
      whoMay(f).en,
      laterOf(f, w).en,
      f.untilMs === undefined
        ? "Nothing is sent without it."
        : `Without it nothing is sent. The question ends at ${w.at(f.untilMs)}; then the platform acts by itself.`,
      `Yes: ${wordCommand("approve", f)}${signedIn(f)}`,
      `No: ${wordCommand("deny", f)}`,
      `Later: ${postponeCommand(f)}`,
      othersOf(f).en,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${w.deed(f)}${yesOf(f).zh}${f.untilMs === undefined ? "" : `，${w.clock(f.untilMs)} 前`}${f.endsSoon ? "，即将结束" : ""}`,
      `${w.whole(f)}。自 ${w.at(f.sinceMs)} 开始询问。`,
      whyAsked(f).zh,
      f.losses?.length ? `将会丢失：${w.losses(f)}${disksOf(f)}。` : "不会丢失数据。",
      whoMay(f).zh,
      laterOf(f, w).zh,
      f.untilMs === undefined
        ? "未经同意不会发送任何请求。"
        : `未经同意不会发送任何请求。询问在 ${w.at(f.untilMs)} 结束，之后由平台自己处理。`,
      `同意：${wordCommand("approve", f)}${signedIn(f)}`,
      `拒绝：${wordCommand("deny", f)}`,
      `推迟：${postponeCommand(f)}`,
      othersOf(f).zh,
    ],
  },
  cancelled: {
    urgent: false,
    when: "a person has said no, or has taken it back",
    example: { ...example, by: "wei" },
    en: (f, w) => [
      `${w.machine(f)}: ${f.by ?? "a person"} does not want the ${w.deed(f)}`,
      `${w.whole(f)}. Said at ${w.at(f.sinceMs)}. Nothing more of it is sent.`,
      "Its event stays as it is, and the platform acts in its time. It is not asked about again by itself.",
      `Who said what: ${lookCommand(f)}`,
      `If its event is to be answered after all: ${againCommand(f)}`,
    ],
    zh: (f, w) => [
      `${w.machine(f)}：${f.by ?? "有人"}不同意${w.deed(f)}`,
      `${w.whole(f)}。于 ${w.at(f.sinceMs)} 决定。不会再发送任何请求。`,
      "事件保持原样，平台会到时处理。不会自动再次询问。",
      `经过：${lookCommand(f)}`,
      `如果仍要处理该事件：${againCommand(f)}`,
    ],
  },
} as const satisfies Readonly<Record<string, Kind>>;
