import { expect, test } from "vitest";
import { openEventsOf, ownerOf, ownIdOf } from "../../shared/ledger/owned.ts";
import { emptyRow, type InstanceRow, type Waiting } from "../../shared/ledger/row.ts";
import { eventKeyOf } from "../../shared/ledger/token.ts";

const ownId = ownIdOf({ accountId: "1", regionId: "cn-hangzhou" }, "i-1", "e-1");
const ended = { operation: "RedeployInstance", fingerprint: "k1.a", endedAtMs: 1 };
const answer = { statusCode: 200, body: "{}" };
const waiting = (operationId: string, more: Partial<Waiting> = {}) =>
  ({ [operationId]: { operationId, eventId: "e-1", ...more } }) as InstanceRow["waiting"]; // what is read of an entry
const bound = (by: string) => ({ [eventKeyOf("e-1")]: by });

test.each<[string, Partial<InstanceRow>, "open" | "ended" | undefined]>([
  ["no row knows", {}, undefined],
  ["waits", { waiting: waiting(ownId) }, "open"],
  ["another operation holds that waits", { waiting: waiting("other"), events: bound("other") }, "open"],
  ["another operation has answered", { events: bound("other") }, "ended"],
  ["has ended", { outcomes: { [ownId]: { ...ended, state: "Expired" } } }, "ended"],
  ["was refused", { outcomes: { [ownId]: { ...ended, state: "Rejected", answer } } }, "ended"],
  ["was given up unseen", { outcomes: { [ownId]: { ...ended, state: "Rejected" } } }, undefined],
  ["was planned again and waits", { waiting: waiting("second") }, "open"],
  [
    "was planned again and denied, and whose first operation is forgotten",
    { outcomes: { second: { ...ended, eventId: "e-1", state: "Cancelled" } } },
    "ended",
  ],
  ["a call names that waits", { waiting: waiting("call", { clientToken: "t" }) }, undefined],
])("the owner of an event that %s", (_, row, owner) => {
  expect(ownerOf({ ...emptyRow, ...row }, "e-1", ownId)).toBe(owner);
});

test("a row names the events that wait by themselves, and that of what is current", () => {
  const entries = { ...waiting("a"), ...waiting("b", { eventId: "e-2", clientToken: "t" }) };
  expect(openEventsOf({ ...emptyRow, waiting: entries })).toEqual(["e-1"]);
  const current = { operationId: "c", eventId: "e-3", clientToken: "t" } as NonNullable<InstanceRow["current"]>; // as above
  expect(openEventsOf({ ...emptyRow, current })).toEqual(["e-3"]);
});
