import * as z from "zod";
import { textOf, type Values } from "./command.ts";
import type { Answer } from "./invoke.ts";
import { policyText } from "./policy-answer.ts";
import { createShow, type Show } from "./show.ts";
import type { Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";

/** An answer as people read it; undefined if it has another form than this release knows. */
export type View = (answer: unknown, show: Show) => string | undefined;

/** A view of answers of one form. Keys that it does not name are a newer console's, and are passed over. */
export const viewOf =
  <S extends z.ZodType>(form: S, words: (answer: z.output<S>, show: Show) => string): View =>
  (answer, show) => {
    const { success, data } = form.safeParse(answer);
    return success ? words(data, show) : undefined;
  };

type Where = { readonly values: Values; readonly target: Target; readonly terminal: Terminal };

/** The words for an answer; the answer itself if no view knows its form. */
export function shownAnswer(view: View, { value }: Answer, { values, target, terminal }: Where): string {
  const facts = ownFacts(value);
  const timeZone = [textOf(values, "time-zone"), terminal.env["TZ"], facts.timeZone, target.timeZone].find(isSet);
  const show = createShow({ timeZone, nowMs: facts.nowMs ?? target.nowMs(), hasColours: terminal.hasColours });
  const words = view(value, show);
  if (words === undefined) terminal.err("The console answered in a form that this release does not know. As it came:");
  return words ?? JSON.stringify(value, undefined, 2);
}

const isSet = (text: string | undefined) => text !== undefined && text !== "";

const factsSchema = z.object({
  Now: z.iso.datetime().optional(),
  TimeZone: z.string().optional(),
  Text: policyText.optional(),
});

/** What an answer says of time itself: when it was made, and the policy's zone. */
function ownFacts(value: unknown) {
  const { data } = factsSchema.safeParse(value);
  return {
    nowMs: data?.Now === undefined ? undefined : Date.parse(data.Now),
    timeZone: data?.TimeZone ?? zoneIn(data?.Text?.["timeZone"]),
  };
}

const zoneIn = (value: unknown) => (typeof value === "string" ? value : undefined);
