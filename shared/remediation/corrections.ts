import { type Answers, ownOf } from "./answerable.ts";

/**
 * The owner's word on what the documents dispute: which operation answers events of a type in these statuses (`null`:
 * none). It holds for calls too: see functions/README.md.
 */
export type Correction = { readonly type: string; readonly statuses: readonly string[]; readonly do: string | null };

const correctionOf = (corrections: readonly Correction[], type: string, status: string) =>
  corrections.find((one) => one.type === type && one.statuses.includes(status));

/** The events that an operation answers by its document and by the owner's corrections; `do: null` takes away from both. */
export function answersWith(corrections: readonly Correction[], name: string, answers: Answers): Answers {
  const added = corrections
    .filter((one) => one.do === name)
    .map(
      ({ type, statuses }) => [type, { statuses: [...(ownOf(answers, type)?.statuses ?? []), ...statuses] }] as const,
    );
  const all: Answers = { ...answers, ...Object.fromEntries(added) };
  return without(all, (type, status) => correctionOf(corrections, type, status)?.do === null);
}

const without = (answers: Answers, isGone: (type: string, status: string) => boolean): Answers =>
  Object.fromEntries(
    Object.entries(answers).map(([type, rule]) => [
      type,
      { ...rule, statuses: rule.statuses.filter((status) => !isGone(type, status)) },
    ]),
  );
