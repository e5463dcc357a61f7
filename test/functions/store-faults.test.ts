import { expect, onTestFinished, test } from "vitest";
import { isRowWrite } from "../demo/wire.ts";
import { yamlWithTriggers } from "../deploy.ts";
import { createHand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

/** Only one function hears of events: the others would start instances to say that they have nothing to do. */
const serverlessYaml = yamlWithTriggers((name, type) => name === redeploy || type !== "eventbridge");
const bench = createBench({ serverlessYaml });
const storeWrite = { product: "tablestore", instanceId: plain } as const;
const call = (token = "ticket-1") => bench.hand().call(redeploy, { InstanceId: plain, ClientToken: token });

/** The three writes of a send: the first one makes the row. */
const settle = { ...storeWrite, action: "UpdateRow", skip: 1 } as const;
const writes = [
  ["claim", { ...storeWrite, action: "PutRow", skip: 0 }],
  ["intend", { ...storeWrite, action: "UpdateRow", skip: 0 }],
  ["settle", settle],
] as const;

test.each(writes)(
  "a lost answer to %s is found to be our own write, and the instance is redeployed once",
  async (_, write) => {
    const hand = bench.hand();
    await hand.raise(plain);
    await hand.fault({ ...write, effect: "lost-reply" });
    const first = await call();
    const again = await call();
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.text).toBe(first.text);
    expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
  },
);

test.each(writes)("%s that was not applied is repeated as it was", async (_, write) => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ ...write, effect: "not-applied" });
  expect((await call()).status).toBe(200);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test.each(writes)("%s that is applied late finds its condition gone", async (_, write) => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ ...write, effect: "applied-late", ms: 30_000 });
  const first = await call();
  await hand.advance(60_000);
  const again = await call();
  expect(first.status).toBe(200);
  expect(again.text).toBe(first.text);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("a store that cannot be reached before intend: 503, nothing sent", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({
    product: "tablestore",
    action: "GetRow",
    effect: "error",
    status: 503,
    code: "OTSServerBusy",
    times: 20,
  });
  const answer = await call();
  expect([answer.status, answer.body["Code"]]).toEqual([503, "ServiceUnavailable"]);
  expect(await bench.callsOf("ecs")).toEqual([]);
});

test("a store that cannot be reached after the send: in doubt, never an error, never a second send", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ ...settle, effect: "error", status: 503, code: "OTSServerBusy", times: 1_000 });
  const answer = await call();
  expect([answer.status, answer.body["State"]]).toEqual([202, "InDoubt"]);
  await hand.clearFaults();
  await hand.advance(130_000);
  expect((await call()).body["State"]).toBe("InDoubt");
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("an event is handed back to the bus only while the store cannot be reached, and runs once it can", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain) });
  await hand.fault({
    product: "tablestore",
    action: "GetRow",
    effect: "error",
    status: 503,
    code: "OTSServerBusy",
    times: 20,
  });
  await hand.publish(event);
  await hand.idle();
  expect((await hand.world()).queue).toHaveLength(1);
  await hand.clearFaults();
  await hand.advance(2_000);
  await hand.idle();
  expect((await hand.world()).queue).toEqual([]);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a read without an answer is made again for who waits for it, and not for what its queue brings again", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain) });
  const blink = { product: "tablestore", action: "GetRow", function: redeploy, effect: "error", status: 503 };
  const reads = async () => (await bench.rowsRead()).length;
  await hand.fault(blink);
  await hand.publish(event);
  await hand.idle();
  expect(await reads()).toBe(1);
  await hand.advance(2_000);
  await hand.idle();
  expect([await reads(), await bench.redeploys(plain)]).toEqual([2, 1]);
  await hand.fault(blink);
  expect((await call()).status).not.toBe(503);
  expect(await reads()).toBe(4);
});

test("killed at any store call, the event is redeployed once or stands in doubt", async () => {
  const hand = bench.hand();
  for (const effect of ["kill-before", "kill-after"])
    for (const [name, write] of writes) {
      await hand.reset();
      const event = notice(plain, { eventId: await hand.raise(plain) });
      await hand.fault({ ...write, effect });
      await hand.publish(event);
      await hand.idle();
      await hand.advance(130_000);
      await hand.publish(event);
      await hand.idle();
      await hand.publish(event);
      await hand.idle();
      const sent = await bench.redeploys(plain);
      const inDoubt = bench.states().at(-1) === "InDoubt";
      expect({ name, effect, ok: sent === 1 || (sent === 0 && inDoubt) }).toEqual({ name, effect, ok: true });
    }
});

test("a call costs six store round trips, an event five, a replay one; one more while the policy is cold", async () => {
  const hand = bench.hand();
  const trips = async (step: () => Promise<unknown>) => {
    const before = (await bench.callsOf("tablestore")).length;
    await step();
    return (await bench.callsOf("tablestore")).length - before;
  };
  await hand.raise(plain);
  expect(await trips(() => call())).toBe(7);
  expect(await trips(() => call())).toBe(1);
  await hand.raise("i-bp1plain0003");
  expect(await trips(() => hand.call(redeploy, { InstanceId: "i-bp1plain0003", ClientToken: "warm" }))).toBe(6);

  const event = notice("i-bp1plain0002", { eventId: await hand.raise("i-bp1plain0002") });
  const deliver = async () => {
    await hand.publish(event);
    await hand.idle();
  };
  expect(await trips(deliver)).toBe(5);
  expect(await trips(deliver)).toBe(1);
});

test("a row is made by one put that expects none, and is never put again", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await call("ticket-1");
  await hand.minutes(7);
  await call("ticket-2");
  const puts = (await bench.callsOf("tablestore", "PutRow")).filter((made) => isRowWrite(made, plain));
  expect(puts.map(({ params }) => params)).toMatchObject([
    { put: { epoch: 1 }, condition: { row: "EXPECT_NOT_EXIST" } },
  ]);
});

test("a store whose UpdateRow makes no rows is served as well: the instance is redeployed once", async () => {
  const cloud = await startLocal({ flips: ["tablestore.update-expects-absence"] });
  onTestFinished(() => cloud.close());
  const hand = createHand(cloud);
  await hand.raise(plain);
  const answers = [await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" })];
  answers.push(await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect((await hand.world()).instances[plain]?.effects).toEqual({ RedeployInstance: 1 });
});
