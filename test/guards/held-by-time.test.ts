import { describe, expect, test } from "vitest";
import { calendarOf } from "../../shared/guards/calendar.ts";
import { heldByTime, type InTime } from "../../shared/guards/held-by-time.ts";

const nights = { days: ["mon", "tue", "wed", "thu", "fri"], open: "01:00", close: "05:00", cutoffMs: 1_800_000 };
const spring = { from: "2027-01-28 00:00", to: "2027-02-05 00:00", why: "spring festival" };

const planned: InTime = { planned: true, window: undefined, dueMs: undefined, overridesFreeze: false };
const inNights = { ...planned, window: "nights" };

/** What holds it at this moment, with its end as UTC. */
function held(begun: Partial<InTime>, at: string, freezes = [spring], guardBandMs = 1_800_000, timeZone = "UTC") {
  const calendar = calendarOf({ timeZone, windows: { nights }, freezes });
  const hold = heldByTime({ ...planned, ...begun }, { guardBandMs, calendar }, Date.parse(at));
  return hold && { code: hold.code, until: new Date(hold.untilMs ?? 0).toISOString(), why: hold.why };
}
const dueAt = (due: string) => Date.parse(due);

describe("a window", () => {
  test("holds what is planned until it opens", () => {
    const said = { code: "OutsideWindow", until: "2026-11-30T01:00:00.000Z", why: 'its window "nights" is not open' };
    expect(held(inNights, "2026-11-28T12:00:00Z")).toEqual(said);
    expect(held(inNights, "2026-11-30T01:00:00Z")).toBeUndefined();
  });

  test("holds nothing that answers a failure, and no rule without one", () => {
    expect(held({ ...inNights, planned: false }, "2026-11-28T12:00:00Z")).toBeUndefined();
    expect(held(planned, "2026-11-28T12:00:00Z")).toBeUndefined();
  });
});

describe("a freeze", () => {
  test("holds what is planned until it ends, and says why", () => {
    const why = "nothing planned is begun until 2027-02-05T00:00:00.000Z: spring festival";
    expect(held(planned, "2027-01-28T00:00:00Z")).toEqual({
      ...{ code: "Forbidden.Frozen", until: "2027-02-05T00:00:00.000Z", why },
    });
    expect(held(planned, "2027-01-27T23:59:59.999Z")).toBeUndefined();
    expect(held(planned, "2027-02-05T00:00:00Z")).toBeUndefined();
  });

  test("is in the policy's time zone", () => {
    expect(held(planned, "2027-01-27T16:00:00Z", [spring], 0, "Asia/Shanghai")).toMatchObject({
      until: "2027-02-04T16:00:00.000Z",
    });
  });

  test("lets nothing through that a window opens for: it begins in the first night after it", () => {
    expect(held(inNights, "2027-01-28T02:00:00Z")).toMatchObject({
      ...{ code: "Forbidden.Frozen", until: "2027-02-05T01:00:00.000Z" },
    });
    // Before the freeze, but the next night is in it.
    expect(held(inNights, "2027-01-27T12:00:00Z")).toMatchObject({
      ...{ code: "OutsideWindow", until: "2027-02-05T01:00:00.000Z" },
    });
  });

  test("that follows another one holds on", () => {
    const next = { from: "2027-02-04 00:00", to: "2027-02-06 00:00", why: "an audit" };
    expect(held(planned, "2027-02-03T00:00:00Z", [spring, next])).toMatchObject({ until: "2027-02-06T00:00:00.000Z" });
    expect(held(planned, "2027-02-04T12:00:00Z", [spring, next])?.why).toContain("an audit");
  });

  test("that ends at a time that the clock shows twice ends at the later one", () => {
    const autumn = { from: "2027-10-30 00:00", to: "2027-10-31 02:30", why: "a release" };
    expect(held(planned, "2027-10-31T00:45:00Z", [autumn], 0, "Europe/Berlin")).toMatchObject({
      until: "2027-10-31T01:30:00.000Z",
    });
  });

  test("is passed by who may override it, and a window is not", () => {
    expect(held({ overridesFreeze: true }, "2027-01-29T12:00:00Z")).toBeUndefined();
    expect(held({ ...inNights, overridesFreeze: true }, "2027-01-29T12:00:00Z")).toMatchObject({
      ...{ code: "OutsideWindow", until: "2027-02-01T01:00:00.000Z" },
    });
  });

  test("holds nothing that answers a failure", () => {
    expect(held({ planned: false }, "2027-01-29T12:00:00Z")).toBeUndefined();
  });
});

describe("the guard band", () => {
  const due = { dueMs: dueAt("2026-11-30T14:00:00Z") };

  test("holds what is planned from so long before the platform acts until it does", () => {
    expect(held(due, "2026-11-30T13:29:59.999Z")).toBeUndefined();
    const said = { code: "GuardBand", until: "2026-11-30T14:00:00.000Z" };
    expect(held(due, "2026-11-30T13:30:00Z")).toMatchObject(said);
    expect(held(due, "2026-11-30T13:59:56Z")).toMatchObject(said);
  });

  test("counts only while the platform's time is to come, and holds no failure", () => {
    expect(held(due, "2026-11-30T14:00:00Z")).toBeUndefined();
    expect(held({ ...due, planned: false }, "2026-11-30T13:45:00Z")).toBeUndefined();
  });

  test("ends what a window lets begin, where it comes first", () => {
    const early = { ...inNights, dueMs: dueAt("2026-11-30T04:45:00Z") };
    expect(held(early, "2026-11-30T04:14:59Z")).toBeUndefined();
    expect(held(early, "2026-11-30T04:15:00Z")).toMatchObject({ code: "GuardBand" });
  });
});

describe("what can never begin before the platform acts says so at once", () => {
  test("a window that opens too late", () => {
    const dueMs = dueAt("2026-11-30T01:20:00Z");
    const hold = held({ ...inNights, dueMs }, "2026-11-29T12:00:00Z");
    expect(hold).toMatchObject({ code: "NoTimeLeft", until: "2026-11-30T01:20:00.000Z" });
    expect(hold?.why).toBe(
      'its window "nights" is not open, and from 2026-11-30T00:50:00.000Z on nothing planned is begun: the platform acts by itself at 2026-11-30T01:20:00.000Z',
    );
  });

  test("a freeze that ends in the guard band", () => {
    const freeze = { from: "2026-11-29 00:00", to: "2026-11-30 13:50", why: "a release" };
    const hold = held({ dueMs: dueAt("2026-11-30T14:00:00Z") }, "2026-11-29T12:00:00Z", [freeze]);
    expect(hold).toMatchObject({ code: "NoTimeLeft", until: "2026-11-30T14:00:00.000Z" });
  });

  test("and once that time has passed only the window counts", () => {
    const dueMs = dueAt("2026-11-30T01:20:00Z");
    expect(held({ ...inNights, dueMs }, "2026-11-30T06:00:00Z")).toMatchObject({ code: "OutsideWindow" });
  });

  test("a moment before the guard band is time enough", () => {
    const dueMs = dueAt("2026-11-30T01:30:00.001Z");
    expect(held({ ...inNights, dueMs }, "2026-11-29T12:00:00Z")).toMatchObject({ code: "OutsideWindow" });
  });
});
