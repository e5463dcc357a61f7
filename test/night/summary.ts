import type { Paint } from "../timeline/paint.ts";

type Summary = {
  /** By part of the night: how often each instance was changed. */
  readonly sends: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly observed: readonly string[];
  readonly problems: readonly string[];
};

/** What the wire log says of the night, for people. */
export function summaryLines({ sends, observed, problems }: Summary, paint: Paint): readonly string[] {
  const parts = Object.entries(sends).map(([when, changes]) => {
    const each = Object.entries(changes).map(([id, count]) => `${id} ${count} time(s)`);
    return `   ${when}: ${each.length === 0 ? "nothing was sent" : each.join(", ")}`;
  });
  const verdict =
    problems.length === 0
      ? "What the policy lets act was answered once, and nothing else was touched."
      : `FAILED: ${problems.join("; ")}.`;
  return [
    `\n${paint("bold", "From the wire log")}`,
    ...parts,
    `   observed to the end: ${observed.join(", ")}`,
    paint("bold", verdict),
  ];
}
