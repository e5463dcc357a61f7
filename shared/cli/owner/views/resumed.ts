import * as z from "zod";
import { plain } from "../show.ts";
import { viewOf } from "../view.ts";
import { breakerSchema, breakerWords, pauseSchema, pauseWords } from "./pauses.ts";
import { warningWords } from "./warnings.ts";

const resumedSchema = z.object({
  Ended: z.array(pauseSchema),
  Breaker: breakerSchema.optional(),
  Pauses: z.array(pauseSchema),
  Starts: z.int(),
  StartsOf: z.array(z.string()).default([]),
  StillStopped: z.int(),
  Warnings: z.array(z.string()).default([]),
});

type Resumed = z.output<typeof resumedSchema>;

/** What goes on now, and what does not. */
export const viewResumed = viewOf(resumedSchema, (resumed, show) =>
  [
    ...(resumed.Ended.length === 0 && resumed.Breaker === undefined ? ["Nothing was paused."] : []),
    ...resumed.Ended.map((pause) => `Resumed: ${pauseWords(pause, show)}`),
    ...(resumed.Breaker === undefined ? [] : [`Let go: ${breakerWords(resumed.Breaker, show)}`]),
    ...resumed.Pauses.map((pause) => show.paint.yellow(`Still paused: ${pauseWords(pause, show)}`)),
    startWords(resumed),
    ...warningWords(resumed.Warnings, show),
  ].join("\n"),
);

function startWords({ Starts, StartsOf, StillStopped }: Resumed): string {
  const still = StillStopped === 0 ? "" : ` ${StillStopped} stay stopped.`;
  if (Starts === 0) return `Nothing that was stopped waits to start.${still}`;
  const lines = [...StartsOf, ...(StartsOf.length < Starts ? ["…"] : [])].map((line) => `\n  ${plain(line)}`);
  return `${Starts} go on within two minutes, as far as the policy lets them:${lines.join("")}${still === "" ? "" : `\n${still.trim()}`}`;
}
