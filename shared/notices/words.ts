import type { Facts } from "../control/notice-facts.ts";
import { type Language, languages } from "./languages.ts";

/** The words that every text of one language uses; times are those of one zone, seen from one moment. */
export type Words = {
  /** `01:40`, of another day `Thu 09:00`, of another week `2027-01-28 09:00`. */
  readonly clock: (ms: number) => string;
  /** `01:40:12`. */
  readonly second: (ms: number) => string;
  /** `01:40 (22 min ago)`. */
  readonly at: (ms: number) => string;
  /** What is done to a machine: `redeploy`. */
  readonly deed: (facts: Facts) => string;
  /** The machine on a locked phone: `web-7 (i-…7f3)`. */
  readonly machine: (facts: Facts) => string;
  /** The machine in full: `web-7, i-bp1abc7f3, cn-hangzhou-h`. */
  readonly whole: (facts: Facts) => string;
  readonly losses: (facts: Facts) => string;
};

const dayMs = 86_400_000;

/** The words of a language, for texts that are read at `nowMs` in `timeZone`. */
export function wordsOf(language: Language, timeZone: string, nowMs: number): Words {
  const { locale, deeds, units, losses } = languages[language];
  const part = (ms: number, options: Intl.DateTimeFormatOptions, by = "sv-SE") =>
    new Intl.DateTimeFormat(by, { timeZone, ...options }).format(ms);
  const date = (ms: number) => part(ms, { dateStyle: "short" });
  const minute = (ms: number) => part(ms, { timeStyle: "short" });
  const clock = (ms: number) => {
    if (date(ms) === date(nowMs)) return minute(ms);
    const day = Math.abs(ms - nowMs) < 6 * dayMs ? part(ms, { weekday: "short" }, locale) : date(ms);
    return `${day} ${minute(ms)}`;
  };
  return {
    clock,
    second: (ms) => (date(ms) === date(nowMs) ? part(ms, { timeStyle: "medium" }) : clock(ms)),
    at: (ms) => `${clock(ms)} (${relative(ms - nowMs, units)})`,
    deed: ({ operation = "" }) => deeds[operation] ?? operation,
    machine: ({ name, instanceId = "" }) => (name === undefined ? short(instanceId) : `${name} (${short(instanceId)})`),
    whole: ({ name, instanceId, zone }) => [name, instanceId, zone].filter((known) => known !== undefined).join(", "),
    losses: ({ losses: lost = [] }) => lost.map((loss) => losses[loss] ?? loss).join(", "),
  };
}

/** `i-…7f3`: enough to know it again, short enough for a phone. */
const short = (instanceId: string) => {
  const [, kind = "", end = ""] = /^(i-)?.{6,}(.{3})$/.exec(instanceId) ?? [];
  return end === "" ? instanceId : `${kind}…${end}`;
};

type Units = (typeof languages)[Language]["units"];

/** How far off, in one unit. */
function relative(ms: number, { minutes, hours, days, before, after, now }: Units): string {
  const [far, isAfter] = [Math.abs(ms) / 60_000, ms > 0];
  if (far < 1) return now;
  const length = far < 90 ? minutes(Math.round(far)) : far < 48 * 60 ? hours(Math.round(far / 60)) : undefined;
  return (isAfter ? after : before)(length ?? days(Math.round(far / 1_440)));
}
