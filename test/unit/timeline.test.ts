import { expect, test } from "vitest";
import type { Change } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import { peopleLines } from "../../shared/ledger/people-lines.ts";
import { emptyRow } from "../../shared/ledger/row.ts";
import { toColumns } from "../../shared/tablestore/columns.ts";
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

test("another operation that the write moves has a line too", () => {
  const row = rowAfter(lapsing, claim(call));
  expect(said(row)).toEqual(["plan claimed acs.ecs", "plan lapsed oncall LeaseOver", "call claimed oncall"]);
});

test("a round that repeats is counted up, and says when it was last", () => {
  const again = { ...event, isDispatch: true };
  const row = rowAfter(claim(event), giveBack(waits), claim(again), giveBack(waits), claim(again), giveBack(waits));
  expect(Object.values(row.timeline)).toEqual([
    "0 plan claimed acs.ecs ",
    "1000+4000x3 plan waits acs.ecs time: Forbidden.RAM",
    "2000+2000x2 plan claimed dispatch ",
  ]);
});

test("a row keeps 24 lines, an outcome 8, and no number is given twice", () => {
  const attempts = Array.from({ length: 12 }, () => [
    claim({ ...event, isDispatch: true }),
    intend,
    settle({ kind: "none", ending: { kind: "wait", wait: waits } }),
  ]);
  const row = rowAfter(claim(event), giveBack(waits), ...attempts.flat());
  expect(Object.keys(row.timeline)).toHaveLength(24);
  const ended = rowAfter(claim(event), giveBack(waits), ...attempts.flat(), looked({ kind: "over" }));
  expect([ended.timeline, ended.outcomes["plan"]?.timeline?.length]).toEqual([{}, 8]);
  expect(ended.seq).toBe(row.seq + 1);
});

test("the newest 20 outcomes keep their lines", () => {
  const ids = Array.from({ length: 22 }, (_, at) => `call-${at}`);
  const row = rowAfter(...ids.flatMap((operationId) => [claim({ ...call, operationId }), refused]));
  const bare = Object.entries(row.outcomes).filter(([, { timeline }]) => timeline === undefined);
  expect(bare.map(([id]) => id)).toEqual(["call-0", "call-1"]);
});

test("a line has 160 bytes at most, cut between two characters, and stays one line", () => {
  const reason = `${"机".repeat(200)}\n`;
  const by = "a b".repeat(40);
  const row = rowAfter(
    claim(call),
    intend,
    settle({ kind: "unknown", cause: "c" }),
    sweep({ kind: "resolve", verdict: "happened", by, reason }),
  );
  const [line = ""] = said(row).slice(-1);
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(160 - 32 - 1);
  expect(line).toMatch(/^call resolved \S{32} happened: 机+$/);
});

test("an event that was given up and begins after all has its lines again", () => {
  const row = rowAfter(claim(event, "noInstance"), claim(event, "listed"));
  expect(said(row)).toEqual(["plan refused acs.ecs EventNotListed", "plan claimed acs.ecs"]);
  expect(Object.keys(row.timeline)).toEqual(["2", "3"]);
});

const shown = { readStartedMs: 4_000_000, readEndedMs: 4_000_000 };
const reason = "RedeployInstance answers SystemMaintenance.Redeploy in Scheduled";
const id = (at: number) => String(at).padStart(32, "0");

test("a row stays under 8 KB in a life of ten operations", () => {
  const evidenceIds = ["t-bp1000000001"];
  const taken = settle({
    ...accepted,
    requestId: "8553A016-E744-4BDD-9AB4-8080D8BEDE39",
    evidenceId: "t-bp1000000001",
  });
  const present = { kind: "present", requestId: "R", answer: accepted.answer, evidenceIds, ...shown } as const;
  const doubt = [settle({ kind: "unknown", cause: "ECONNRESET" }), sweep({ kind: "conclude", finding: present })];
  const life = (at: number): readonly Change[] => [
    claim({ ...event, operationId: id(at), eventId: `e-${id(at)}`, reason }),
    { ...intend, nonce: id(at), eventId: `e-${id(at)}`, eventKey: id(at) },
    ...(at % 2 === 0 ? [taken] : doubt),
    sweep({ kind: "prove", proved: "Succeeded", evidence: { evidenceIds, ...shown } }),
  ];
  const row = rowAfter(...Array.from({ length: 10 }, (_, at) => life(at)).flat());
  const bytes = Object.entries(toColumns(row)).reduce((sum, [name, value]) => sum + name.length + sizeOf(value), 0);
  expect(Object.values(row.outcomes).map(({ timeline }) => timeline?.length)).toEqual([4, 5, 4, 5, 4, 5, 4, 5, 4, 5]);
  expect(bytes).toBeLessThan(8_192);
  expect(bytes).toBeGreaterThan(4_000);
});

const sizeOf = (value: number | string) => (typeof value === "number" ? 8 : Buffer.byteLength(value));

test("what changes nothing leaves no line", () => {
  const row = rowAfter(claim(event), giveBack(waits));
  const seen = row.waiting["plan"];
  if (seen === undefined) throw new Error("It waits");
  const found = { kind: "listed", plan: planned, dueMs: undefined, mode: "act", serial: 1 } as const;
  const look = { kind: "look", owner: "r", operationId: "plan", seen, found } as const;
  expect(decide(row, look, 0)).toEqual({ kind: "answer", standing: { kind: "lost" } });
  expect(decide(emptyRow, { kind: "expire", owner: "r", operationId: "plan" }, 0).kind).toBe("answer");
});

test("people read the timeline by time, each second in UTC, with how often", () => {
  const again = { ...event, isDispatch: true };
  const row = rowAfter(claim(call), refused, claim(event), giveBack(waits), claim(again), giveBack(waits));
  const claimed = "claimed     by";
  expect(peopleLines(row)).toEqual([
    `1970-01-01 00:00:00  call  ${claimed} oncall`,
    "1970-01-01 00:00:01  call  refused     InvalidInstanceId.NotFound, by oncall",
    `1970-01-01 00:00:02  plan  ${claimed} acs.ecs`,
    `1970-01-01 00:00:04  plan  ${claimed} dispatch`,
    "1970-01-01 00:00:05  plan  waits       time: Forbidden.RAM, by acs.ecs (2 times since 1970-01-01 00:00:03)",
  ]);
  expect(peopleLines(row, "call")).toHaveLength(2);
});

test("a line that is torn stops nobody: it is shown as far as it goes", () => {
  expect(peopleLines({ ...emptyRow, timeline: { 1: "", 2: "7 plan" } })).toEqual([
    "1970-01-01 00:00:00                by ",
    "1970-01-01 00:00:00  plan              by ",
  ]);
});
