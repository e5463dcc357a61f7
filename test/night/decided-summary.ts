import { isRowWrite, isSend, lastWritten } from "../demo/wire.ts";
import type { Paint } from "../timeline/paint.ts";
import type { Decided } from "./decided.ts";
import { countsOf } from "./storm-verdict.ts";
import { changesIn, problemsOf } from "./verdict.ts";

type Summary = {
  /** By part of the night: how often the machine was changed. */
  readonly sends: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** When it was sent. */
  readonly sentAt: readonly string[];
  /** By kind of notice. */
  readonly told: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
};

/** What the wire log and the channel say of a night in which people decide. */
export function decidedSummaryOf(night: Decided): Summary {
  const { parts, notices } = night;
  const told = countsOf(notices.filter(({ channel }) => channel === "oncall"));
  const sentAt = parts.flatMap(({ calls }) => calls.filter((call) => isSend(call) && call.effect).map(({ at }) => at));
  return {
    sends: Object.fromEntries(parts.map(({ when, calls }) => [when, changesIn(calls)])),
    sentAt,
    told,
    problems: [
      ...problemsOf(parts),
      ...outOfTime(night, sentAt),
      ...notProved(night),
      ...Object.entries(night.wantedNotices).flatMap(([kind, count]) =>
        told[kind] === count ? [] : [`${kind} was told ${told[kind] ?? 0} times, not ${count}`],
      ),
    ],
  };
}

function outOfTime({ between }: Decided, sentAt: readonly string[]): readonly string[] {
  if (between === undefined) return [];
  const [fromMs, toMs] = between;
  return sentAt.filter((at) => Date.parse(at) < fromMs || Date.parse(at) >= toMs).map((at) => `it was sent at ${at}`);
}

/** The last write of the row says that nothing is open on it, and one of them how it ended. */
function notProved({ parts, instanceId }: Decided): readonly string[] {
  const calls = parts.flatMap((part) => part.calls);
  const isSo = calls.some((call) => isRowWrite(call, instanceId) && JSON.stringify(call.params).includes("Succeeded"));
  const last = lastWritten(calls, instanceId);
  return isSo && last === "ended" ? [] : [`${instanceId} is not proved: ${last}`];
}

/** The same for people. */
export function decidedLines({ sends, sentAt, told, problems }: Summary, paint: Paint): readonly string[] {
  const words = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([what, count]) => `${what} ${count}`)
      .join(", ");
  return [
    `\n${paint("bold", "From the wire log")}`,
    ...Object.entries(sends).map(([when, changes]) => `   ${when}: ${words(changes) || "nothing was sent"}`),
    `   sent at ${sentAt.join(", ")}; told: ${words(told)}`,
    paint(
      "bold",
      problems.length === 0 ? "Done once, as people have decided, and proved." : `FAILED: ${problems.join("; ")}.`,
    ),
  ];
}
