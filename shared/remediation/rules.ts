import * as z from "zod";
import type { Answers } from "./answerable.ts";

/**
 * The owner's word on events, before any document's table: which operation answers a type in these statuses (`null`:
 * none), and with which parameters. For what the documents dispute, see README "Events".
 */
export const eventRuleSchema = z.strictObject({
  type: z.string().min(1).max(128),
  statuses: z.array(z.string().min(1).max(64)).min(1),
  do: z.string().nullable(),
  input: z.record(z.string(), z.unknown()).default({}),
});

export type EventRule = z.output<typeof eventRuleSchema>;

/** The events that an operation answers by its document and by the owner's rules. */
export function answersWith(rules: readonly EventRule[], name: string, answers: Answers): Answers {
  const added = rules
    .filter((rule) => rule.do === name)
    .map(({ type, statuses }) => [type, { statuses: [...(answers[type]?.statuses ?? []), ...statuses] }] as const);
  return { ...answers, ...Object.fromEntries(added) };
}
