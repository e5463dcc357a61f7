import * as z from "zod";
import { type Answers, ownOf } from "./answerable.ts";

/**
 * The owner's word on events, before any document's table: which operation answers a type in these statuses (`null`:
 * none), and with which parameters. For what the documents dispute, see functions/README.md.
 */
export const eventRuleSchema = z.strictObject({
  type: z.string().min(1).max(128),
  statuses: z.array(z.string().min(1).max(64)).min(1),
  do: z.string().nullable(),
  input: z.record(z.string(), z.unknown()).default({}),
});

export type EventRule = z.output<typeof eventRuleSchema>;

export const ruleFor = (rules: readonly EventRule[], type: string, status: string) =>
  rules.find((rule) => rule.type === type && rule.statuses.includes(status));

/** The events that an operation answers by its document and by the owner's rules; `do: null` takes away from both. */
export function answersWith(rules: readonly EventRule[], name: string, answers: Answers): Answers {
  const added = rules
    .filter((rule) => rule.do === name)
    .map(
      ({ type, statuses }) => [type, { statuses: [...(ownOf(answers, type)?.statuses ?? []), ...statuses] }] as const,
    );
  const all: Answers = { ...answers, ...Object.fromEntries(added) };
  return without(all, (type, status) => ruleFor(rules, type, status)?.do === null);
}

const without = (answers: Answers, isGone: (type: string, status: string) => boolean): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([type, rule]) => [
      type,
      { ...rule, statuses: rule.statuses.filter((status) => !isGone(type, status)) },
    ]),
  );
