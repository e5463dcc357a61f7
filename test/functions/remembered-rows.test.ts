import { expect, test } from "vitest";
import { tables } from "../../shared/tablestore/tables.ts";
import { actingBy } from "../acting-by.ts";
import { isSend } from "../demo/wire.ts";
import { createBench } from "./bench.ts";

const bench = createBench({ herd: 40, policy: actingBy([], "observe") });
const isRow = (params: unknown) => Object(params).table === tables.instances;
const herd = Array.from({ length: 40 }, (_, at) => `i-bp1herd${String(at + 1).padStart(5, "0")}`);

test("what waits is read once, and again only when it has changed: forty machines cost a minute no reads", async () => {
  const hand = bench.hand();
  for (const id of herd) await hand.raise(id);
  await hand.minutes(12); // FC's queue takes eight at once, and tries the others again
  expect(bench.states().length).toBeGreaterThanOrEqual(40); // some come twice: FC's queue took long
  const read = (await bench.rowsRead()).length;
  await hand.minutes(10);
  expect((await bench.rowsRead()).length - read).toBe(0);
});

test("a policy that acts is gone by within two minutes, though no row was read meanwhile", async () => {
  const hand = bench.hand();
  for (const id of herd.slice(0, 3)) await hand.raise(id);
  await hand.minutes(5);
  await hand.policy(actingBy([]));
  await hand.minutes(2);
  expect((await bench.callsOf("ecs")).filter((call) => isSend(call) && call.effect)).toHaveLength(3);
});

test("a new instance of the function reads each row once", async () => {
  const hand = bench.hand();
  for (const id of herd.slice(0, 9)) await hand.raise(id);
  await hand.minutes(4);
  await hand.fault({ product: "tablestore", action: "GetRange", function: "reconcile", effect: "kill-before" });
  await hand.minutes(1);
  const read = (await bench.rowsRead()).length;
  await hand.minutes(2);
  expect((await bench.rowsRead()).length - read).toBe(9);
});

test("a row is read again within an hour, though the list says that it has not changed", async () => {
  const hand = bench.hand();
  await hand.raise(herd[0] ?? "");
  await hand.minutes(4);
  const read = (await bench.rowsRead()).length;
  await hand.minutes(62);
  expect((await bench.rowsRead()).length - read).toBe(1);
});

test("that people were told and decisions counted is written without reading the row once more", async () => {
  const hand = bench.hand();
  await hand.policy(actingBy([]));
  await hand.raise(herd[0] ?? "");
  await hand.minutes(12);
  const calls = (await bench.callsOf("tablestore")).filter(
    ({ function: by, params }) => by === "reconcile" && isRow(params),
  );
  const reads = calls.filter(({ action }) => action === "GetRow").length;
  const marks = calls.filter(({ params }) => "tells" in Object(Object(params).put)).length;
  // Before it is known, and once it has been sent; the minutes until it is proved, and the proof, read nothing.
  expect({ reads, marks }).toEqual({ reads: 2, marks: 2 });
});
