import { expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { createBench, plain, redeploy } from "./bench.ts";
import { createReceived, toldTo } from "./received.ts";

const bench = createBench({ policy: { ...actingBy([]), notices: toldTo } });
const received = createReceived(bench);
const hourMs = 3_600_000;

/** Nothing of the cloud can be read any more by what follows operations. */
async function becomeUnreadable(): Promise<void> {
  for (const action of ["DescribeTasks", "DescribeInstanceHistoryEvents", "DescribeInstances"])
    await bench.hand().fault({
      ...{ product: "ecs", action, function: "reconcile", effect: "error", times: 100_000 },
      ...{ status: 403, code: "Forbidden.RAM" },
    });
}

/** A redeploy of a machine whose event asks for it, as it was taken. */
async function call() {
  await bench.hand().raise(plain);
  return (await bench.hand().call(redeploy, { InstanceId: plain, ClientToken: "t" })).body;
}

test("what was taken and whose proof cannot be read for good is a person's after two hours, and ends once it can be read", async () => {
  const hand = bench.hand();
  const { OperationId } = await call();
  await becomeUnreadable();
  await hand.minutes(5);
  await hand.advance(1.9 * hourMs);
  await hand.idle();
  expect(await received("oncall", "unproven"), "not before its time").toEqual([]);
  await hand.minutes(5);
  const told = await received("oncall", "unproven");
  expect(told).toHaveLength(1);
  expect(told[0]?.notice.facts).toMatchObject({ instanceId: plain, operationId: OperationId });
  expect(await received("backup", "failed", "late", "proved")).toEqual([]);
  await hand.advance(24 * hourMs);
  await hand.idle();
  expect(await bench.redeploys(plain), "it is not tried again").toBe(1);
  await hand.clearFaults();
  await hand.minutes(3);
  expect(await received("backup", "proved")).toHaveLength(1);
  expect(await bench.redeploys(plain)).toBe(1);
});
