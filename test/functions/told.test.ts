import { expect, test } from "vitest";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { createTablestore } from "../../shared/tablestore/tablestore.ts";
import { createBench } from "./bench.ts";

const bench = createBench();
const machine = "i-bp1told0001";
const one = "0123456789abcdef";
const two = "fedcba9876543210";
const told = { [one]: { key: "proved", id: "op.1", sinceMs: 5, at: { oncall: 5 }, left: [], reminders: 0 } };

function opened() {
  const { wireUrl, settings, insideKey } = bench.cloud();
  const place = { endpoint: wireUrl, instance: settings.tablestoreInstance };
  const credentials = { ...insideKey, securityToken: "" };
  const store = createTablestore(place, credentials, { accountId: "1", regionId: "cn-hangzhou" });
  return { store };
}

/** A row with something to tell, as it is read back. */
async function stored(news: Partial<InstanceRow>): Promise<InstanceRow> {
  const { store } = opened();
  const row = { ...emptyRow, epoch: 1, owner: "a", news: 1, untold: { [one]: 1 }, untoldSinceMs: 7, ...news };
  expect(await store.writeInstance(machine, undefined, row)).toBe("applied");
  await bench.hand().advance(2_000); // an index follows within a second
  return row;
}

async function listed(): Promise<readonly string[]> {
  const { store } = opened();
  await bench.hand().advance(2_000);
  return (await store.listUntold(undefined, 10)).map(({ instanceId }) => instanceId);
}

test("who has told takes the row out of the list, and leaves what functions go by as it was", async () => {
  const row = await stored({ tally: { "1_0": "5 []" } });
  const { store } = opened();
  expect(await listed()).toEqual([machine]);
  expect(await store.markTold(machine, row, { told, done: [one] })).toBe("applied");
  expect(await listed()).toEqual([]);
  const { untoldSinceMs: _, ...rest } = row;
  expect(await store.readInstance(machine)).toEqual({ ...rest, untold: {}, told, tells: 1 });
  expect((await store.listOpen(undefined, 10)).map(({ instanceId }) => instanceId)).toEqual([machine]);
});

test("what has become new since the row was read stays listed; what was told is written all the same", async () => {
  const row = await stored({});
  const { store } = opened();
  const next = { ...row, beside: 1, news: 2, untold: { [one]: 1, [two]: 2 }, untoldSinceMs: 8 };
  await store.writeInstance(machine, row, next);
  expect(await store.markTold(machine, row, { told, done: [one] })).toBe("applied");
  expect(await listed()).toEqual([machine]);
  expect(await store.readInstance(machine)).toEqual({ ...next, told, tells: 1 });
});

test("who has told thaws an hour later, and undoes nothing that was told since", async () => {
  const row = await stored({});
  const { store } = opened();
  await store.markTold(machine, row, { told, done: [one] });
  expect(await store.markTold(machine, row, { told: {}, done: [] })).toBe("refused");
  expect((await store.readInstance(machine))?.told).toEqual(told);
});

test("news is listed although its time is the one that a marker has taken away since the writer read", async () => {
  const row = await stored({});
  const { store } = opened();
  await store.markTold(machine, row, { told, done: [one] });
  const next = { ...row, beside: 1, news: 2, untold: { [one]: 1, [two]: 2 } }; // untoldSinceMs is 7 once more
  expect(await store.writeInstance(machine, row, next)).toBe("applied");
  expect(await listed()).toEqual([machine]);
  expect((await store.readInstance(machine))?.untold).toEqual({ [two]: 2 });
});
