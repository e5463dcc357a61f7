import { expect, test } from "vitest";
import { absenceProvableAtMs, defaultBounds as bounds, forgottenFromMs } from "../../shared/bounds.ts";
import type { Task } from "../../shared/cloud/ecs-facts.ts";
import type { Change, NewOperation } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";
import { concludeDoubt } from "../../shared/reconcile/conclude-doubt.ts";
import type { ReconcileNeeds } from "../../shared/reconcile/sweep.ts";

const signedAtMs = Date.parse("2026-11-24T10:00:30Z");
const provableAtMs = absenceProvableAtMs(signedAtMs, bounds);
const forgottenAtMs = forgottenFromMs(signedAtMs, bounds);
const dayMs = 86_400_000;

const operation: NewOperation = {
  operationId: "op-1",
  operation: "RedeployInstance",
  input: { InstanceId: "i-1", ForceStop: false },
  fingerprint: "k1.a",
  source: "event",
  actor: "bus",
  reason: "",
  notAfterMs: undefined,
  approval: undefined,
  isDispatch: false,
  mayRunLater: true,
  oneShot: false,
  runbook: undefined,
};
const intended: readonly Change[] = [
  { kind: "claim", operation, owner: "f1", leaseUntilMs: signedAtMs + 120_000 },
  {
    kind: "intend",
    owner: "f1",
    leaseUntilMs: signedAtMs + 120_000,
    signedAtMs,
    nonce: "f1-1",
    baseline: ["t-old"],
    eventId: undefined,
    eventKey: undefined,
    judgedAtMs: signedAtMs,
  },
  { kind: "settle", owner: "f1", result: { kind: "unknown", cause: "DeadlinePassed" } },
];
const inDoubt = intended.reduce<InstanceRow | undefined>((row, request) => {
  const decision = decide(row, request, signedAtMs);
  if (decision.kind !== "write") throw new Error(`expected a write, got ${decision.standing.kind}`);
  return decision.next;
}, undefined);

/** No list of the cloud decides whether it had an effect. */
const hidden = { ...redeployInstance, effect: { ...redeployInstance.effect, absenceShows: () => false } };

const ours: Task = { taskId: "t-1", status: "Processing", createdAtMs: Date.parse("2026-11-24T10:00:00Z") };
const unread = () => Promise.reject(new Error("Forbidden.RAM: no right to read"));

/** One look at an attempt in doubt; `tookMs`: how long the read takes. */
async function lookAt(nowMs: number, { tasks = [], tookMs = 0, read, hides = false }: Cloud = {}) {
  const current = inDoubt?.current;
  const progress = current?.progress;
  if (inDoubt === undefined || current === undefined || progress?.state !== "Sending") throw new Error("Not in doubt");
  let [clockMs, row] = [nowMs, inDoubt];
  const readInstance = async () => {
    clockMs += tookMs;
    return { instance: undefined, hasLocalDisks: false, events: [], disks: [], tasks };
  };
  const needs = {
    store: {
      writeInstance: async (_id: string, _before: InstanceRow, next: InstanceRow) => {
        row = next;
        return "applied";
      },
    },
    clouds: { ecs: { readInstance: read ?? readInstance } },
    operations: new Map([["RedeployInstance", hides ? hidden : redeployInstance]]),
    newId: () => "r1",
    nowMs: () => clockMs,
    bounds,
    report: () => undefined,
  } as unknown as ReconcileNeeds; // what a look at one row calls
  await concludeDoubt(needs, "i-1", inDoubt, current, progress);
  return { progress: row.current?.progress, waiting: row.waiting["op-1"] };
}

type Cloud = {
  readonly tasks?: readonly Task[];
  readonly tookMs?: number;
  readonly read?: () => Promise<never>;
  /** What did not happen does not show. */
  readonly hides?: boolean;
};

test("what the cloud has forgotten is given to a person, whatever it still lists", async () => {
  for (const tasks of [[], [ours]]) {
    const { progress } = await lookAt(forgottenAtMs, { tasks });
    expect(progress).toMatchObject({
      state: "NeedsHuman",
      reason: "the cloud does not list any more what is that old",
      nextStep: "Look at i-1 in the console, then resolve op-1.",
    });
  }
});

test("a read that ends when the cloud may have forgotten says nothing, though it began before", async () => {
  expect((await lookAt(forgottenAtMs - 1, { tookMs: 1 })).progress?.state).toBe("NeedsHuman");
  expect((await lookAt(forgottenAtMs - 2, { tookMs: 1 })).waiting?.wait.code).toBe("AbsenceProved");
});

test("an effect that shows is adopted at once", async () => {
  const { progress } = await lookAt(signedAtMs + 1_000, { tasks: [ours] });
  expect(progress).toMatchObject({ state: "Accepted", adopted: true, evidenceIds: ["t-1"] });
});

test("an older task is not taken for the attempt's", async () => {
  const { progress } = await lookAt(signedAtMs + 1_000, { tasks: [{ ...ours, taskId: "t-old" }] });
  expect(progress?.state).toBe("Sending");
});

test("nothing to see counts from the moment at which no copy can be taken any more, and is tried again at once", async () => {
  expect((await lookAt(provableAtMs - 1, { tookMs: 1 })).progress?.state).toBe("Sending");
  const { progress, waiting } = await lookAt(provableAtMs);
  expect(progress).toBeUndefined();
  expect(waiting).toMatchObject({
    fruitless: 1,
    wait: { for: "attempt", untilMs: provableAtMs, code: "AbsenceProved" },
  });
});

test("evidence that cannot be read is a person's matter after a day, with the reason, and an error until then", async () => {
  await expect(lookAt(provableAtMs + dayMs - 1, { read: unread })).rejects.toThrow("no right to read");
  expect((await lookAt(provableAtMs + dayMs, { read: unread })).progress).toMatchObject({
    state: "NeedsHuman",
    reason: "Forbidden.RAM: no right to read",
  });
});

test("what the cloud does not decide is a person's matter a day after it could have, and left alone until then", async () => {
  expect((await lookAt(provableAtMs + dayMs - 1, { hides: true })).progress?.state).toBe("Sending");
  expect((await lookAt(provableAtMs + dayMs, { hides: true })).progress).toMatchObject({
    state: "NeedsHuman",
    reason: "the cloud shows neither effect nor absence",
  });
});

test("whatever a read throws that is no error, a person is told that the evidence is unreadable", async () => {
  const read = () => Promise.reject("thrown text");
  expect((await lookAt(provableAtMs + dayMs, { read })).progress).toMatchObject({ reason: "unreadable" });
});
