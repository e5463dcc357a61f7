import * as z from "zod";
import type { Say } from "./say.ts";
import { type Standing, standingForm, standingWords } from "./standing-words.ts";
import { type View, viewOf } from "./view.ts";

const form = z.object({
  InstanceId: z.string(),
  Current: standingForm.optional(),
  Waiting: z.array(standingForm).default([]),
  /** The newest first. */
  Outcomes: z.array(standingForm).default([]),
  OlderOutcomes: z.int().default(0),
  OlderLines: z.int().default(0),
  /** The newest last, in UTC. */
  Timeline: z.array(z.string()).default([]),
});

type Recorded = z.output<typeof form>;

const texts = {
  en: {
    idle: "nothing is open",
    older: (count: number) => `Older and left out: ${count}.`,
    happened: "What happened, the newest first:",
    of: ": ",
  },
  zh: {
    idle: "没有未结束的操作",
    older: (count: number) => `省略了 ${count} 条更早的记录。`,
    happened: "经过（最新的在前）：",
    of: "：",
  },
};

/** What is at work, else what waits, else what ended last. */
const firstOf = ({ Current, Waiting, Outcomes }: Recorded) => Current ?? Waiting[0] ?? Outcomes[0];

/** All the others that are open or have ended. */
const othersOf = (record: Recorded): readonly Standing[] =>
  [record.Current, ...record.Waiting, ...record.Outcomes].filter(
    (standing): standing is Standing => standing !== undefined && standing !== firstOf(record),
  );

/** One machine: how it stands, and what was done to it, the newest first. */
export const viewInstance: View = viewOf(form, texts, (record, t, say) => {
  const first = firstOf(record);
  const older = record.OlderOutcomes;
  return {
    head: [`**${say.text(record.InstanceId)}**${t.of}${first === undefined ? t.idle : standingWords(first, say)}`],
    items: othersOf(record).map((standing) => standingWords(standing, say)),
    tail: older === 0 ? [] : [t.older(older)],
  };
});

/** One operation: how it stands, and line by line what happened, the newest first. */
export const viewOperation: View = viewOf(form, texts, (record, t, say) => {
  const first = firstOf(record);
  return {
    head: [
      `**${say.text(record.InstanceId)}**${t.of}${first === undefined ? t.idle : standingWords(first, say)}`,
      ...(record.Timeline.length === 0 ? [] : [t.happened]),
    ],
    items: record.Timeline.toReversed().map((line) => say.text(zoned(line, say), 240)),
    tail: record.OlderLines === 0 ? [] : [t.older(record.OlderLines)],
  };
});

/** Console's lines begin with a time in UTC, and may end with another one. */
const zoned = (line: string, { clock }: Say) =>
  line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d|(?<= since )\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?=\)$)/g, (time) => {
    const iso = `${time.replace(" ", "T")}Z`;
    return Number.isNaN(Date.parse(iso)) ? time : clock(iso);
  });
