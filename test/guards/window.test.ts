import { expect, test } from "vitest";
import { momentAt } from "../../shared/guards/local-time.ts";
import { opensAt, type Window } from "../../shared/guards/window.ts";

const everyDay = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const nights: Window = {
  days: ["mon", "tue", "wed", "thu", "fri"],
  open: "01:00",
  close: "05:00",
  cutoffMs: 30 * 60_000,
};
const late: Window = { days: ["fri"], open: "22:00", close: "02:00", cutoffMs: 0 };
const span = (open: string, close: string, cutoffMs = 0): Window => ({ days: everyDay, open, close, cutoffMs });

/** When a window lets something begin that is wanted at this moment, as UTC. */
const opening = (window: Window, timeZone: string, from: string) => {
  const atMs = opensAt(window, timeZone, Date.parse(from));
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
};

test.each([
  ["at noon it waits for one o'clock in Shanghai", "2026-11-30T04:00:00Z", "2026-11-30T17:00:00.000Z"],
  ["while it is open it waits for nothing", "2026-11-30T18:12:13.014Z", "2026-11-30T18:12:13.014Z"],
  ["at its very opening it is open", "2026-11-30T17:00:00Z", "2026-11-30T17:00:00.000Z"],
  ["a millisecond before the cutoff it is open", "2026-11-30T20:29:59.999Z", "2026-11-30T20:29:59.999Z"],
  ["at the cutoff it waits for the next night", "2026-11-30T20:30:00Z", "2026-12-01T17:00:00.000Z"],
  // 4 December 2026 is a Friday. Its window is from 17:00 to 20:30 UTC on Thursday.
  ["after Friday's night it waits for Monday's", "2026-12-03T20:30:00Z", "2026-12-06T17:00:00.000Z"],
])("a window of working nights: %s", (_, from, opens) => {
  expect(opening(nights, "Asia/Shanghai", from)).toBe(opens);
});

test.each([
  ["Friday evening", "2026-12-04T22:30:00Z", "2026-12-04T22:30:00.000Z"],
  ["Saturday after midnight: it is still Friday's", "2026-12-05T01:59:59Z", "2026-12-05T01:59:59.000Z"],
  ["once it has closed", "2026-12-05T02:00:00Z", "2026-12-11T22:00:00.000Z"],
  ["Friday after midnight: Thursday has none", "2026-12-04T01:00:00Z", "2026-12-04T22:00:00.000Z"],
])("a window that passes midnight belongs to the day on which it opens: %s", (_, from, opens) => {
  expect(opening(late, "UTC", from)).toBe(opens);
});

test.each([
  // Berlin, 28 March 2027: 02:00 becomes 03:00, at 01:00 UTC.
  ["an hour that is skipped is no window", span("02:00", "03:00"), "2027-03-27T20:00:00Z", "2027-03-29T00:00:00.000Z"],
  ["nor is a part of it", span("02:15", "02:45"), "2027-03-27T20:00:00Z", "2027-03-29T00:15:00.000Z"],
  ["one that opens in it opens at its end", span("02:30", "04:00"), "2027-03-27T20:00:00Z", "2027-03-28T01:00:00.000Z"],
  [
    "one that closes in it closes at its begin",
    span("01:00", "02:30"),
    "2027-03-28T01:00:00Z",
    "2027-03-28T23:00:00.000Z",
  ],
  ["and not before", span("01:00", "02:30"), "2027-03-28T00:59:59Z", "2027-03-28T00:59:59.000Z"],
  ["one past midnight is an hour shorter", span("23:00", "03:30"), "2027-03-28T01:30:00Z", "2027-03-28T21:00:00.000Z"],
  [
    "a cutoff as long as what is left leaves nothing",
    span("01:30", "03:30", 3_600_000),
    "2027-03-28T00:00:00Z",
    "2027-03-28T23:30:00.000Z",
  ],
])("when clocks in Berlin go forward: %s", (_, window, from, opens) => {
  expect(opening(window, "Europe/Berlin", from)).toBe(opens);
});

test.each([
  // Berlin, 31 October 2027: 03:00 becomes 02:00, at 01:00 UTC.
  [
    "one in the hour that comes twice is the first",
    span("02:00", "02:30"),
    "2027-10-30T20:00:00Z",
    "2027-10-31T00:00:00.000Z",
  ],
  ["and is not open the second time", span("02:00", "02:30"), "2027-10-31T01:10:00Z", "2027-11-01T01:00:00.000Z"],
  [
    "one that closes in it closes the first time",
    span("01:00", "02:30"),
    "2027-10-31T00:30:00Z",
    "2027-11-01T00:00:00.000Z",
  ],
  ["one past midnight is an hour longer", span("23:00", "03:30"), "2027-10-31T02:29:59Z", "2027-10-31T02:29:59.000Z"],
])("when clocks in Berlin go back: %s", (_, window, from, opens) => {
  expect(opening(window, "Europe/Berlin", from)).toBe(opens);
});

test.each([
  // New York, 14 March 2027: 02:00 becomes 03:00, at 07:00 UTC; 7 November 2027: 02:00 becomes 01:00, at 06:00 UTC.
  ["an hour that is skipped is no window", span("02:00", "03:00"), "2027-03-14T05:00:00Z", "2027-03-15T06:00:00.000Z"],
  ["one past midnight over the skip", span("23:30", "02:30"), "2027-03-14T06:59:59Z", "2027-03-14T06:59:59.000Z"],
  ["which closes at the skip", span("23:30", "02:30"), "2027-03-14T07:00:00Z", "2027-03-15T03:30:00.000Z"],
  ["one in the hour that comes twice", span("01:15", "01:45"), "2027-11-07T05:45:00Z", "2027-11-08T06:15:00.000Z"],
])("when clocks in New York change: %s", (_, window, from, opens) => {
  expect(opening(window, "America/New_York", from)).toBe(opens);
});

test("a day that a zone has left out has no window", () => {
  // Samoa went from Thursday, 29 December 2011, to Saturday: its Friday never was.
  const friday: Window = { days: ["fri"], open: "00:00", close: "23:59", cutoffMs: 0 };
  expect(opening(friday, "Pacific/Apia", "2011-12-30T09:00:00Z")).toBe("2012-01-05T10:00:00.000Z");
});

test("a time that a clock shows twice is the earlier moment, or the later one where that is asked for", () => {
  const shown = Date.parse("2027-10-31T02:30:00Z");
  expect(new Date(momentAt(shown, "Europe/Berlin")).toISOString()).toBe("2027-10-31T00:30:00.000Z");
  expect(new Date(momentAt(shown, "Europe/Berlin", "later")).toISOString()).toBe("2027-10-31T01:30:00.000Z");
});
