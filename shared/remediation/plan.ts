import { type Answers, type Notice, ownOf } from "./answerable.ts";

/** An operation that a plan may choose, with the events that its document says it answers. */
export type Choice = {
  readonly name: string;
  readonly product: string;
  readonly answers: Answers;
  /** True iff answering this event with it would lose data on a machine that has local disks, or has none. */
  readonly losesData: (notice: Notice, hasLocalDisks: boolean) => boolean;
};

export type Plan = {
  readonly do: string | undefined;
  readonly why: string;
};

/**
 * What the documents answer an event with, in its present status on this machine: of the operations whose documents
 * answer it, the first that loses nothing, else the first.
 */
export function plan(notice: Notice, choices: readonly Choice[], hasLocalDisks: boolean): Plan {
  const { type, status } = notice;
  const able = choices.filter((choice) => answersIt(choice, notice, hasLocalDisks));
  const safe = able.find(({ losesData }) => !losesData(notice, hasLocalDisks));
  const choice = safe ?? able[0];
  if (choice === undefined) return { do: undefined, why: `nothing answers ${type} in ${status}` };
  const why = `${choice.name} answers ${type} in ${status}${safe !== undefined && safe !== able[0] ? ", and loses no data" : ""}`;
  return { do: choice.name, why };
}

function answersIt({ product, answers }: Choice, notice: Notice, hasLocalDisks: boolean): boolean {
  const row = ownOf(answers, notice.type);
  if (product !== notice.product || row?.statuses.includes(notice.status) !== true) return false;
  return row.localDisksOnly === undefined || hasLocalDisks;
}

/**
 * The operation whose function looks at events of this type: the first whose document answers it in any status, else the
 * first of the product. Pure code: it depends on no setting, so two functions never disagree about it.
 */
export function homeOf(product: string, type: string, choices: readonly Choice[]): string | undefined {
  const ours = choices.filter((choice) => choice.product === product);
  return (ours.find(({ answers }) => Object.hasOwn(answers, type)) ?? ours[0])?.name;
}
