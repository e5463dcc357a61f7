import * as z from "zod";
import { forecastSchema } from "../../console/forecast.ts";
import { versionSchema } from "../../console/version.ts";
import { breakerForm, breakerWords, pauseForm, pauseWords } from "./pause-words.ts";
import type { Say } from "./say.ts";
import { standingForm, standingWords } from "./standing-words.ts";
import { countedWords } from "./states.ts";
import { told, viewOf } from "./view.ts";

const aged = z.object({ At: z.iso.datetime() });

const form = z.object({
  /** Left out if the policy cannot be read. */
  Mode: z.string().optional(),
  Policy: z.object(versionSchema.shape).optional(),
  Acts: z.object({ Operations: z.array(z.string()), Holder: z.string().optional() }).optional(),
  Pauses: z.array(pauseForm).default([]),
  Breaker: breakerForm.optional(),
  Open: z.record(z.string(), z.int()),
  Forecast: z.object(forecastSchema.shape).optional(),
  Oldest: standingForm.optional(),
  LastEvent: aged.optional(),
  LastReconcile: aged.optional(),
  Warnings: z.array(z.string()).default([]),
});

type Status = z.output<typeof form>;

const english = {
  mode: (mode: string | undefined) =>
    mode === undefined ? "The policy cannot be read: nothing is sent" : `Mode ${mode}`,
  open: (count: number) => (count === 0 ? "nothing is open" : `${count} open`),
  stopped: "stopped",
  urgent: (count: number) => `${count} need${count === 1 ? "s" : ""} a person`,
  warnings: (count: number) => `${count} warning${count === 1 ? "" : "s"}`,
  between: ", ",
  states: "Open: ",
  acts: (holder: string | undefined) =>
    `Nothing is sent by this stack${holder === undefined ? "" : `: ${holder} has the right to act`}.`,
  paused: "Paused: ",
  ahead: (waiting: number, inFlight: number, late: number, doneBy: string | undefined) =>
    `Ahead: ${waiting} wait for a place, ${inFlight} in flight${late === 0 ? "" : `, ${late} will miss their time`}${doneBy === undefined ? "" : `, done by about ${doneBy}`}.`,
  oldest: "Oldest: ",
  policy: (serial: number, by: string, when: string) => `Policy ${serial}, applied ${when} by ${by}.`,
  starter: "No policy was applied yet: the starter holds, which observes.",
  seen: (event: string | undefined, run: string | undefined) =>
    `Last event: ${event ?? "none was seen yet"}. reconcile: ${run ?? "has not run yet"}.`,
};

const chinese: typeof english = {
  mode: (mode) => (mode === undefined ? "无法读取策略：不会发送任何请求" : `模式 ${mode}`),
  open: (count) => (count === 0 ? "没有未结束的操作" : `${count} 个未结束`),
  stopped: "已停止",
  urgent: (count) => `${count} 个需要人处理`,
  warnings: (count) => `${count} 条警告`,
  between: "，",
  states: "未结束：",
  acts: (holder) => `此部署不发送任何请求${holder === undefined ? "" : `：${holder} 有权执行`}。`,
  paused: "已暂停：",
  ahead: (waiting, inFlight, late, doneBy) =>
    `接下来：${waiting} 个等待名额，${inFlight} 个正在进行${late === 0 ? "" : `，${late} 个会错过时间`}${doneBy === undefined ? "" : `，大约 ${doneBy} 完成`}。`,
  oldest: "最早的：",
  policy: (serial, by, when) => `策略 ${serial}，由 ${by} 于 ${when} 应用。`,
  starter: "尚未应用策略：使用初始策略，只观察。",
  seen: (event, run) => `最近的事件：${event ?? "尚未收到"}。reconcile：${run ?? "尚未运行"}。`,
};

/** How the stack stands: first whether a person is needed, warnings last and one by one. */
export const viewStatus = viewOf(form, { en: english, zh: chinese }, (status, t, say) => {
  const { Pauses, Breaker, Oldest, Warnings, LastEvent, LastReconcile } = status;
  return {
    head: [
      firstLine(status, t, say),
      ...told(
        openLine(status, t, say),
        actsLine(status, t, say),
        aheadLine(status, t, say),
        Oldest && `${t.oldest}${say.text(Oldest.InstanceId ?? "")} ${standingWords(Oldest, say)}`,
        policyLine(status, t, say),
        t.seen(LastEvent && say.when(LastEvent.At), LastReconcile && say.when(LastReconcile.At)),
      ),
    ],
    items: [
      ...told(Breaker && `${t.paused}${breakerWords(Breaker, say)}`),
      ...Pauses.map((pause) => `${t.paused}${pauseWords(pause, say)}`),
      ...Warnings.map((warning) => say.text(warning, 200)),
    ],
  };
});

type Texts = typeof english;

/** States in which nothing goes on without a person. */
const urgent = /^(NeedsHuman|Unproven|Waiting for approval)/;

function firstLine({ Mode, Open, Pauses, Breaker, Warnings }: Status, t: Texts, say: Say): string {
  const states = Object.entries(Open);
  const countOf = (form: RegExp) => states.reduce((sum, [state, count]) => sum + (form.test(state) ? count : 0), 0);
  const line = [
    t.mode(Mode === undefined ? undefined : say.text(Mode)),
    t.open(countOf(/^/)),
    ...(Pauses.length > 0 || Breaker !== undefined ? [t.stopped] : []),
    ...(countOf(urgent) > 0 ? [t.urgent(countOf(urgent))] : []),
    ...(Warnings.length > 0 ? [t.warnings(Warnings.length)] : []),
  ].join(t.between);
  return `**${line}**`;
}

function openLine({ Open }: Status, t: Texts, say: Say): string | undefined {
  const states = Object.entries(Open).filter(([, count]) => count > 0);
  const words = states.slice(0, 12).map(([state, count]) => `${count} × ${countedWords(state, say.language)}`);
  return words.length === 0 ? undefined : `${t.states}${words.join("; ")}`;
}

/** Told only where the stack may send nothing. */
function actsLine({ Acts }: Status, t: Texts, say: Say): string | undefined {
  if (Acts === undefined || Acts.Operations.length > 0) return undefined;
  return t.acts(Acts.Holder === undefined ? undefined : say.text(Acts.Holder));
}

function aheadLine({ Forecast }: Status, t: Texts, say: Say): string | undefined {
  if (Forecast === undefined || Forecast.Waiting + Forecast.InFlight === 0) return undefined;
  const { Waiting, InFlight, WillMiss, MoreMiss, DoneBy } = Forecast;
  return t.ahead(Waiting, InFlight, WillMiss.length + MoreMiss, DoneBy && say.when(DoneBy));
}

const policyLine = ({ Policy }: Status, t: Texts, say: Say) =>
  Policy === undefined ? t.starter : t.policy(Policy.Serial, say.text(Policy.By, 64), say.when(Policy.AppliedAt));
