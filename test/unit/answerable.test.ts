import { expect, test } from "vitest";
import { type Answers, firstPending, isAnswerable, overStatuses, ownOf } from "../../shared/remediation/answerable.ts";

const answers: Answers = {
  "SystemMaintenance.Reboot": { statuses: ["Inquiring", "Scheduled"] },
  "SystemFailure.Reboot": { statuses: ["Executing"], localDisksOnly: true },
};
const event = {
  eventId: "e-1",
  type: "SystemMaintenance.Reboot",
  status: "Scheduled",
  notBeforeMs: 2_000,
  simulated: false,
  diskId: undefined,
};
const pendingOf = (
  events: readonly (typeof event | (Omit<typeof event, "notBeforeMs"> & { notBeforeMs: undefined }))[],
  eventId?: string,
) =>
  firstPending(
    events.filter((event) => isAnswerable(answers, event, false)),
    eventId,
  )?.eventId;

test("the event that the platform acts on first is answered first, and one without a time last", () => {
  const sooner = { ...event, eventId: "e-2", notBeforeMs: 1_000 };
  const untimed = { ...event, eventId: "e-3", notBeforeMs: undefined };
  expect(pendingOf([untimed, event, sooner])).toBe("e-2");
  expect(pendingOf([sooner, event, untimed])).toBe("e-2");
  expect(pendingOf([untimed, event])).toBe("e-1");
});

test("an event that is named is the only one that counts", () => {
  expect(pendingOf([event, { ...event, eventId: "e-2", notBeforeMs: 3_000 }], "e-2")).toBe("e-2");
  expect(pendingOf([event], "e-9")).toBeUndefined();
});

test("an event that asks for nothing, or not for this, is passed over, however soon it is", () => {
  const over = { ...event, eventId: "e-2", status: "Executed", notBeforeMs: 1 };
  const other = { ...event, eventId: "e-3", type: "SystemMaintenance.Stop", notBeforeMs: 1 };
  expect(pendingOf([over, other, event])).toBe("e-1");
  expect(pendingOf([over, other])).toBeUndefined();
});

test("an event in another status, of another type, or simulated is not answered", () => {
  expect(isAnswerable(answers, event, false)).toBe(true);
  expect(isAnswerable(answers, { ...event, status: "Executed" }, true)).toBe(false);
  expect(isAnswerable(answers, { ...event, type: "SystemMaintenance.Stop" }, true)).toBe(false);
  expect(isAnswerable(answers, { ...event, simulated: true }, true)).toBe(false);
});

test("a type that names a property of every object is no type of ours", () => {
  expect(ownOf(answers, "constructor")).toBeUndefined();
  expect(isAnswerable(answers, { ...event, type: "constructor" }, true)).toBe(false);
});

test("an event asks for nothing once it is executed, avoided, cancelled or failed", () => {
  expect(overStatuses).toEqual(["Executed", "Avoided", "Canceled", "Failed"]);
});
