import { expect, test } from "vitest";
import type { Change, Listing, NewOperation } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import type { Decision } from "../../shared/ledger/standing.ts";
import { eventKeyOf } from "../../shared/ledger/token.ts";
import { wantsLook } from "../../shared/ledger/unlisted.ts";
import { toColumns } from "../../shared/tablestore/columns.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const eventNamed = (eventId: string): NewOperation => ({
  operationId: `of ${eventId}`,
  operation: "RedeployInstance",
  input: { InstanceId: "i-1" },
  fingerprint: "k1.a",
  source: "eventbridge",
  actor: "acs.ecs",
  reason: "",
  eventId,
  notAfterMs: undefined,
  approval: undefined,
  isDispatch: false,
  mayRunLater: true,
  oneShot: false,
  runbook: undefined,
});
const event = eventNamed("e-1");
const { eventId: _, ...ofNoEvent } = event;
const call: NewOperation = {
  ...ofNoEvent,
  operationId: "call",
  clientToken: "t-1",
  notAfterMs: 15 * minuteMs,
  mayRunLater: false,
};
const claim = (operation: NewOperation, is?: Exclude<Listing["kind"], "unread">): Change => ({
  kind: "claim",
  operation,
  owner: operation.operationId,
  leaseUntilMs: 100_000,
  listing: is && { kind: is },
});
const unread = { ...claim(event), listing: { kind: "unread", code: "Throttling" } } as Change;
const written = (decision: Decision): InstanceRow => {
  if (decision.kind !== "write") throw new Error(`expected a write, got ${decision.standing.kind}`);
  return decision.next;
};
const standing = ({ standing: told }: Decision) => told;
const looked = (row: InstanceRow, kind: "notListed" | "over", nowMs: number): Decision => {
  const seen = row.waiting["of e-1"];
  if (seen === undefined) throw new Error("Nothing waits");
  return decide(
    row,
    { kind: "look", owner: "r", operationId: "of e-1", seen, found: kind === "over" ? { kind } : { kind, serial: 1 } },
    nowMs,
  );
};
const listed = {
  kind: "listed",
  plan: { operation: event.operation, input: event.input, reason: "" },
  dueMs: 9,
  mode: "act",
  serial: 1,
} as const;
const waits = () => written(decide(undefined, claim(event, "unlisted"), 0));
/** A row with so many that wait to be listed, each a millisecond younger than the one before. */
const flooded = (count: number, row: InstanceRow = emptyRow) =>
  Array.from({ length: count }, (_, at) => at).reduce(
    (before, at) => written(decide(before, claim(eventNamed(`forged-${at}`), "unlisted"), at)),
    row,
  );

test("an event that the cloud does not list waits and is never current; it fences nobody out", () => {
  const current = written(decide(undefined, claim(call), 0));
  const decision = decide(current, claim(event, "unlisted"), 7);
  const next = written(decision);
  expect([next.current, next.epoch, next.beside]).toEqual([current.current, 1, 1]);
  expect(next.waiting["of e-1"]).toMatchObject({
    openSinceMs: 7,
    missingSinceMs: 7,
    wait: { for: "time", untilMs: 7 + 5 * minuteMs, code: "EventNotListed" },
  });
  expect(standing(decision)).toMatchObject({ kind: "waiting", behind: "call" });
  expect(waits()).toMatchObject({ epoch: 0, beside: 1 });
});

test("it is looked at three times: when it comes, five minutes later, and before it is given up after an hour", () => {
  const row = waits();
  expect(looked(row, "notListed", 5 * minuteMs - 1).kind).toBe("answer");
  const again = written(looked(row, "notListed", 5 * minuteMs));
  expect(again.waiting["of e-1"]?.wait.untilMs).toBe(hourMs);
  expect(looked(again, "notListed", hourMs - 1).kind).toBe("answer");
  const over = written(looked(again, "notListed", hourMs));
  expect([over.waiting, over.outcomes["of e-1"]?.state]).toEqual([{}, "Rejected"]);
});

test("a look that lists it makes it due at once; nothing else takes it up, a notice without a look least of all", () => {
  const row = waits();
  expect(decide(row, claim(event), 1)).toMatchObject({ kind: "answer", standing: { kind: "waiting" } });
  const seen = row.waiting["of e-1"];
  if (seen === undefined) throw new Error("Nothing waits");
  const due = written(decide(row, { kind: "look", owner: "r", operationId: "of e-1", seen, found: listed }, 2));
  expect(due.waiting["of e-1"]?.wait).toEqual({ for: "attempt", untilMs: 2, code: "Listed" });
  expect(due.waiting["of e-1"]).not.toHaveProperty("missingSinceMs");
  expect(written(decide(due, claim(event), 3)).current?.operationId).toBe("of e-1");
  expect(written(decide(row, claim(event, "listed"), 3)).current?.operationId).toBe("of e-1");
});

test("listed while something else is current, it waits for that like any other arrival", () => {
  const busy = written(decide(waits(), claim(call), 1));
  const next = written(decide(busy, claim(event, "listed"), 2));
  expect([next.epoch, next.beside]).toEqual([busy.epoch, busy.beside + 1]);
  expect(next.waiting["of e-1"]?.wait).toEqual({ for: "operation", code: "OperationConflict" });
  expect(next.waiting["of e-1"]).not.toHaveProperty("missingSinceMs");
});

test("an event whose instance the cloud does not know either ends at once, and its row is not open", () => {
  const decision = decide(undefined, claim(event, "noInstance"), 0);
  const next = written(decision);
  expect(standing(decision)).toMatchObject({ kind: "ended", state: "Rejected" });
  expect([next.current, next.waiting, next.outcomes["of e-1"]?.state]).toEqual([undefined, {}, "Rejected"]);
  expect(toColumns(next)).not.toHaveProperty("openSinceMs");
});

test("an event that could not be looked at waits a minute, for its function", () => {
  const next = written(decide(undefined, unread, 0));
  expect(next.waiting["of e-1"]?.wait).toEqual({ for: "time", untilMs: minuteMs, code: "Throttling" });
  expect(written(decide(next, claim(event), minuteMs)).current?.operationId).toBe("of e-1");
});

test("what was given up begins after all once a look lists it; what was refused with an answer never does", () => {
  const given = written(decide(undefined, claim(event, "noInstance"), 0));
  expect(standing(decide(given, claim(event, "unlisted"), 9))).toMatchObject({ kind: "ended", state: "Rejected" });
  const begun = written(decide(given, claim(event, "listed"), 9));
  expect([begun.current?.operationId, begun.outcomes]).toEqual(["of e-1", {}]);
  const outcome = { ...given.outcomes["of e-1"], answer: { statusCode: 403, body: "{}" } };
  const refused = { ...given, outcomes: { "of e-1": outcome } } as InstanceRow;
  expect(standing(decide(refused, claim(event, "listed"), 9))).toMatchObject({ kind: "replay", state: "Rejected" });
});

test("whoever brings an event looks first, unless it is on record, or was looked for within five minutes", () => {
  const wants = (row: InstanceRow, nowMs = 0) => wantsLook(row, event, nowMs);
  expect([wants(emptyRow), wantsLook(emptyRow, call, 0)]).toEqual([true, false]);
  expect(wants({ ...emptyRow, events: { [eventKeyOf("e-1")]: "another" } })).toBe(false);
  expect(wants(written(decide(undefined, claim(event, "listed"), 0)))).toBe(false);
  expect(wants(written(decide(undefined, unread, 0)), hourMs)).toBe(false);
  const given = written(decide(undefined, claim(event, "noInstance"), 0));
  for (const row of [waits(), given])
    expect([wants(row, 5 * minuteMs - 1), wants(row, 5 * minuteMs)]).toEqual([false, true]);
});

test("a row keeps sixteen that no look has listed; the oldest makes room, with an outcome", () => {
  const row = flooded(17);
  expect(Object.keys(row.waiting)).toHaveLength(16);
  expect(row.outcomes).toMatchObject({ "of forged-0": { state: "Rejected" } });
});

/** An event that was listed and now waits for a person. */
const kept = (row: InstanceRow, name: string) => {
  const wait = { for: "approval", untilMs: hourMs, code: "Forbidden.DataLossConsentRequired" } as const;
  const current = written(decide(row, claim(eventNamed(name), "listed"), 0));
  return written(decide(current, { kind: "giveBack", owner: `of ${name}`, ending: { kind: "wait", wait } }, 0));
};
const full = (unlisted: number) =>
  Array.from({ length: 64 - unlisted }, (_, at) => at).reduce((row, at) => kept(row, `kept-${at}`), flooded(unlisted));

test("in a full row a listed event takes the place of an unlisted one, and of no other", () => {
  const next = written(decide(full(2), claim(event, "listed"), 9));
  expect(next.current?.operationId).toBe("of e-1");
  expect(next.outcomes).toMatchObject({ "of forged-0": { state: "Rejected" } });
  expect(Object.keys(next.waiting)).toHaveLength(63);
  for (const request of [claim(event, "listed"), unread])
    expect(decide(full(0), request, 9)).toEqual({ kind: "answer", standing: { kind: "full" } });
});

test("in a row full of listed events an unlisted one ends at once: it is not thrown back to be looked at again and again", () => {
  const next = written(decide(full(0), claim(event, "unlisted"), 9));
  expect(next.outcomes["of e-1"]?.state).toBe("Rejected");
  expect(Object.keys(next.waiting)).toHaveLength(64);
});

test("an event that was listed once gives its place up to nobody, though a list leaves it out now", () => {
  const seen = written(decide(undefined, claim(event, "listed"), 0));
  const wait = { for: "time", untilMs: 5 * minuteMs, code: "EventNotListed" } as const;
  const missing = written(decide(seen, { kind: "giveBack", owner: "of e-1", ending: { kind: "wait", wait } }, 1));
  expect(flooded(40, missing).waiting["of e-1"]).toMatchObject({ openSinceMs: 0, missingSinceMs: 1, wait });
});
