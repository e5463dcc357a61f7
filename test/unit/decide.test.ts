import { expect, test } from "vitest";
import type { Change, NewOperation } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import type { Decision } from "../../shared/ledger/standing.ts";
import { eventKeyOf } from "../../shared/ledger/token.ts";

const operation: NewOperation = {
  operationId: "op-1",
  operation: "RedeployInstance",
  input: { InstanceId: "i-1" },
  fingerprint: "k1.a",
  source: "http",
  actor: "oncall",
  reason: "",
  clientToken: "t-1",
  notAfterMs: undefined,
  approval: undefined,
  isDispatch: false,
  mayRunLater: false,
  oneShot: false,
  runbook: undefined,
};
const other: NewOperation = { ...operation, operationId: "op-2", fingerprint: "k1.b", clientToken: "t-2" };

/** Long enough for a claim at 0 not to be in its lease's margin. */
const leaseUntilMs = 100_000;
const claimBy = (owner: string, by = operation): Change => ({
  kind: "claim",
  operation: by,
  owner,
  leaseUntilMs,
});
const intendBy = (owner: string, eventKey?: string): Extract<Change, { kind: "intend" }> => ({
  kind: "intend",
  owner,
  leaseUntilMs,
  signedAtMs: 10,
  nonce: "n",
  baseline: ["t-old"],
  eventId: eventKey,
  eventKey,
  judgedAtMs: 0,
});
const answer = { statusCode: 200, body: "{}" };
const accepted = { kind: "accepted", requestId: "R", evidenceId: "t-new", answer } as const;
const rejected = { kind: "end", outcome: { state: "Rejected", answer } } as const;

const written = (decision: Decision): InstanceRow => {
  if (decision.kind !== "write") throw new Error(`expected a write, got ${decision.standing.kind}`);
  return decision.next;
};
const standing = (decision: Decision) => (decision.kind === "answer" ? decision.standing.kind : "write");
/** The row after these requests, all at time 0. */
const rowAfter = (...requests: readonly Change[]) =>
  requests.reduce<InstanceRow | undefined>((row, request) => written(decide(row, request, 0)), undefined);

test("every write of a row grows its epoch by one and names its owner", () => {
  const row = rowAfter(claimBy("a"), intendBy("a"), { kind: "settle", owner: "a", result: accepted });
  expect([row?.epoch, row?.owner]).toEqual([3, "a"]);
});

test("a live claim is nobody else's; one whose lease is over holds nobody up, and waits", () => {
  const row = rowAfter(claimBy("a"));
  expect(standing(decide(row, claimBy("b"), leaseUntilMs - 1))).toBe("inProgress");
  expect(written(decide(row, claimBy("b"), leaseUntilMs)).owner).toBe("b");
  expect(standing(decide(row, claimBy("b", other), leaseUntilMs - 1))).toBe("conflict");
  const displaced = written(decide(row, claimBy("b", other), leaseUntilMs));
  expect(displaced.current?.operationId).toBe("op-2");
  expect(displaced.waiting["op-1"]).toMatchObject({ wait: { for: "attempt", code: "LeaseOver" } });
});

test("a send is never claimed again: live it is in progress, after its lease it is in doubt, for ever", () => {
  const row = rowAfter(claimBy("a"), intendBy("a"));
  expect(standing(decide(row, claimBy("b"), leaseUntilMs - 1))).toBe("inProgress");
  expect(standing(decide(row, claimBy("b"), leaseUntilMs))).toBe("inDoubt");
  expect(standing(decide(row, claimBy("b"), Number.MAX_SAFE_INTEGER))).toBe("inDoubt");
});

test("a worker whose claim was taken over may neither intend nor give back", () => {
  const taken = written(decide(rowAfter(claimBy("a")), claimBy("b"), leaseUntilMs));
  expect(standing(decide(taken, intendBy("a"), leaseUntilMs))).toBe("lost");
  expect(standing(decide(taken, { kind: "giveBack", owner: "a", ending: { kind: "release" } }, leaseUntilMs))).toBe(
    "lost",
  );
  expect(standing(decide(taken, { kind: "settle", owner: "a", result: accepted }, leaseUntilMs))).toBe("lost");
});

test("nothing is settled that was not intended, nothing given back that was sent", () => {
  expect(standing(decide(rowAfter(claimBy("a")), { kind: "settle", owner: "a", result: accepted }, 0))).toBe("lost");
  const sent = rowAfter(claimBy("a"), intendBy("a"));
  expect(standing(decide(sent, { kind: "giveBack", owner: "a", ending: { kind: "release" } }, 0))).toBe("lost");
});

test("an unknown outcome keeps the operation, with its attempt's date, nonce and baseline, in doubt at once", () => {
  const row = rowAfter(claimBy("a"), intendBy("a"), {
    kind: "settle",
    owner: "a",
    result: { kind: "unknown", cause: "ECONNRESET" },
  });
  expect(row?.current?.progress).toEqual({
    state: "Sending",
    leaseUntilMs: 0,
    signedAtMs: 10,
    nonce: "n",
    baseline: ["t-old"],
    cause: "ECONNRESET",
  });
});

test("an event that is bound to an operation in flight is not sent for by another one", () => {
  const inFlight = rowAfter(claimBy("a"), intendBy("a", "e-1"), { kind: "settle", owner: "a", result: accepted });
  const done = {
    ...inFlight,
    current: undefined,
    outcomes: { "op-1": outcome("Succeeded") },
  } as unknown as InstanceRow;
  const claimed = written(decide(done, claimBy("b", other), 0));
  const decision = decide(claimed, intendBy("b", "e-1"), 0);
  expect(written(decision).outcomes["op-2"]).toMatchObject({ state: "SatisfiedElsewhere", by: "op-1" });
  expect(decision).toMatchObject({ standing: { kind: "replay", by: "event", operationId: "op-1" } });
});

/** An operation that was sent for an event, and how it may end without having answered it. */
const sentFor = () => rowAfter(claimBy("a", { ...operation, eventId: "e" }), intendBy("a", eventKeyOf("e")));
const endings: readonly [string, Change][] = [
  ["Rejected", { kind: "settle", owner: "a", result: { kind: "none", ending: rejected } }],
  [
    "Expired",
    { kind: "settle", owner: "a", result: { kind: "none", ending: { kind: "end", outcome: { state: "Expired" } } } },
  ],
];

test.each(endings)("an operation that ended %s gives its event back", (_, request) => {
  expect(sentFor()?.events).toEqual({ [eventKeyOf("e")]: "op-1" });
  expect(written(decide(sentFor(), request, 0)).events).toEqual({});
});

test("an operation that was never sent gives nothing back that its earlier life has answered", () => {
  const { current: _, ...idle } = prunedAfter("Succeeded");
  const anew = written(decide(idle, claimBy("c"), 36 * dayMs));
  const ended = written(decide(anew, { kind: "giveBack", owner: "c", ending: rejected }, 36 * dayMs));
  const waits = { for: "time", untilMs: 0, code: "c" } as const;
  const waiting = written(
    decide(anew, { kind: "giveBack", owner: "c", ending: { kind: "wait", wait: waits } }, 36 * dayMs),
  );
  for (const { events } of [ended, waiting]) expect(events).toEqual({ [eventKeyOf("e")]: "op-1" });
});

test("an event whose answer is forgotten is not kept either while another operation is current", () => {
  const row = prunedAfter("Succeeded");
  const { clientToken: _, ...event } = operation;
  expect(standing(decide(row, claimBy("c", { ...event, eventId: "e", mayRunLater: true }), 35 * dayMs))).toBe("ended");
});

const nobodyTold = { news: 0, untold: {}, told: {}, tells: 0 };

test("a release leaves no trace but the epoch and its lines, and takes its event binding along", () => {
  const row = rowAfter(
    claimBy("a"),
    { ...intendBy("a", "e-1"), leaseUntilMs: 1_000_000 },
    {
      kind: "settle",
      owner: "a",
      result: { kind: "none", ending: { kind: "release" } },
    },
  );
  const { timeline, ...rest } = row ?? emptyRow;
  expect(rest).toEqual({
    epoch: 3,
    beside: 0,
    owner: "a",
    waiting: {},
    outcomes: {},
    hooks: {},
    events: {},
    recorded: [],
    seq: 3,
    tally: {},
    ...nobodyTold,
  });
  expect(Object.keys(timeline)).toEqual(["1", "2", "3"]);
});

test("a sender that comes back after its time is over releases nothing: it is tried again", () => {
  const release = { kind: "none", ending: { kind: "release" } } as const;
  const sent = rowAfter(claimBy("a"), intendBy("a", "e-1"));
  const row = written(decide(sent, { kind: "settle", owner: "a", result: release }, leaseUntilMs - 60_000));
  expect(row).toMatchObject({ events: {}, waiting: { "op-1": { wait: { for: "attempt", code: "LeaseOver" } } } });
  expect(row.current).toBeUndefined();
});

test("an outcome is for its own fingerprint only", () => {
  const row = rowAfter(claimBy("a"), { kind: "giveBack", owner: "a", ending: rejected });
  expect(standing(decide(row, claimBy("b"), 0))).toBe("replay");
  expect(standing(decide(row, claimBy("b", { ...operation, fingerprint: "k1.z" }), 0))).toBe("mismatch");
});

test("every evidence id ever recorded is in the baseline of a later attempt", () => {
  const first = rowAfter(claimBy("a"), intendBy("a"), { kind: "settle", owner: "a", result: accepted });
  const free = { ...first, current: undefined } as unknown as InstanceRow;
  const later = written(decide(written(decide(free, claimBy("b", other), 0)), intendBy("b"), 0));
  expect(later.current?.progress).toMatchObject({ baseline: ["t-old", "t-new"] });
});

function outcome(state: "Succeeded" | "Failed" | "Rejected" | "Cancelled" | "Expired") {
  return { state, operation: "RedeployInstance", fingerprint: "k1.a", endedAtMs: 0, answer };
}

const dayMs = 86_400_000;
const bounds = { dateWindowMs: 3_600_000, skewMs: 30_000, lagMs: 60_000, listedForMs: 30 * dayMs };
/** A row whose event was answered, long after the outcome was kept, written by another operation. */
const prunedAfter = (outcome: "Succeeded" | "Failed") => {
  const sent = rowAfter(claimBy("a", { ...operation, eventId: "e" }), intendBy("a", eventKeyOf("e")), {
    kind: "settle",
    owner: "a",
    result: accepted,
  });
  const evidence = { evidenceIds: ["t-new"], readStartedMs: 0 };
  const proved = decide(sent, { kind: "prove", owner: "r", epoch: 3, proved: outcome, evidence, bounds }, 0);
  return written(decide(written(proved), claimBy("b", other), 35 * dayMs));
};

test("an answered event stays bound when its outcome is forgotten; a failed one is free", () => {
  expect(prunedAfter("Succeeded")).toMatchObject({ outcomes: {}, events: { [eventKeyOf("e")]: "op-1" } });
  expect(prunedAfter("Failed")).toMatchObject({ outcomes: {}, events: {} });
});

test("an operation whose outcome is forgotten does not answer its event once more", () => {
  const { current: _, ...idle } = prunedAfter("Succeeded");
  expect(standing(decide(idle, claimBy("c", { ...operation, eventId: "e" }), 36 * dayMs))).toBe("ended");
});

const inDoubt = () => rowAfter(claimBy("a"), intendBy("a"), { kind: "settle", owner: "a", result: unknown });
const unknown = { kind: "unknown", cause: "ECONNRESET" } as const;
/** From here on absence is provable for an attempt signed at 10. */
const provableMs = 10 + 3_600_000 + 60_000 + 60_000;

test("a person's verdict counts by when the person looked, whenever it is given", () => {
  const verdict = {
    kind: "resolve",
    owner: "p",
    epoch: 3,
    verdict: "did-not-happen",
    by: "p",
    reason: "seen",
    answer,
    bounds,
  } as const;
  const given = (lookedAtMs: number) => standing(decide(inDoubt(), { ...verdict, lookedAtMs }, 9 * provableMs));
  expect([given(provableMs - 1), given(provableMs)]).toEqual(["lost", "write"]);
});

test("what the cloud may have forgotten is neither absent nor present", () => {
  const read = { readStartedMs: 29 * dayMs, readEndedMs: 30 * dayMs };
  const absent = { kind: "absent", ...read } as const;
  const present = { kind: "present", evidenceIds: ["t-foreign"], requestId: "R", answer, ...read } as const;
  for (const finding of [absent, present])
    expect(standing(decide(inDoubt(), { kind: "conclude", owner: "r", epoch: 3, finding, bounds }, 30 * dayMs))).toBe(
      "lost",
    );
});

const outcomes = (count: number, endedAtMs: number, state: "Rejected" | "Succeeded") =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `old-${at}`,
      { state, operation: "RedeployInstance", fingerprint: "k1.a", endedAtMs: endedAtMs + at },
    ]),
  );
const claimedWith = (row: Pick<InstanceRow, "outcomes">, nowMs: number) => {
  const decision = decide({ ...emptyRow, epoch: 1, owner: "a", ...row }, claimBy("b", other), nowMs);
  if (decision.kind !== "write") throw new Error("It may be claimed");
  return Object.keys(decision.next.outcomes);
};

test("a write forgets 200 outcomes at most, since Tablestore takes 1,024 columns", () => {
  expect(claimedWith({ outcomes: outcomes(1_100, 0, "Succeeded") }, 36 * 86_400_000)).toHaveLength(900);
});

test("of refusals the newest 500 are remembered, of effects all until they are 35 days old", () => {
  expect(claimedWith({ outcomes: outcomes(600, 0, "Succeeded") }, 1_000)).toHaveLength(600);
  const kept = claimedWith({ outcomes: outcomes(600, 0, "Rejected") }, 1_000);
  expect([kept.length, kept.includes("old-99"), kept.includes("old-100")]).toEqual([500, false, true]);
});
