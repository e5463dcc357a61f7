import * as z from "zod";
import { breakerForm, breakerWords, pauseForm, pauseWords } from "./pause-words.ts";
import { standingForm, standingWords } from "./standing-words.ts";
import { type View, viewOf } from "./view.ts";

const warnings = z.array(z.string()).default([]);

const pausedForm = z.object({
  Pause: pauseForm,
  Pauses: z.array(pauseForm).default([]),
  LastSend: z.iso.datetime(),
  PastStopping: z.object({ InFlight: z.int(), Claimed: z.int(), Operations: z.array(standingForm).default([]) }),
  Warnings: warnings,
});

const pausedTexts = {
  en: {
    paused: "Paused",
    of: ": ",
    already: "Paused already: ",
    until: (when: string, claimed: number) =>
      `What has begun may still be sent until ${when}${claimed === 0 ? "" : `: ${claimed} may`}. Nothing after that.`,
    goesOn: (count: number) =>
      count === 0 ? "Nothing is listed as in flight." : `Past stopping, it goes on: ${count}`,
  },
  zh: {
    paused: "已暂停",
    of: "：",
    already: "此前已暂停：",
    until: (when: string, claimed: number) =>
      `已开始的请求在 ${when} 之前仍可能发出${claimed === 0 ? "" : `：${claimed} 个`}，之后不再发送。`,
    goesOn: (count: number) => (count === 0 ? "没有正在进行的操作。" : `已无法停止，会继续：${count} 个`),
  },
};

/** What is stopped now, and what is past stopping. */
export const viewPaused: View = viewOf(pausedForm, pausedTexts, (body, t, say) => {
  const { Pause, Pauses, LastSend, PastStopping } = body;
  return {
    head: [
      `**${t.paused}**${t.of}${pauseWords(Pause, say)}`,
      t.until(say.when(LastSend), PastStopping.Claimed),
      t.goesOn(PastStopping.InFlight),
    ],
    items: [
      ...PastStopping.Operations.map((one) => `${say.text(one.InstanceId ?? "")} ${standingWords(one, say)}`),
      ...Pauses.filter(({ Id }) => Id !== Pause.Id).map((other) => `${t.already}${pauseWords(other, say)}`),
      ...body.Warnings.map((warning) => say.text(warning, 200)),
    ],
  };
});

const resumedForm = z.object({
  Ended: z.array(pauseForm),
  Breaker: breakerForm.optional(),
  Pauses: z.array(pauseForm),
  Starts: z.int(),
  StartsOf: z.array(z.string()).default([]),
  StillStopped: z.int(),
  Warnings: warnings,
});

const resumedTexts = {
  en: {
    none: "Nothing was paused.",
    resumed: (starts: number, still: number) =>
      `Resumed: ${starts === 0 ? "nothing that was stopped waits to start" : `${starts} go${starts === 1 ? "es" : ""} on within two minutes, as far as the policy lets ${starts === 1 ? "it" : "them"}`}${still === 0 ? "" : `; ${still} stay${still === 1 ? "s" : ""} stopped`}.`,
    ended: "Ended: ",
    still: "Still paused: ",
  },
  zh: {
    none: "没有任何暂停。",
    resumed: (starts: number, still: number) =>
      `已恢复：${starts === 0 ? "没有等待开始的操作" : `${starts} 个将在两分钟内继续（以策略允许为限）`}${still === 0 ? "" : `；${still} 个仍然停止`}。`,
    ended: "已结束：",
    still: "仍然暂停：",
  },
};

/** What goes on now, and what does not. */
export const viewResumed: View = viewOf(resumedForm, resumedTexts, (body, t, say) => {
  const isNone = body.Ended.length === 0 && body.Breaker === undefined;
  return {
    head: [`**${isNone ? t.none : t.resumed(body.Starts, body.StillStopped)}**`],
    items: [
      ...body.Pauses.map((pause) => `${t.still}${pauseWords(pause, say)}`),
      ...(body.Breaker === undefined ? [] : [`${t.ended}${breakerWords(body.Breaker, say)}`]),
      ...body.Ended.map((pause) => `${t.ended}${pauseWords(pause, say)}`),
      ...body.StartsOf.map((line) => say.text(line)),
      ...body.Warnings.map((warning) => say.text(warning, 200)),
    ],
  };
});
