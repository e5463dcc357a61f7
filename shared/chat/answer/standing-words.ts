import * as z from "zod";
import { standingSchema } from "../../console/record.ts";
import type { Say } from "./say.ts";

/** An operation as console tells of it. A later one may tell more. */
export const standingForm = z.object({ ...standingSchema.shape, InstanceId: z.string().optional() });

export type Standing = z.output<typeof standingForm>;

const texts = {
  en: {
    since: (when: string) => `since ${when}`,
    until: (when: string) => `until ${when}`,
    ended: (when: string) => `ended ${when}`,
    asked: (by: string, why: string) => `asked by ${by}: ${why}`,
    by: (by: string) => `by ${by}`,
    between: ", ",
    of: ": ",
  },
  zh: {
    since: (when: string) => `自 ${when}`,
    until: (when: string) => `至 ${when}`,
    ended: (when: string) => `于 ${when} 结束`,
    asked: (by: string, why: string) => `由 ${by} 提出：${why}`,
    by: (by: string) => `由 ${by}`,
    between: "，",
    of: "：",
  },
};

/** `redeploy: waits for a place (LimitReached), since 01:40 (3 min ago), asked by lin: its host fails, 150dc535…`. */
export function standingWords(standing: Standing, say: Say): string {
  const { Operation, Cause, Since, Until, EndedAt, Actor, Reason, By, OperationId } = standing;
  const t = texts[say.language];
  return [
    `${say.deed(Operation)}${t.of}${say.state(standing)}${Cause === undefined ? "" : ` (${say.text(Cause)})`}`,
    Since && t.since(say.when(Since)),
    Until && t.until(say.when(Until)),
    EndedAt && t.ended(say.when(EndedAt)),
    Actor === undefined ? undefined : t.asked(say.text(Actor, 64), say.text(Reason ?? "")),
    By && t.by(say.text(By)),
    say.text(OperationId),
  ]
    .filter((part) => part !== undefined && part !== "")
    .join(t.between);
}
