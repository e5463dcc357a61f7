import { expect, test } from "vitest";
import type { PlanAgain } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { eventKeyOf } from "../../shared/ledger/token.ts";

const ids = ["first", "second", "third"];
const ended = (state: "Failed" | "Cancelled" | "Rejected", endedAtMs: number) => ({
  ...{ operation: "RedeployInstance", fingerprint: "", state, endedAtMs, answer: { statusCode: 403, body: "{}" } },
});
const asked: PlanAgain = {
  ...{ kind: "planAgain", owner: "p", ids, after: "first", eventId: "e-1" },
  ...{ operation: "RedeployInstance", input: { InstanceId: "i-1" }, fingerprint: "" },
  ...{ source: "console", actor: "lin", reason: "the right is there now" },
};
const rowOf = (part: Partial<InstanceRow>): InstanceRow => ({ ...emptyRow, ...part });
const failed = rowOf({ outcomes: { first: ended("Failed", 1) } });
const said = (row: InstanceRow, change: Partial<PlanAgain> = {}, nowMs = 2) => {
  const decision = decide(row, { ...asked, ...change }, nowMs);
  return decision.kind === "write" ? Object.keys(decision.next.waiting) : decision.standing;
};

test("an event whose operation has ended is planned again by an id of its own, due at once", () => {
  const decision = decide(failed, asked, 2);
  expect(decision).toMatchObject({
    kind: "write",
    next: {
      beside: 1,
      waiting: { second: { eventId: "e-1", actor: "lin", wait: { code: "PlannedAgain", untilMs: 2 } } },
    },
  });
});

test("what is owned, unknown, or has ended otherwise than the person has seen is not planned again", () => {
  expect(said(emptyRow)).toEqual({ kind: "notFound" });
  expect(said(rowOf({ ...failed, events: { [eventKeyOf("e-1")]: "other" } }))).toMatchObject({ kind: "ended" });
  const once = decide(failed, asked, 2);
  if (once.kind !== "write") throw new Error("It is not planned");
  expect(said(once.next)).toMatchObject({ kind: "waiting", operationId: "second" });
  const denied = decide(once.next, { kind: "cancel", owner: "q", operationId: "second", by: "wei" }, 3);
  if (denied.kind !== "write") throw new Error("It is not taken back");
  expect(said(denied.next, {}, 4), "the same word once more").toMatchObject({ kind: "ended", operationId: "second" });
  expect(said(denied.next, { after: "second" }, 4)).toEqual(["third"]);
  expect(denied.next.outcomes["second"]).toMatchObject({ state: "Cancelled", eventId: "e-1" });
});

test("a notice finds the no to a further operation, also when the first one is forgotten", () => {
  const row = rowOf({ outcomes: { second: { ...ended("Cancelled", 1), eventId: "e-1" } } });
  const notice = {
    ...{ operationId: "first", operation: "RedeployInstance", input: {}, fingerprint: "", eventId: "e-1" },
    ...{ source: "eventbridge", actor: "acs.ecs", reason: "", notAfterMs: undefined, approval: undefined },
    ...{ isDispatch: false, mayRunLater: true, oneShot: false, runbook: undefined },
  };
  const claim = { kind: "claim", operation: notice, owner: "a", leaseUntilMs: 9, listing: { kind: "listed" } } as const;
  expect(decide(row, claim, 2)).toMatchObject({ kind: "answer", standing: { operationId: "second" } });
});
