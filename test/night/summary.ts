import type { Paint } from "../timeline/paint.ts";
import type { Night } from "./night.ts";
import { changesIn, problemsOf } from "./verdict.ts";

type Summary = {
  /** By part of the night: how often each instance was changed. */
  readonly sends: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly observed: readonly string[];
  readonly problems: readonly string[];
};

/** What the wire log says of the night. */
export function summaryOf({ parts, observed }: Night): Summary {
  const lost = Object.entries(observed).filter(([, row]) => row !== "Waiting");
  return {
    sends: Object.fromEntries(parts.map(({ when, calls }) => [when, changesIn(calls)])),
    observed: Object.keys(observed),
    problems: [
      ...problemsOf(parts),
      ...lost.map(([id, row]) => `${id} does not wait as it should: ${row ?? "nobody heard of it"}`),
    ],
  };
}

/** The same for people. */
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
