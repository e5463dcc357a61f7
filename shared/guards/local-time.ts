import * as PlainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";

/**
 * What a clock shows: the epoch milliseconds at which a clock of UTC shows the same. So days are counted, and weekdays are
 * known, without a time zone.
 */
export type ClockMs = number;

/**
 * The moment, epoch milliseconds, at which a clock of the zone shows this. Where it shows it twice, it is the earlier moment or
 * the later one. Where the clock skips it, it is the moment of the skip. For example, clocks in Berlin go from 02:00 to 03:00 on
 * 28 March 2027: 02:30 is 03:00 on that day.
 */
export function momentAt(clockMs: ClockMs, timeZone: string, which: "earlier" | "later" = "earlier"): number {
  const at = new Date(clockMs);
  const [month, day] = [at.getUTCMonth() + 1, at.getUTCDate()];
  const shown = PlainDateTime.create(at.getUTCFullYear(), month, day, at.getUTCHours(), at.getUTCMinutes());
  const moment = PlainDateTime.toZonedDateTime(shown, timeZone, { disambiguation: which });
  if (PlainDateTime.equals(ZonedDateTime.toPlainDateTime(moment), shown)) return moment.epochMilliseconds;
  const before = PlainDateTime.toZonedDateTime(shown, timeZone, { disambiguation: "earlier" });
  return (ZonedDateTime.getTimeZoneTransition(before, "next") ?? before).epochMilliseconds;
}

/** What a clock of the zone shows at a moment, epoch milliseconds. */
export const clockAt = (nowMs: number, timeZone: string): ClockMs =>
  nowMs + ZonedDateTime.offsetNanoseconds(ZonedDateTime.create(BigInt(nowMs) * 1_000_000n, timeZone)) / 1_000_000;
