import * as z from "zod";
import { breakerSchema, pauseSchema } from "../../console/pauses.ts";
import type { Say } from "./say.ts";

/** As console tells them. A later one may tell more. */
export const pauseForm = z.object(pauseSchema.shape);
export const breakerForm = z.object(breakerSchema.shape);

const texts = {
  en: {
    pause: (scope: string, by: string, since: string, until: string | undefined, why: string, id: string) =>
      `${scope}, by ${by} since ${since}, until ${until ?? "somebody resumes it"}: ${why} (id ${id})`,
    breaker: (events: number, since: string) =>
      `${events} events have stopped automation since ${since}, until somebody resumes it`,
  },
  zh: {
    pause: (scope: string, by: string, since: string, until: string | undefined, why: string, id: string) =>
      `${scope}，由 ${by} 于 ${since} 暂停，直到 ${until ?? "有人恢复"}：${why}（编号 ${id}）`,
    breaker: (events: number, since: string) => `${events} 个事件于 ${since} 触发熔断，直到有人恢复`,
  },
};

/** `all, by lin since 01:40 (3 min ago), until somebody resumes it: the network is down (id 3f2a)`. */
export const pauseWords = (pause: z.output<typeof pauseForm>, say: Say) =>
  texts[say.language].pause(
    say.text(pause.Scope),
    say.text(pause.By, 64),
    say.when(pause.Since),
    pause.Until && say.when(pause.Until),
    say.text(pause.Why, 200),
    say.text(pause.Id),
  );

/** What a storm has stopped. */
export const breakerWords = ({ Events, Since }: z.output<typeof breakerForm>, say: Say) =>
  texts[say.language].breaker(Events, say.when(Since));
