import type { Facts } from "../control/notice-facts.ts";
import { ago, counted, exampleNowMs, type Kind, listCommands, pauseCommand, resumeCommand } from "./kind.ts";

const rollbackCommand = ({ serial = 1 }: Facts) => `redeploy-once policy rollback ${serial - 1} --why "<why>"`;

/** What is about the stack, and not about one machine: all in one place, since it is read as a table. */
export const kindsStack = {
  test: {
    urgent: false,
    when: "somebody asks redeploy-once doctor to try the channels",
    example: { sinceMs: ago(0) },
    en: (f, w) => [
      "A test: this channel works",
      `Asked for at ${w.at(f.sinceMs)} by redeploy-once doctor.`,
      "Nothing has happened, and nothing is to be done.",
    ],
    zh: (f, w) => [
      "测试：此渠道可用",
      `由 redeploy-once doctor 于 ${w.at(f.sinceMs)} 发出。`,
      "没有发生任何事，也无需处理。",
    ],
  },
  scopeFull: {
    urgent: false,
    when: "a limit has been full for more than 15 minutes while something waits for it",
    example: {
      ...{ sinceMs: ago(21), scope: "zone cn-hangzhou-h", count: 2 },
      holders: [
        { instanceId: "i-bp1web00000007f3", sinceMs: ago(21) },
        { instanceId: "i-bp1web00000008a1", sinceMs: ago(4) },
      ],
    },
    en: (f, w) => [
      `${f.scope} is full: ${f.count} wait`,
      ...(f.holders ?? []).map(({ instanceId, sinceMs }) => `${instanceId} has its place since ${w.at(sinceMs)}.`),
      "The next one begins by itself when one of these is proved. A place is never given back by time.",
      "To look: redeploy-once operations",
    ],
    zh: (f, w) => [
      `${f.scope} 已满：${f.count} 个在等待`,
      ...(f.holders ?? []).map(({ instanceId, sinceMs }) => `${instanceId} 自 ${w.at(sinceMs)} 占用。`),
      "其中一个证实之后，下一个自动开始。名额不会因时间而归还。",
      "查看：redeploy-once operations",
    ],
  },
  paused: {
    urgent: false,
    when: "a person has paused something",
    example: { sinceMs: ago(3), pause: "3f2a91c07d", scope: "all", by: "lin", why: "network change" },
    en: (f, w) => [
      `Paused: ${f.scope}, by ${f.by}`,
      `Since ${w.at(f.sinceMs)}: ${f.why}. Nothing of it begins; what is in flight goes on.`,
      f.untilMs === undefined ? "It does not end by itself." : `It ends by itself at ${w.at(f.untilMs)}.`,
      `To end it: ${resumeCommand(f)}`,
    ],
    zh: (f, w) => [
      `已暂停：${f.scope}，${f.by}`,
      `自 ${w.at(f.sinceMs)}：${f.why}。其中不会开始新操作，正在进行的会继续。`,
      f.untilMs === undefined ? "不会自动结束。" : `将在 ${w.at(f.untilMs)} 自动结束。`,
      `结束暂停：${resumeCommand(f)}`,
    ],
  },
  pauseEndsSoon: {
    urgent: true,
    when: "a pause ends by itself in 15 minutes",
    example: {
      sinceMs: ago(120),
      untilMs: ago(-15),
      pause: "3f2a91c07d",
      scope: "zone cn-hangzhou-h",
      by: "lin",
      why: "network change",
    },
    en: (f, w) => [
      `The pause of ${f.scope} ends ${f.untilMs === undefined ? "soon" : `at ${w.clock(f.untilMs)}`}`,
      `Paused by ${f.by} since ${w.at(f.sinceMs)}: ${f.why}.`,
      f.untilMs === undefined ? undefined : `At ${w.at(f.untilMs)} what waits begins by itself, within your limits.`,
      `Not yet? Pause it again before that: ${pauseCommand(f)}`,
    ],
    zh: (f, w) => [
      `${f.scope} 的暂停${f.untilMs === undefined ? "即将" : `于 ${w.clock(f.untilMs)}`}结束`,
      `${f.by} 自 ${w.at(f.sinceMs)} 暂停：${f.why}。`,
      f.untilMs === undefined ? undefined : `${w.at(f.untilMs)} 起，等待中的会在限制之内自动开始。`,
      `还不行？请在此之前再次暂停：${pauseCommand(f)}`,
    ],
  },
  resumed: {
    urgent: false,
    when: "a pause is over",
    example: { sinceMs: ago(1), scope: "all" },
    en: (f, w) => [
      `Resumed: ${f.scope}`,
      `The pause is over since ${w.at(f.sinceMs)}. What waits begins by itself, within your limits.`,
      "Nothing is asked of you. To look: redeploy-once status",
    ],
    zh: (f, w) => [
      `已恢复：${f.scope}`,
      `暂停自 ${w.at(f.sinceMs)} 结束。等待中的会在限制之内自动开始。`,
      "无需操作。查看：redeploy-once status",
    ],
  },
  policyChanged: {
    urgent: false,
    when: "another policy is in force",
    example: { sinceMs: ago(1), serial: 4, by: "lin", why: "web servers may act" },
    en: (f, w) => [
      `Policy ${f.serial} is in force, by ${f.by}`,
      `Since ${w.at(f.sinceMs)}: ${f.why}. What waits is planned by it within two minutes.`,
      `To look: redeploy-once policy show.${(f.serial ?? 1) > 1 ? ` Was it not you? ${rollbackCommand(f)}` : ""}`,
    ],
    zh: (f, w) => [
      `策略 ${f.serial} 已生效，${f.by}`,
      `自 ${w.at(f.sinceMs)}：${f.why}。等待中的会在两分钟内按新策略计划。`,
      `查看：redeploy-once policy show。${(f.serial ?? 1) > 1 ? `不是您？${rollbackCommand(f)}` : ""}`,
    ],
  },
  unreadable: {
    urgent: true,
    when: "the owner's policy or the row that steers the stack cannot be read: nothing is begun",
    reminds: true,
    example: { sinceMs: ago(2) },
    en: (f, w) => [
      "Nothing is begun: what you allow cannot be read",
      `Since ${w.at(f.sinceMs)}. What is in flight goes on and is proved; events wait, and calls are refused.`,
      "It goes on by itself as soon as the row that steers the stack, and its policy, can be read.",
      "Why: redeploy-once status. Do not delete the row: what holds back would be lost with it.",
    ],
    zh: (f, w) => [
      "不会开始任何操作：无法读取您允许的范围",
      `自 ${w.at(f.sinceMs)}。正在进行的会继续并验证；事件等待，调用被拒绝。`,
      "一旦控制行及其策略可以读取，将自动继续。",
      "原因：redeploy-once status。请勿删除控制行：其中的限制会一并丢失。",
    ],
  },
  channelFailing: {
    urgent: true,
    when: "a channel takes no notices; told on the others",
    reminds: true,
    example: { sinceMs: ago(6), channel: "oncall", code: "HTTP 500", count: 3 },
    en: (f, w) => [
      `Channel ${f.channel} takes no notices: ${f.code}`,
      `Since ${w.at(f.sinceMs)}. ${f.count ?? 0} notices wait for it, and are tried again each minute for 7 days.`,
      "Operations go on as before: no operation waits for a notice.",
      "Until then look yourself: redeploy-once status. Its address and secret are in the setting NOTICES of reconcile.",
    ],
    zh: (f, w) => [
      `渠道 ${f.channel} 不接收通知：${f.code}`,
      `自 ${w.at(f.sinceMs)}。${f.count ?? 0} 条通知在等待，7 天内每分钟重试。`,
      "操作照常进行：任何操作都不等待通知。",
      "在此之前请自行查看：redeploy-once status。地址和密钥在 reconcile 的 NOTICES 设置中。",
    ],
  },
  digest: {
    urgent: false,
    when: "there is more to say than a channel takes: the rest in one",
    example: { sinceMs: exampleNowMs, count: 41, counts: { planned: 28, started: 8, proved: 5 } },
    en: (f) => [
      `${f.count} more: ${counted(f)}`,
      "They came faster than this channel is sent. None of them is sent by itself any more.",
      "What is open: redeploy-once operations. Who needs you: redeploy-once operations --state approval, --state NeedsHuman",
      f.counts?.["needsYes"] === undefined
        ? undefined
        : `What you are asked: ${listCommands.asks}. Yes to the whole list: ${listCommands.approve}`,
    ],
    zh: (f) => [
      `另有 ${f.count} 条：${counted(f)}`,
      "它们来得比此渠道的发送速度快，不再单独发送。",
      "未结束的：redeploy-once operations。需要您的：redeploy-once operations --state approval、--state NeedsHuman",
      f.counts?.["needsYes"] === undefined
        ? undefined
        : `待您答复的：${listCommands.asks}。同意整个列表：${listCommands.approve}`,
    ],
  },
} as const satisfies Readonly<Record<string, Kind>>;
