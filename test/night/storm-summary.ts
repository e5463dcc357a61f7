import type { Paint } from "../timeline/paint.ts";
import type { Storm } from "./storm.ts";
import { atOnceIn, countsOf, stormProblems } from "./storm-verdict.ts";
import { changesIn } from "./verdict.ts";

type Summary = {
  /** By part of the night: how many machines were answered. */
  readonly sends: Readonly<Record<string, number>>;
  /** By scope: how many at once, at the most. */
  readonly atOnce: Readonly<Record<string, number>>;
  /** By kind of notice. */
  readonly told: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
};

/** What wire log and channels say of the storm. */
export const stormSummaryOf = ({ parts, notices }: Storm): Summary => ({
  sends: Object.fromEntries(parts.map(({ when, calls }) => [when, Object.keys(changesIn(calls)).length])),
  atOnce: atOnceIn(parts),
  told: countsOf(notices),
  problems: stormProblems(parts, notices),
});

/** The same for people. */
export function stormLinesOf({ sends, atOnce, told, problems }: Summary, paint: Paint): readonly string[] {
  const words = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(", ");
  return [
    `\n${paint("bold", "From the wire log")}`,
    ...Object.entries(sends).map(
      ([when, count]) => `   ${when}: ${count === 0 ? "nothing was sent" : `${count} sent`}`,
    ),
    `   at once, at the most: ${words(atOnce)}`,
    `   told: ${words(told)}`,
    paint(
      "bold",
      problems.length === 0
        ? "Each of the forty was answered once, a few at a time, and nothing else was touched."
        : `FAILED: ${problems.join("; ")}.`,
    ),
  ];
}
