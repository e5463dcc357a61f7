import { expect, test } from "vitest";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import { eventTokenOf, operationIdOf } from "../../shared/ledger/token.ts";
import { fromColumns, toColumns } from "../../shared/tablestore/columns.ts";

const row: InstanceRow = {
  epoch: 7,
  beside: 2,
  owner: "a",
  current: {
    operationId: "0f",
    operation: "RedeployInstance",
    input: { InstanceId: "i-1", ForceStop: false },
    fingerprint: "k1.a",
    source: "http",
    actor: "oncall",
    reason: "",
    clientToken: "t",
    attempt: 1,
    fruitless: 0,
    promised: false,
    openSinceMs: 5,
    progress: { state: "Sending", leaseUntilMs: 9, signedAtMs: 6, nonce: "n", baseline: ["t-1"] },
  },
  hooks: {},
  outcomes: {
    aa: {
      state: "Rejected",
      operation: "RedeployInstance",
      fingerprint: "k1.b",
      endedAtMs: 1,
      timeline: ["1 aa refused oncall c"],
    },
  },
  events: { bb: "0f" },
  recorded: ["t-1"],
  timeline: { 3: "5 0f claimed oncall RedeployInstance", 4: "6+2x2 0f intended oncall attempt 1" },
  seq: 4,
  tally: { "7_1": '4 [[1,"Seen","everything else"]]' },
  news: 3,
  untold: { "0f": 3 },
  untoldSinceMs: 6,
  told: {
    cc: { key: "needsYes RedeployInstance", id: "cc.2", sinceMs: 4, at: { oncall: 4 }, left: ["log"], reminders: 1 },
  },
  tells: 2,
  waiting: {
    cc: {
      operationId: "cc",
      operation: "RedeployInstance",
      input: { InstanceId: "i-1" },
      fingerprint: "k1.c",
      source: "eventbridge",
      actor: "acs.ecs",
      reason: "",
      eventId: "e-2",
      attempt: 0,
      fruitless: 0,
      openSinceMs: 7,
      wait: { for: "operation", code: "OperationConflict" },
    },
  },
};
const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };

test("a row comes back from its columns as it was", () => {
  expect(fromColumns(scope, "i-1", toColumns(row))).toEqual(row);
});

test("a row without a timeline is read, and its first line has the number 1", () => {
  const bare = Object.entries(toColumns(row)).filter(([name]) => !name.startsWith("l_") && name !== "seq");
  expect(fromColumns(scope, "i-1", Object.fromEntries(bare))).toMatchObject({ timeline: {}, seq: 0 });
});

test("column names keep to the store's rule, and only a row that is open or not counted is in the index", () => {
  const { current: _, ...rest } = row;
  const uncounted = { ...rest, waiting: {} };
  const closed = { ...uncounted, tally: {} };
  for (const name of Object.keys(toColumns(row))) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
  expect(toColumns(row)["openSinceMs"]).toBe(5);
  expect(toColumns(rest)["openSinceMs"]).toBe(7);
  expect(toColumns(uncounted)["openSinceMs"]).toBe(4);
  expect(toColumns(closed)["openSinceMs"]).toBeUndefined();
});

const columns = toColumns(row);
const without = (name: string) => Object.fromEntries(Object.entries(columns).filter(([column]) => column !== name));
const unreadable: readonly [string, Readonly<Record<string, number | string>>][] = [
  ["a newer version", { ...columns, version: 4 }],
  ["an older version", { ...columns, version: 0 }],
  ["no version", without("version")],
  ["no epoch", without("epoch")],
  ["a torn operation", { ...columns, current: '{"operationId":"0f"' }],
  ["an unknown state", { ...columns, current: String(columns["current"]).replace("Sending", "Dancing") }],
  ["an unknown field", { ...columns, current: String(columns["current"]).replace("{", '{"more":1,') }],
  ["a torn outcome", { ...columns, r_aa: "{" }],
  ["torn waiting", { ...columns, w_cc: "{" }],
  ["a torn notice of an older release", { ...columns, version: 2, n_dd: "{" }],
];

test.each(unreadable)("a row with %s is unreadable, never free", (_, given) => {
  expect(() => fromColumns(scope, "i-1", given)).toThrow(expect.objectContaining({ name: "RowUnreadable" }));
});

const older = (version: number, more: Readonly<Record<string, number | string>>) => ({
  version,
  epoch: 7,
  owner: "a",
  recorded: "[]",
  openSinceMs: 5,
  ...more,
});
const notice = {
  operation: "RedeployInstance",
  input: { InstanceId: "i-1" },
  source: "eventbridge",
  actor: "acs.ecs",
  reason: "",
  eventId: "e-2",
  atMs: 7,
};

test("a notice that an older release kept waits under its event's own operation", () => {
  const read = fromColumns(scope, "i-1", older(1, { parks: 1, n_cc: JSON.stringify(notice) }));
  const operationId = operationIdOf(scope, "event", eventTokenOf("i-1", "e-2", 1));
  expect(read).toMatchObject({ beside: 0, waiting: { [operationId]: { eventId: "e-2", openSinceMs: 7 } } });
  expect(read.waiting[operationId]?.wait).toEqual({ for: "operation", code: "OperationConflict" });
});

test("what was current and waited in an older release waits, with its event given back; a begun runbook stays current", () => {
  const { current } = row;
  const waited = { ...current, progress: { state: "Waiting", for: "time", untilMs: 9, code: "c" } };
  const read = fromColumns(scope, "i-1", older(2, { current: JSON.stringify(waited), e_bb: "0f" }));
  expect(read.current).toBeUndefined();
  expect(read).toMatchObject({ events: {}, waiting: { "0f": { attempt: 1, wait: { for: "time", untilMs: 9 } } } });

  const joined = fromColumns(scope, "i-1", older(1, { current: JSON.stringify({ ...current, alsoFor: ["x"] }) }));
  expect(joined.current).toEqual(current);
  const runbook = { step: "replace", wasRunning: true, stopSignedAtMs: 1 };
  const begun = fromColumns(scope, "i-1", older(2, { current: JSON.stringify({ ...waited, runbook }) }));
  expect(begun.current).toMatchObject({ operationId: "0f", runbook, progress: { state: "Waiting" } });
});
