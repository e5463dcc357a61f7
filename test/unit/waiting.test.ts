import { expect, test } from "vitest";
import type { Change, NewOperation, Planned } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import type { Wait } from "../../shared/ledger/progress.ts";
import type { Current, InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import type { Decision } from "../../shared/ledger/standing.ts";
import { eventKeyOf } from "../../shared/ledger/token.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
const leaseUntilMs = 100_000;
const bounds = { dateWindowMs: 3_600_000, skewMs: 30_000, lagMs: 60_000, listedForMs: 30 * dayMs };

const event: NewOperation = {
  operationId: "plan",
  operation: "RedeployInstance",
  input: { InstanceId: "i-1" },
  fingerprint: "k1.a",
  source: "eventbridge",
  actor: "acs.ecs",
  reason: "",
  eventId: "e-1",
  notAfterMs: undefined,
  approval: undefined,
  isDispatch: false,
  mayRunLater: true,
  oneShot: false,
  runbook: undefined,
};
const call: NewOperation = {
  ...withoutEvent(event),
  operationId: "call",
  fingerprint: "k1.b",
  clientToken: "t-1",
  notAfterMs: 15 * minuteMs,
  mayRunLater: false,
};
function withoutEvent({ eventId: _, ...operation }: NewOperation): NewOperation {
  return operation;
}

const claim = (operation: NewOperation, owner = operation.operationId): Change => ({
  kind: "claim",
  operation,
  owner,
  leaseUntilMs,
});
const giveBack = (owner: string, wait: Waiting["wait"], planned?: Planned): Change => ({
  kind: "giveBack",
  owner,
  ending: { kind: "wait", wait, ...(planned && { planned }), ...(wait.for === "approval" && { asking }) },
});
const intend = (owner: string, more: Partial<Extract<Change, { kind: "intend" }>> = {}): Change => ({
  kind: "intend",
  owner,
  leaseUntilMs,
  signedAtMs: 0,
  nonce: owner,
  baseline: [],
  eventId: "e-1",
  eventKey: eventKeyOf("e-1"),
  judgedAtMs: 0,
  ...more,
});
const settle = (owner: string, result: Extract<Change, { kind: "settle" }>["result"]): Change => ({
  kind: "settle",
  owner,
  result,
});
const answer = { statusCode: 200, body: "{}" };
const accepted = { kind: "accepted", requestId: "R", evidenceId: "t-1", answer } as const;

const written = (decision: Decision): InstanceRow => {
  if (decision.kind !== "write") throw new Error(`expected a write, got ${decision.standing.kind}`);
  return decision.next;
};
const standing = (decision: Decision) => (decision.kind === "answer" ? decision.standing : decision.standing);
const rowAfter = (...requests: readonly Change[]): InstanceRow => {
  const row = requests.reduce<InstanceRow | undefined>(
    (before, request) => written(decide(before, request, 0)),
    undefined,
  );
  if (row === undefined) throw new Error("Nothing was requested");
  return row;
};
const asking = { shown: "what people see", losses: ["localDisks" as const], disks: ["d-1"], needs: 1 };
const asked = { for: "approval", untilMs: dayMs, code: "Forbidden.DataLossConsentRequired" } as const;
const waitingForConsent = () => rowAfter(claim(event), giveBack("plan", asked));

test("a plan that waits for consent refuses nobody: a call is claimed beside it, and another event", () => {
  const row = waitingForConsent();
  expect(row.current).toBeUndefined();
  for (const operation of [call, { ...event, operationId: "other", eventId: "e-2" }]) {
    const next = written(decide(row, claim(operation), 1));
    expect(next.current?.operationId).toBe(operation.operationId);
    expect(next.waiting["plan"]).toEqual(row.waiting["plan"]);
  }
});

test("an event that meets another operation is kept beside it, once, and fences nobody out", () => {
  const row = rowAfter(claim(call));
  const decision = decide(row, claim(event), 5);
  const next = written(decision);
  expect(standing(decision)).toEqual({
    kind: "waiting",
    operationId: "plan",
    wait: { for: "operation", code: "OperationConflict" },
    behind: "call",
  });
  expect([next.epoch, next.beside, next.owner]).toEqual([row.epoch, 1, "call"]);
  expect(next.waiting["plan"]).toMatchObject({ eventId: "e-1", openSinceMs: 5, attempt: 0 });
  expect(standing(decide(next, claim({ ...event, reason: "again" }), 6))).toMatchObject({ kind: "waiting" });
  expect(decide(next, claim({ ...event, reason: "again" }), 6).kind).toBe("answer");
  expect(written(decide(next, intend("call"), 7)).current?.progress.state, "the claim is still its own").toBe(
    "Sending",
  );
});

test("a row keeps sixteen arrivals and sends further ones back", () => {
  const full = Array.from({ length: 16 }, (_, at) => `e-${at}`).reduce(
    (row, eventId) => written(decide(row, claim({ ...event, operationId: eventId, eventId }), 0)),
    rowAfter(claim(call)),
  );
  expect(standing(decide(full, claim({ ...event, operationId: "one more", eventId: "e-x" }), 0))).toEqual({
    kind: "full",
  });
});

test("what waits is taken up as it was stored, whatever the delivery says", () => {
  const row = waitingForConsent();
  const entry = { ...row.waiting["plan"], attempt: 2, fruitless: 1 } as Waiting;
  const next = written(decide({ ...row, waiting: { plan: entry } }, claim({ ...event, reason: "new words" }), 1));
  expect(next.waiting).toEqual({});
  expect(next.current).toMatchObject({ attempt: 2, fruitless: 1, reason: "", promised: true });
});

test("what is proved without effect gives its event back, and waits for its next attempt", () => {
  const sent = rowAfter(claim(event), intend("plan"), settle("plan", { kind: "unknown", cause: "ECONNRESET" }));
  const nowMs = bounds.dateWindowMs + 2 * bounds.skewMs + bounds.lagMs;
  const finding = { kind: "absent", readStartedMs: nowMs, readEndedMs: nowMs } as const;
  const next = written(decide(sent, { kind: "conclude", owner: "r", epoch: 3, finding, bounds }, nowMs));
  expect(next.events).toEqual({});
  expect(next.waiting["plan"]).toMatchObject({ attempt: 1, fruitless: 1, wait: { for: "attempt", untilMs: nowMs } });
});

test("a plan whose event a call has answered meanwhile ends with an outcome that names the call", () => {
  const waits = waitingForConsent();
  const done = [claim(call), intend("call"), settle("call", accepted)].reduce(
    (row, request) => written(decide(row, request, 1)),
    waits,
  );
  expect(standing(decide(done, claim(event), 2)), "while it runs the plan waits").toMatchObject({ kind: "waiting" });
  const evidence = { evidenceIds: ["t-1"], readStartedMs: 3 };
  const proved = written(
    decide(done, { kind: "prove", owner: "r", epoch: done.epoch, proved: "Succeeded", evidence, bounds }, 3),
  );
  const decision = decide(proved, claim(event), 4);
  expect(written(decision)).toMatchObject({
    waiting: {},
    outcomes: { plan: { state: "SatisfiedElsewhere", by: "call" } },
  });
  expect(standing(decision)).toMatchObject({ kind: "replay", by: "event", operationId: "call" });
});

test("what waits for another operation than this function's is not taken up by it", () => {
  const planned = { operation: "RebootInstance", input: { InstanceId: "i-1" }, reason: "better" };
  const row = rowAfter(claim(event), giveBack("plan", { for: "attempt", untilMs: 0, code: "Replanned" }, planned));
  expect(row.waiting["plan"]).toMatchObject({ operation: "RebootInstance", reason: "better" });
  expect(decide(row, claim(event), 1)).toMatchObject({ kind: "answer", standing: { kind: "waiting" } });
  expect(written(decide(row, claim({ ...event, operation: "RebootInstance" }), 1)).current?.operation).toBe(
    "RebootInstance",
  );
});

const plan = { operation: "RedeployInstance", input: { InstanceId: "i-1" }, reason: "" };
const lookOf = (row: InstanceRow, found: Extract<Change, { kind: "look" }>["found"]): Change => {
  const seen = row.waiting["plan"];
  if (seen === undefined) throw new Error("Nothing waits");
  return { kind: "look", owner: "r", operationId: "plan", seen, found };
};

test("a look without anything new writes nothing", () => {
  const row = waitingForConsent();
  expect(decide(row, lookOf(row, { kind: "listed", plan, dueMs: dayMs, mode: "act", serial: 1 }), 1).kind).toBe(
    "answer",
  );
});

test("an event that is over ends what waited for it, and is free for nobody's word any more", () => {
  const row = waitingForConsent();
  const next = written(decide(row, lookOf(row, { kind: "over" }), 1));
  expect(next).toMatchObject({ waiting: {}, outcomes: { plan: { state: "SatisfiedElsewhere" } } });
});

test("an event that a list leaves out is waited for, and given up after an hour of that", () => {
  const row = waitingForConsent();
  const missing = written(decide(row, lookOf(row, { kind: "notListed", serial: 1 }), 1_000));
  expect(missing.waiting["plan"]).toMatchObject({ missingSinceMs: 1_000, wait: asked });
  expect(decide(missing, lookOf(missing, { kind: "notListed", serial: 1 }), 3_600_999).kind).toBe("answer");
  const given = written(decide(missing, lookOf(missing, { kind: "notListed", serial: 1 }), 3_601_000));
  expect(given).toMatchObject({ waiting: {}, outcomes: { plan: { state: "Rejected" } } });
  const back = written(
    decide(missing, lookOf(missing, { kind: "listed", plan, dueMs: dayMs, mode: "act", serial: 1 }), 2_000),
  );
  expect(back.waiting["plan"]).not.toHaveProperty("missingSinceMs");
});

test("a time that moved moves the end of the question; what nobody answers as things are waits for another plan", () => {
  const row = waitingForConsent();
  const moved = written(
    decide(row, lookOf(row, { kind: "listed", plan, dueMs: 2 * dayMs, mode: "act", serial: 1 }), 1),
  );
  expect(moved.waiting["plan"]?.wait).toEqual({ ...asked, untilMs: 2 * dayMs });
  expect(moved.waiting["plan"]?.askedUntilMs).toBe(2 * dayMs);
  const nothing = written(
    decide(row, lookOf(row, { kind: "listed", plan: undefined, dueMs: undefined, mode: "act", serial: 1 }), 1),
  );
  expect(nothing.waiting["plan"]?.wait).toEqual({ for: "policy", code: "NothingAnswers", serial: 1 });
  const again = written(
    decide(nothing, lookOf(nothing, { kind: "listed", plan, dueMs: undefined, mode: "act", serial: 1 }), 2),
  );
  expect(again.waiting["plan"]?.wait, "in its turn").toEqual({ for: "slot", code: "Replanned", serial: 1 });
});

test("what a later policy lets act goes on waiting for its place, by the event's own time; what it asks about is due", () => {
  const slot = { for: "slot", code: "LimitReached", serial: 1, scopes: ["region"], deadlineMs: 7 } satisfies Wait;
  const row = rowAfter(claim(event), giveBack("plan", slot));
  const again = (mode: "act" | "ask", dueMs?: number) => {
    const ruled = { policy: 2, rule: "web" };
    const next = written(decide(row, lookOf(row, { kind: "listed", plan, dueMs, mode, serial: 2, ruled }), 9));
    return next.waiting["plan"]?.wait;
  };
  expect(again("act", 8)).toEqual({ for: "slot", code: "LimitReached", serial: 2, deadlineMs: 8 });
  expect(again("act")).toEqual({ for: "slot", code: "LimitReached", serial: 2 });
  expect(again("ask", 8)).toEqual({ for: "attempt", code: "Replanned", untilMs: 9 });
});

test("another plan takes the place of the stored one; nobody has agreed to it, and what was tried still counts", () => {
  const row = waitingForConsent();
  const entry = { ...row.waiting["plan"], consentBy: "lin", consentSeal: "s", attempt: 1, fruitless: 1 } as Waiting;
  const agreed = { ...row, waiting: { plan: entry } };
  expect(entry.askedUntilMs).toBe(dayMs);
  const other = { operation: "RebootInstance", input: { InstanceId: "i-1" }, reason: "better" };
  const next = written(
    decide(agreed, lookOf(agreed, { kind: "listed", plan: other, dueMs: undefined, mode: "act", serial: 1 }), 1),
  );
  expect(next.waiting["plan"]).toMatchObject({ ...other, attempt: 1, fruitless: 1, wait: { for: "slot" } });
  expect(next.waiting["plan"]).not.toHaveProperty("approvals");
  expect(next.waiting["plan"], "another plan is asked for anew").not.toHaveProperty("askedUntilMs");
});

test("a look counts for the very entry that was read, and for no later one", () => {
  const row = waitingForConsent();
  const request = lookOf(row, { kind: "over" });
  const approved = written(decide(row, word("approve"), 1));
  expect(standing(decide(approved, request, 2))).toEqual({ kind: "lost" });
});

test("what a look fails at while a person is asked leaves the end of the question as it was", () => {
  const taken = written(decide(waitingForConsent(), claim(event, "b"), 1));
  const failed = written(decide(taken, giveBack("b", { for: "time", untilMs: 2, code: "Throttling" }), 1));
  expect(written(decide(failed, claim(event, "c"), 3)).current).toMatchObject({ askedUntilMs: dayMs });
});

type Said = "approve" | "deny" | "cancel";
const word = (
  kind: Said,
  by = "lin",
  more: { readonly ask?: string; readonly shown?: string; readonly of?: string } = {},
): Change => {
  const { ask = "1-what people ", shown = "what people see", of = "plan" } = more;
  const said = { owner: "p", operationId: of, ask };
  const approval = { by, atMs: 7, shown, seal: "s" };
  return kind === "approve" ? { kind, ...said, approval, people } : { kind, ...said, by };
};
const people = { "lin-too": "lin" };

test("a yes is written beside and makes the plan due at once; a second one changes nothing", () => {
  const row = waitingForConsent();
  const next = written(decide(row, word("approve"), 7));
  expect([next.epoch, next.beside]).toEqual([row.epoch, 1]);
  expect(next.waiting["plan"]).toMatchObject({
    approvals: [{ by: "lin", shown: "what people see", seal: "s" }],
    wait: { for: "attempt", untilMs: 7 },
  });
  expect(decide(next, word("approve"), 8)).toMatchObject({ kind: "answer", standing: { kind: "waiting" } });
});

test("a yes that comes after the question has ended is none", () => {
  expect(decide(waitingForConsent(), word("approve"), dayMs)).toMatchObject({
    kind: "answer",
    standing: { kind: "ended", state: "Expired" },
  });
});

test("a yes and a no fence out an invocation that is only looking", () => {
  const looking = written(decide(waitingForConsent(), claim(event, "b"), 1));
  const yes = written(decide(looking, word("approve"), 1));
  expect(yes.waiting["plan"]).toMatchObject({ approvals: [{ by: "lin" }] });
  expect(standing(decide(yes, intend("b"), 2))).toEqual({ kind: "lost" });
  const no = written(decide(looking, word("deny"), 1));
  expect(no.outcomes["plan"]).toMatchObject({ state: "Cancelled", by: "lin" });
  expect(standing(decide(no, intend("b"), 2))).toEqual({ kind: "lost" });
});

test.each(["approve", "deny", "cancel"] as const)(
  "%s comes too late once the request may have reached the cloud",
  (kind) => {
    const sending = rowAfter(claim(event), intend("plan"));
    expect(standing(decide(sending, word(kind), 1))).toMatchObject({ kind: "inFlight" });
    expect(standing(decide(undefined, word(kind), 1))).toEqual({ kind: "notFound" });
  },
);

const stepped = { ...call, runbook: { step: "stop", wasRunning: false } } as const;
const answersNone = { eventId: undefined, eventKey: undefined };
/** A runbook whose instance was stopped, between two steps. */
const begun = (answers: Parameters<typeof intend>[1] = answersNone) => {
  const stop = rowAfter(claim(stepped), intend("call", answers), settle("call", accepted));
  const evidence = { evidenceIds: ["t-1"], readStartedMs: 1 };
  return written(decide(stop, { kind: "prove", owner: "r", epoch: 3, proved: "Succeeded", evidence, bounds }, 1));
};

test("a runbook that has begun stays current between its steps, and is displaced by nothing", () => {
  const row = begun();
  expect(row.current).toMatchObject({ runbook: { step: "replace", wasRunning: true }, progress: { state: "Waiting" } });
  const lapsed = written(decide(row, claim(stepped, "b"), 2));
  expect(standing(decide(lapsed, claim({ ...call, operationId: "other" }), leaseUntilMs))).toMatchObject({
    kind: "conflict",
  });
});

test("a yes to something else with the same token leaves the consent of a runbook that has begun", () => {
  const yes = (by: string) => ({ by, atMs: 1, to: ["systemDisk" as const], seal: by });
  const unasked = begun();
  const current = { ...unasked.current, approvals: [yes("lin")] } as Current;
  const row = { ...unasked, current };
  const other = claim({ ...stepped, fingerprint: "k1.other", approval: yes("wu") }, "b");
  expect(written(decide(row, other, 2)).current).toMatchObject({ approvals: [yes("lin")] });
  expect(written(decide(row, claim({ ...stepped, approval: yes("wu") }, "b"), 2)).current).toMatchObject({
    approvals: [yes("lin"), yes("wu")],
  });
});

test("a no to a runbook that has begun starts the instance first", () => {
  const request = { kind: "cancel", owner: "p", operationId: "call", by: "lin" } as const;
  expect(written(decide(begun(), request, 2)).current).toMatchObject({
    runbook: { step: "start", verdict: { state: "Cancelled", by: "lin" } },
    progress: { state: "Waiting", untilMs: 2 },
  });
});

test("what somebody has tried again is on record, or nothing: it never begins", () => {
  const again = claim({ ...call, isDispatch: true });
  expect(standing(decide(undefined, again, 1))).toEqual({ kind: "notFound" });
  expect(standing(decide(rowAfter(claim({ ...call, operationId: "other" })), again, 1))).toEqual({ kind: "notFound" });
  const waits = rowAfter(claim(call), giveBack("call", { for: "time", untilMs: 1, code: "c" }));
  expect(written(decide(waits, again, 1)).current?.operationId).toBe("call");
});

test("a runbook that was stopped for an event and came to nothing gives the event back with its outcome", () => {
  const stopped = begun({});
  expect(stopped.events).toEqual({ [eventKeyOf("e-1")]: "call" });
  const started = [
    { kind: "cancel", owner: "p", operationId: "call", by: "lin" } as const,
    claim(stepped, "c"),
    intend("c"),
    settle("c", accepted),
  ].reduce((row, request) => written(decide(row, request, 4)), stopped);
  expect(started.events).toEqual(stopped.events);
  const evidence = { evidenceIds: ["t-2"], readStartedMs: 5 };
  const { epoch } = started;
  const runs = decide(started, { kind: "prove", owner: "r", epoch, proved: "Succeeded", evidence, bounds }, 5);
  expect(written(runs)).toMatchObject({ outcomes: { call: { state: "Cancelled" } }, events: {} });
});

test("a replacement that is asked for too late is not sent: the instance is started instead", () => {
  const lateMs = 15 * minuteMs;
  const claimed = written(
    decide(begun(), { ...claim(stepped, "b"), leaseUntilMs: lateMs + leaseUntilMs } as Change, lateMs - 1),
  );
  const decision = decide(claimed, intend("b", { judgedAtMs: lateMs, ...answersNone }), lateMs);
  expect(written(decision).current?.runbook).toMatchObject({ step: "start", verdict: { state: "Expired" } });
  const expired = written(decide(begun(), { kind: "expire", owner: "r", operationId: "call" }, lateMs));
  expect(expired.current?.runbook).toMatchObject({ step: "start", verdict: { state: "Expired" } });
});

test("what only a person can say of a replacement waits until the instance runs again", () => {
  const replaced = [claim(stepped, "b"), intend("b", answersNone), settle("b", accepted)].reduce(
    (row, request) => written(decide(row, request, 2)),
    begun(),
  );
  const evidence = { evidenceIds: ["t-1"], readStartedMs: 3 };
  const prove = (row: InstanceRow, proved: "Unproven" | "Succeeded") =>
    written(decide(row, { kind: "prove", owner: "r", epoch: row.epoch, proved, evidence, bounds }, 3));
  const starting = prove(replaced, "Unproven");
  expect(starting.current).toMatchObject({ runbook: { step: "start", question: { state: "Unproven" } } });
  const started = [claim(stepped, "c"), intend("c", answersNone), settle("c", accepted)].reduce(
    (row, request) => written(decide(row, request, 4)),
    starting,
  );
  expect(prove(started, "Succeeded").current).toMatchObject({
    runbook: { step: "replace", wasRunning: false },
    progress: { state: "Unproven" },
  });
});

test.each([
  ["its lease's margin has begun", leaseUntilMs - minuteMs, { judgedAtMs: leaseUntilMs - minuteMs }],
  ["its look began more than a minute before", 30_001, { judgedAtMs: -30_000 }],
])("nothing is intended once %s", (_, nowMs, judged) => {
  const row = rowAfter(claim(event));
  expect(decide(row, intend("plan", judged), nowMs)).toEqual({ kind: "answer", standing: { kind: "tooLate" } });
  expect(decide(row, intend("plan", judged), nowMs - 1).kind).toBe("write");
});

test("a call ends fifteen minutes after it was asked for, whether it is about to be sent or waits; a replay does not renew it", () => {
  const lateMs = 15 * minuteMs;
  const long = { ...claim(call), leaseUntilMs: lateMs + leaseUntilMs } as Change;
  const claimed = written(decide(undefined, long, 0));
  const decision = decide(claimed, intend("call", { judgedAtMs: lateMs }), lateMs);
  expect(written(decision)).toMatchObject({ outcomes: { call: { state: "Expired" } } });
  expect(standing(decision)).toMatchObject({ kind: "ended", state: "Expired" });

  const waits = rowAfter(claim(call), giveBack("call", { for: "time", untilMs: 1, code: "IncorrectInstanceStatus" }));
  const again = written(decide(waits, claim({ ...call, notAfterMs: 20 * minuteMs }), 1));
  expect(again.current?.notAfterMs).toBe(lateMs);
  const expire = { kind: "expire", owner: "r", operationId: "call" } as const;
  expect(decide(waits, expire, lateMs - 1).kind).toBe("answer");
  expect(written(decide(waits, expire, lateMs)).outcomes["call"]?.state).toBe("Expired");
});

test("what is proved without effect and is too old by then ends in the same write", () => {
  const sent = rowAfter(claim(call), intend("call"), settle("call", { kind: "unknown", cause: "ECONNRESET" }));
  const nowMs = bounds.dateWindowMs + 2 * bounds.skewMs + bounds.lagMs;
  const finding = { kind: "absent", readStartedMs: nowMs, readEndedMs: nowMs } as const;
  const next = written(decide(sent, { kind: "conclude", owner: "r", epoch: 3, finding, bounds }, nowMs));
  expect(next).toMatchObject({ waiting: {}, outcomes: { call: { state: "Expired" } } });
});

test("a call that waits for consent lives until the question ends, and fifteen minutes more after a late yes", () => {
  const row = rowAfter(claim({ ...call, mayRunLater: true }), giveBack("call", asked));
  expect(row.waiting["call"]?.notAfterMs).toBe(dayMs);
  const yes = written(decide(row, word("approve", "lin", { of: "call" }), dayMs - minuteMs));
  expect(yes.waiting["call"]?.notAfterMs).toBe(dayMs + 14 * minuteMs);
});

test("an instance that is no more needs no start: the runbook ends with what became of it", () => {
  const row = written(decide(begun(), claim(stepped, "b"), 2));
  const ending = { kind: "end", outcome: { state: "Rejected", answer }, isGone: true } as const;
  const next = written(decide(row, { kind: "giveBack", owner: "b", ending }, 3));
  expect(next.current).toBeUndefined();
  expect(next.outcomes["call"]?.state).toBe("Rejected");
});

test("a runbook that found its instance Stopped has begun nothing: it waits beside, and ends too late without a start", () => {
  const found = rowAfter(claim(stepped), {
    kind: "giveBack",
    owner: "call",
    ending: { kind: "end", outcome: { state: "Succeeded" } },
  });
  expect(found.current).toBeUndefined();
  expect(found.waiting["call"]).toMatchObject({ runbook: { step: "replace", wasRunning: false } });
  const late = written(decide(found, { kind: "expire", owner: "r", operationId: "call" }, 15 * minuteMs));
  expect(late).toMatchObject({ waiting: {}, outcomes: { call: { state: "Expired" } } });
});

test("an event that came while a call was answering it is on record, should that fail", () => {
  const row = rowAfter(claim(call), intend("call"), settle("call", accepted));
  const decision = decide(row, claim(event), 1);
  expect(standing(decision)).toMatchObject({ kind: "replay", by: "event", operationId: "call" });
  expect(written(decision).waiting["plan"]).toMatchObject({ eventId: "e-1" });
});

test("a call waits for no event that it never named", () => {
  const throttled = {
    kind: "none",
    ending: { kind: "wait", wait: { for: "attempt", untilMs: 0, code: "Throttling" } },
  } as const;
  const found = rowAfter(claim({ ...call, mayRunLater: true }), intend("call"), settle("call", throttled));
  expect(found.waiting["call"]).not.toHaveProperty("eventId");
  const named = rowAfter(
    claim({ ...call, mayRunLater: true, eventId: "e-1" }),
    intend("call"),
    settle("call", throttled),
  );
  expect(named.waiting["call"]).toMatchObject({ eventId: "e-1" });
});

test("the start that an instance is owed asks no token", () => {
  const row = begun();
  expect(written(decide(row, claim({ ...stepped, fingerprint: "k2.other" }, "b"), 2)).current?.operationId).toBe(
    "call",
  );
});

test("an event that met another operation queues for a place if its region is full by the time that one has ended", () => {
  const met = rowAfter(claim(call), claim(event));
  const { current: _, ...ended } = met;
  const full = { for: "slot", code: "LimitReached" } as const;
  const held = (row: InstanceRow) => decide(row, { ...claim({ ...event, isDispatch: true }), hold: full } as Change, 9);
  expect(written(held(ended)).waiting["plan"]?.wait).toEqual(full);
  expect(held(met).kind, "while that one is at work it waits for it").toBe("answer");
});
