import * as z from "zod";
import type { Say } from "./say.ts";
import { type View, viewOf } from "./view.ts";

/** How an operation stands after a person's word about it. */
const form = z.object({
  InstanceId: z.string(),
  OperationId: z.string(),
  State: z.string(),
  ApprovedBy: z.array(z.string()).default([]),
  Needs: z.int().default(1),
  PostponedUntil: z.iso.datetime().optional(),
});

type Word = z.output<typeof form>;

const texts = {
  en: {
    yes: (who: string, said: number, needs: number) => `yes of ${who} (${said} of ${needs})`,
    later: (when: string) => `not before ${when}`,
    closed: (count: number) => `Nothing was approved: ${count} closed before.`,
    none: "Nothing was approved.",
    between: ", ",
    of: ": ",
  },
  zh: {
    yes: (who: string, said: number, needs: number) => `${who} 已同意（${said}/${needs}）`,
    later: (when: string) => `不早于 ${when}`,
    closed: (count: number) => `没有批准任何操作：${count} 个此前已关闭。`,
    none: "没有批准任何操作。",
    between: "，",
    of: "：",
  },
};

type Texts = (typeof texts)["en" | "zh"];

function wordLine({ InstanceId, State, ApprovedBy, Needs, PostponedUntil }: Word, t: Texts, say: Say): string {
  return [
    `**${say.text(InstanceId)}${t.of}${say.state({ State })}**`,
    ...(ApprovedBy.length === 0 ? [] : [t.yes(say.people(ApprovedBy), ApprovedBy.length, Needs)]),
    ...(PostponedUntil === undefined ? [] : [t.later(say.when(PostponedUntil))]),
  ].join(t.between);
}

/** What came of a no, of a later time, or of an end. */
export const viewWord: View = viewOf(form, texts, (word, t, say) => ({
  head: [wordLine(word, t, say), say.text(word.OperationId)],
}));

const approvedForm = z.object({
  Approved: z.array(form),
  Closed: z.array(z.object({ OperationId: z.string(), Code: z.string(), Message: z.string() })),
});

/** What came of a yes. */
export const viewApproved: View = viewOf(approvedForm, texts, ({ Approved: [first, ...others], Closed }, t, say) => ({
  head:
    first === undefined
      ? [`**${Closed.length === 0 ? t.none : t.closed(Closed.length)}**`]
      : [wordLine(first, t, say), say.text(first.OperationId)],
  items: [
    ...others.map((word) => `${wordLine(word, t, say)} ${say.text(word.OperationId)}`),
    ...Closed.map(({ Code, Message }) => `${say.text(Code)}${t.of}${say.text(Message, 300)}`),
  ],
}));
