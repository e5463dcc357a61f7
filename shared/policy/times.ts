import { list, oneOf, sentence, strict, text } from "./forms.ts";
import { suggestion } from "./nearest.ts";

/** How long something takes, or how often it comes. */
export const duration = text(/^[1-9]\d{0,3}[smhd]$/, "a number and s, m, h or d, such as 30m, 24h or 7d");

/** The same, and 0m for none. */
export const durationOrNone = text(/^\d{1,4}[smhd]$/, "a number and s, m, h or d, such as 30m, 24h, or 0m for none");

const clockTime = text(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as "01:30"');

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** When planned maintenance may begin: from `open` to `close` less `cutoff`, on the day that it opens. */
export const windowSchema = strict({
  days: list(oneOf(days), days.length).describe("The days on which it opens"),
  open: clockTime.describe("When it opens, in the policy's time zone"),
  close: clockTime.describe("When it closes; before `open`, it is on the next day"),
  cutoff: durationOrNone.optional().describe("Nothing is begun so long before it closes"),
})
  .refine(({ open, close }) => open !== close, {
    path: ["close"],
    message: "is when the window opens, so it never does; 00:00 to 23:59 is a whole day",
  })
  .refine(({ open, close, cutoff }) => minutesIn(cutoff ?? "0m") < minutesBetween(open, close) || open === close, {
    path: ["cutoff"],
    message: "is as long as the window is open, so nothing could ever begin in it",
  });

const localTime = text(
  /^\d{4}-\d\d-\d\d ([01]\d|2[0-3]):[0-5]\d$/,
  'a day and a time such as "2027-01-28 00:00"',
).refine(isOfCalendar, {
  error: "must be a day that there is",
  abort: true,
});

/** From when to when nothing planned is begun. */
export const freezeSchema = strict({
  from: localTime.describe("When it begins, in the policy's time zone"),
  to: localTime.describe("When it ends"),
  why: sentence.describe("What people are told"),
}).refine(({ from, to }) => from < to, { path: ["to"], message: "must be after from" });

/** A time zone by its name: offsets are taken by some versions of Node only. */
export const timeZone = text(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/, "a time zone such as Asia/Shanghai").superRefine(
  (name, context) => {
    if (isTimeZone(name)) return;
    const like = suggestion(name, Intl.supportedValuesOf("timeZone"));
    context.addIssue({ code: "custom", message: `is no time zone${like || ", such as Asia/Shanghai is one"}` });
  },
);

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

const minutes: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1_440 };

/** A length of time in milliseconds. */
export const msIn = (length: string) => minutesIn(length) * 60_000;

const minutesIn = (length: string) => Number.parseInt(length, 10) * (minutes[length.slice(-1)] ?? Number.NaN);

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** A window that closes before it opens passes midnight. */
const minutesBetween = (open: string, close: string) => (minuteOf(close) - minuteOf(open) + 1_440) % 1_440;

/** 30 February is none. */
function isOfCalendar(local: string): boolean {
  const at = Date.parse(`${local.replace(" ", "T")}Z`);
  return Number.isNaN(at) ? false : new Date(at).toISOString().startsWith(local.replace(" ", "T"));
}
