import { expect, test } from "vitest";
import { defaultBounds as bounds } from "../../shared/bounds.ts";
import type { Task } from "../../shared/cloud/ecs-facts.ts";
import { ownIdOf } from "../../shared/ledger/owned.ts";
import type { Accepted } from "../../shared/ledger/progress.ts";
import { type Current, emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";
import { createBooks } from "../../shared/reconcile/books.ts";
import { followToProof } from "../../shared/reconcile/follow-to-proof.ts";
import type { ReconcileNeeds } from "../../shared/reconcile/sweep.ts";
import { steeredBy } from "../acting-by.ts";

const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };
const acceptedAtMs = Date.parse("2026-11-29T10:00:00Z");
const hourMs = 3_600_000;
const accepted: Accepted = {
  state: "Accepted",
  ...{ signedAtMs: acceptedAtMs, acceptedAtMs, baseline: [], requestId: "r", adopted: false },
  ...{ evidenceIds: ["t-1"], answer: { statusCode: 200, body: "{}" } },
};

const currentOf = (more: Partial<Current>): Current => ({
  ...{ operationId: "op", operation: "RedeployInstance", input: { InstanceId: "i-1", ForceStop: false } },
  ...{ fingerprint: "f", source: "http", actor: "a", reason: "", attempt: 1, fruitless: 0, openSinceMs: acceptedAtMs },
  ...{ promised: true, progress: accepted },
  ...more,
});

type Seen = {
  readonly status?: Task["status"];
  readonly steering?: ReconcileNeeds["steering"];
  readonly hours?: number;
};

/** The row after one look at an operation that was accepted so many hours ago; without a status nothing can be read. */
async function after(current: Current, { status, steering, hours = 1 }: Seen): Promise<InstanceRow> {
  const nowMs = acceptedAtMs + hours * hourMs;
  const row: InstanceRow = { ...emptyRow, epoch: 3, owner: "f1", current };
  let latest = row;
  const tasks = [{ taskId: "t-1", status, createdAtMs: acceptedAtMs }];
  const needs = {
    ...{
      steering,
      scope,
      bounds,
      nowMs: () => nowMs,
      newId: () => "r1",
      report: () => undefined,
      books: createBooks(),
    },
    operations: new Map([["RedeployInstance", redeployInstance]]),
    clouds: {
      ecs: {
        readInstance: async () => {
          if (status === undefined) throw new Error("Forbidden.RAM");
          return { instance: undefined, hasLocalDisks: false, events: [], disks: [], tasks };
        },
      },
    },
    store: {
      writeInstance: async (_id: string, _before: InstanceRow, next: InstanceRow) => {
        latest = next;
        return "applied";
      },
    },
  } as unknown as ReconcileNeeds; // what a look at one row calls
  await followToProof(needs, "i-1", row, current, accepted);
  return latest;
}

const ofEvent = currentOf({ operationId: ownIdOf(scope, "i-1", "e-1"), source: "eventbridge", eventId: "e-1" });
const ofCall = currentOf({ clientToken: "t" });

test("what an event asked for and has failed is not ended while nobody can read whether the policy tries it again", async () => {
  expect((await after(ofEvent, { status: "Failed" })).current?.progress.state).toBe("Accepted");
  const read = await after(ofEvent, { status: "Failed", steering: steeredBy([], 1, acceptedAtMs) as never });
  expect(read.outcomes[ofEvent.operationId]?.state).toBe("Failed");
});

test("what somebody has called for and has failed is ended whatever can be read of the policy", async () => {
  expect((await after(ofCall, { status: "Failed" })).outcomes["op"]?.state).toBe("Failed");
});

test("what cannot be read is shown as unproven when its proof is overdue, and not before: it is neither ended nor failed", async () => {
  await expect(after(ofCall, { hours: 1.9 })).rejects.toThrow("Forbidden.RAM");
  const { current, outcomes } = await after(ofCall, { hours: 2 });
  expect(current?.progress).toMatchObject({ state: "Unproven", evidenceIds: ["t-1"] });
  expect(outcomes).toEqual({});
});
