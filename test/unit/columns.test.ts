import { expect, test } from "vitest";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import { fromColumns, toColumns } from "../../shared/tablestore/columns.ts";

const row: InstanceRow = {
  epoch: 7,
  parks: 2,
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
  outcomes: { aa: { state: "Rejected", operation: "RedeployInstance", fingerprint: "k1.b", endedAtMs: 1 } },
  events: { bb: "0f" },
  recorded: ["t-1"],
  next: {
    cc: {
      operation: "RedeployInstance",
      input: { InstanceId: "i-1" },
      source: "eventbridge",
      actor: "acs.ecs",
      reason: "",
      eventId: "e-2",
      atMs: 7,
    },
  },
};

test("a row comes back from its columns as it was", () => {
  expect(fromColumns("i-1", { ...toColumns(row), parks: 2 })).toEqual(row); // the store alone counts parks
});

test("column names keep to the store's rule, and only an open row is in the index", () => {
  const { current: _, ...rest } = row;
  const closed = { ...rest, next: {} };
  for (const name of Object.keys(toColumns(row))) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
  expect(toColumns(row)["openSinceMs"]).toBe(5);
  expect(toColumns(rest)["openSinceMs"]).toBe(7);
  expect(toColumns(closed)["openSinceMs"]).toBeUndefined();
});

const columns = toColumns(row);
const without = (name: string) => Object.fromEntries(Object.entries(columns).filter(([column]) => column !== name));
const unreadable: readonly [string, Readonly<Record<string, number | string>>][] = [
  ["a newer version", { ...columns, version: 3 }],
  ["an older version", { ...columns, version: 0 }],
  ["no version", without("version")],
  ["no epoch", without("epoch")],
  ["a torn operation", { ...columns, current: '{"operationId":"0f"' }],
  ["an unknown state", { ...columns, current: String(columns["current"]).replace("Sending", "Dancing") }],
  ["an unknown field", { ...columns, current: String(columns["current"]).replace("{", '{"more":1,') }],
  ["a torn outcome", { ...columns, r_aa: "{" }],
];

test.each(unreadable)("a row with %s is unreadable, never free", (_, given) => {
  expect(() => fromColumns("i-1", given)).toThrow(expect.objectContaining({ name: "RowUnreadable" }));
});

test("a row is written as the oldest version that can hold it, so that the release before reads the others", () => {
  const { current } = row;
  if (current === undefined) throw new Error("The row has a current operation");
  const runbook = { step: "stop", wasRunning: false } as const;
  expect(toColumns(row)["version"]).toBe(1);
  expect(toColumns({ ...row, current: { ...current, oneShot: true } })["version"]).toBe(2);
  expect(toColumns({ ...row, current: { ...current, runbook } })["version"]).toBe(2);
});
