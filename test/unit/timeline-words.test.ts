import { expect, test } from "vitest";
import type { Change } from "../../shared/ledger/change.ts";
import {
  accepted,
  call,
  claim,
  event,
  giveBack,
  intend,
  lapsing,
  looked,
  planned,
  refused,
  rowAfter,
  said,
  settle,
  sweep,
  waits,
} from "./lines.ts";

const asks = { for: "approval", untilMs: 90_000, code: "Forbidden.DataLossConsentRequired" } as const;
const person = { owner: "p", operationId: "plan", ask: "1-what people " };
const approval = { by: "lin", atMs: 1, shown: "what people see", seal: "s" };
const yes = { kind: "approve", ...person, approval, people: {} } as const;
const begun = { step: "stop", wasRunning: false } as const;
const unknown = settle({ kind: "unknown", cause: "ECONNRESET" });
const present = { kind: "present", requestId: "R", evidenceIds: ["t-1"], answer: accepted.answer } as const;
const read = { readStartedMs: 4_000_000, readEndedMs: 4_000_000 };

/** Each change of an operation, and the line that it leaves. */
const lives: readonly [string, readonly Change[], string][] = [
  ["a call claims", [claim(call)], "call claimed oncall"],
  [
    "a dispatch claims",
    [claim(event), giveBack(waits), claim({ ...event, isDispatch: true })],
    "plan claimed dispatch",
  ],
  ["an arrival waits", [claim(call), claim(event)], "plan stored acs.ecs operation: OperationConflict"],
  ["an unlisted event waits", [claim(event, "unlisted")], "plan stored acs.ecs time: EventNotListed"],
  ["an event of no instance is given up", [claim(event, "noInstance")], "plan refused acs.ecs EventNotListed"],
  ["a claim is given back", [claim(call), giveBack("Throttling")], "call released oncall Throttling"],
  ["a claim waits", [claim(event), giveBack(waits)], "plan waits acs.ecs time: Forbidden.RAM"],
  [
    "a claim is planned anew",
    [claim(event), giveBack(waits, "RebootInstance")],
    "plan planned acs.ecs RebootInstance: Forbidden.RAM",
  ],
  ["a claim is refused", [claim(call), refused], "call refused oncall InvalidInstanceId.NotFound"],
  ["a claim lapses", [lapsing, sweep({ kind: "reclaim" })], "plan lapsed reconcile LeaseOver"],
  ["an attempt is stored", [claim(call), intend], "call intended oncall attempt 1 of RedeployInstance"],
  ["an attempt comes too late", [claim({ ...call, notAfterMs: 0 }), intend], "call expired oncall its time is over"],
  ["an attempt is taken", [claim(call), intend, settle(accepted)], "call accepted oncall t-1"],
  ["an attempt gets no answer", [claim(call), intend, unknown], "call unknown oncall ECONNRESET"],
  [
    "an attempt is throttled",
    [claim(event), intend, settle({ kind: "none", ending: { kind: "wait", wait: waits } })],
    "plan none acs.ecs time: Forbidden.RAM",
  ],
  [
    "evidence shows an attempt",
    [claim(call), intend, unknown, sweep({ kind: "conclude", finding: { ...present, ...read } })],
    "call adopted reconcile t-1",
  ],
  [
    "evidence shows no attempt",
    [claim(event), intend, unknown, sweep({ kind: "conclude", finding: { kind: "absent", ...read } })],
    "plan none reconcile AbsenceProved",
  ],
  [
    "evidence does not decide",
    [
      claim(call),
      intend,
      unknown,
      sweep({ kind: "conclude", finding: { kind: "unreadable", reason: "p", nextStep: "" } }),
    ],
    "call undecided reconcile attempt 1 of RedeployInstance",
  ],
  [
    "a person decides",
    [
      claim(call),
      intend,
      unknown,
      sweep({ kind: "resolve", verdict: "did-not-happen", by: "lin", reason: "up since May" }),
    ],
    "call resolved lin did-not-happen: up since May",
  ],
  [
    "an effect is proved",
    [claim(call), intend, settle(accepted), sweep({ kind: "prove", proved: "Succeeded" })],
    "call proved reconcile t-1",
  ],
  [
    "an effect has failed",
    [claim(call), intend, settle(accepted), sweep({ kind: "prove", proved: "Failed" })],
    "call failed reconcile t-1",
  ],
  [
    "a proof is overdue",
    [claim(call), intend, settle(accepted), sweep({ kind: "prove", proved: "Unproven" })],
    "call unproven reconcile t-1",
  ],
  [
    "a step is proved",
    [claim({ ...call, runbook: begun }), intend, settle(accepted), sweep({ kind: "prove", proved: "Succeeded" })],
    "call proved reconcile stop t-1",
  ],
  ["a person says yes", [claim(event), giveBack(asks), yes], "plan approved lin RedeployInstance"],
  ["a person says no", [claim(event), giveBack(asks), { kind: "deny", ...person, by: "lin" }], "plan denied lin"],
  [
    "a person puts it off",
    [
      claim(event),
      giveBack(waits),
      { kind: "postpone", owner: "p", operationId: "plan", by: "lin", untilMs: 3_600_000 },
    ],
    "plan postponed lin until 1970-01-01T01:00:00.000Z",
  ],
  [
    "a person takes it back",
    [claim(event), giveBack(waits), { kind: "cancel", owner: "p", operationId: "plan", by: "lin" }],
    "plan cancelled lin",
  ],
  [
    "nobody answers",
    [claim(event), giveBack({ ...asks, untilMs: 0 }), { kind: "expire", owner: "r", operationId: "plan" }],
    "plan expired reconcile nobody answered",
  ],
  [
    "an event is over",
    [claim(event), giveBack(waits), looked({ kind: "over" })],
    "plan superseded reconcile the event is over",
  ],
  [
    "an event is missing",
    [claim(event), giveBack(waits), looked({ kind: "notListed", serial: 1 })],
    "plan missing reconcile EventNotListed",
  ],
  [
    "an event is listed",
    [claim(event, "unlisted"), looked({ kind: "listed", plan: planned, dueMs: undefined, mode: "act", serial: 1 })],
    "plan listed reconcile attempt: Listed",
  ],
  [
    "an event is planned anew",
    [
      claim(event),
      giveBack(waits),
      looked({
        kind: "listed",
        plan: { ...planned, operation: "RebootInstance" },
        dueMs: undefined,
        mode: "act",
        serial: 1,
      }),
    ],
    "plan planned reconcile RebootInstance: Replanned",
  ],
  [
    "nothing answers an event",
    [
      claim(event),
      giveBack(waits),
      looked({ kind: "listed", plan: undefined, dueMs: undefined, mode: "act", serial: 1 }),
    ],
    "plan planned reconcile RedeployInstance: NothingAnswers",
  ],
  [
    "an event's time moves",
    [claim(event), giveBack(asks), looked({ kind: "listed", plan: planned, dueMs: 3_600_000, mode: "act", serial: 1 })],
    "plan moved reconcile until 1970-01-01T01:00:00.000Z",
  ],
];

test.each(lives)("%s: the write has its line", (_, changes, line) => {
  expect(said(rowAfter(...changes)).at(-1)).toBe(line);
});
