import { expect, test } from "vitest";
import type { Entry } from "../../shared/guards/limits.ts";
import type { Outcome } from "../../shared/ledger/outcome.ts";
import { type Current, emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { endedIn } from "../../shared/reconcile/ended-in.ts";

const current: Current = {
  ...{ operationId: "o", operation: "RedeployInstance", input: {}, fingerprint: "", source: "", actor: "", reason: "" },
  ...{ attempt: 1, fruitless: 0, openSinceMs: 1, promised: true },
  progress: {
    ...{ state: "Accepted", signedAtMs: 400, acceptedAtMs: 410, baseline: [], requestId: "r", evidenceIds: [] },
    ...{ adopted: false, answer: { statusCode: 200, body: "" } },
  },
};
const read: InstanceRow = { ...emptyRow, current };
const left = (state: Outcome["state"]): InstanceRow => ({
  ...emptyRow,
  outcomes: { o: { state, operation: "RedeployInstance", fingerprint: "", endedAtMs: 1_000 } },
});
const place = (atMs: number, operationId = "o"): Entry => ({ operationId, scopes: [], mark: "m", atMs });

test.each([
  ["from the send, where no limit gave it a place", undefined, 600],
  ["from its place, which a runbook has from its first step on", place(100), 900],
  ["from the send, where its limit is younger", place(700), 600],
  ["from the send, where the place was another's", place(100, "p"), 600],
])("an operation was under way %s", (_, own, tookMs) => {
  expect(endedIn(read, left("Succeeded"), own)).toEqual({ endedAtMs: 1_000, tookMs });
});

test("what has failed has ended too; what has sent nothing, or was over before, has not ended in this run", () => {
  expect(endedIn(read, left("Failed"), undefined)).toBeDefined();
  for (const state of ["Rejected", "Cancelled", "Expired", "SatisfiedElsewhere"] as const)
    expect(endedIn(read, left(state), undefined)).toBeUndefined();
  expect(endedIn({ ...read, ...left("Succeeded"), current }, left("Succeeded"), undefined)).toBeUndefined();
  expect(endedIn(left("Succeeded"), left("Succeeded"), undefined)).toBeUndefined();
  expect(endedIn(read, read, undefined)).toBeUndefined();
});
