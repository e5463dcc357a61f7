import picocolors from "picocolors";

/** How facts are written for people: colours, times, and texts that other people wrote. */
export type Show = {
  readonly paint: ReturnType<typeof picocolors.createColors>;
  /** `2026-11-29 12:00:01 (3 min ago)`, in the zone; the time is ISO 8601 in UTC. */
  readonly when: (iso: string) => string;
  /** The same without what follows the second. */
  readonly clock: (iso: string) => string;
  /** `05:40`, of another day `2026-11-30 05:40`; the time is epoch milliseconds. */
  readonly minute: (ms: number) => string;
  /** `3 min ago`. */
  readonly ago: (iso: string) => string;
  readonly zone: string;
};

type Facts = { readonly timeZone: string | undefined; readonly nowMs: number; readonly hasColours: boolean };

export function createShow({ timeZone, nowMs, hasColours }: Facts): Show {
  const format = formatIn(timeZone);
  const clock = (iso: string) => format.format(new Date(iso));
  const minute = (ms: number) => {
    const [day = "", time = ""] = format.format(ms).slice(0, "2026-11-30 05:40".length).split(" ");
    return format.format(nowMs).startsWith(day) ? time : `${day} ${time}`;
  };
  const ago = (iso: string) => relative(nowMs - Date.parse(iso));
  return {
    paint: picocolors.createColors(hasColours),
    when: (iso) => `${clock(iso)} (${ago(iso)})`,
    ...{ clock, minute, ago },
    zone: format.resolvedOptions().timeZone,
  };
}

/** Swedish dates are ISO 8601 with a blank. A zone that this machine does not know is its own one. */
function formatIn(timeZone: string | undefined): Intl.DateTimeFormat {
  const style = { dateStyle: "short", timeStyle: "medium" } as const;
  try {
    return new Intl.DateTimeFormat("sv-SE", { ...style, ...(timeZone !== undefined && { timeZone }) });
  } catch {
    return new Intl.DateTimeFormat("sv-SE", style);
  }
}

const steps = [
  { unit: "s", seconds: 1, upTo: 90 },
  { unit: "min", seconds: 60, upTo: 90 * 60 },
  { unit: "h", seconds: 3_600, upTo: 48 * 3_600 },
  { unit: "days", seconds: 86_400, upTo: Number.POSITIVE_INFINITY },
] as const;

/** How long ago, in one unit; what is still to come is `in 3 h`. */
function relative(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  if (seconds === 0) return "now";
  const step = steps.find(({ upTo }) => seconds < upTo) ?? steps[0];
  const length = `${Math.round(seconds / step.seconds)} ${step.unit}`;
  return ms < 0 ? `in ${length}` : `${length} ago`;
}

/** A text that somebody wrote, without what would steer a terminal. */
export const plain = (text: string) => text.replace(/[\p{Cc}\p{Bidi_C}]+/gu, " ");
