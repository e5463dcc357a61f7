import { expect, test } from "vitest";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();

/** Longer than any lease: the function's 60 s and the margin of 60 s. */
const leaseOverMs = 130_000;

const deliver = async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain) });
  await hand.publish(event);
  await hand.idle();
  const again = async () => {
    await hand.publish(event);
    await hand.idle();
  };
  return { again };
};
const { states } = bench;

test("killed after the cloud took the call: in doubt, and no delivery ever sends again", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "kill-after" });
  const { again } = await deliver();
  await hand.advance(2_000);
  await hand.idle();
  await again();
  await hand.advance(leaseOverMs);
  await again();

  expect(await bench.sends(plain)).toEqual([{ status: null, code: null, effect: true }]);
  expect(states().at(-1)).toBe("InDoubt");
});

test("killed before the cloud took the call: in doubt all the same, since nobody knows", async () => {
  const hand = bench.hand();
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "kill-before" });
  const { again } = await deliver();
  await hand.advance(leaseOverMs);
  await again();

  expect(await bench.redeploys(plain)).toBe(0);
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(states().at(-1)).toBe("InDoubt");
});

const unknown: readonly [string, object][] = [
  ["the reply is lost", { effect: "lost-reply" }],
  ["the connection is reset before the cloud acts", { effect: "not-applied" }],
  ["the cloud answers 500", { effect: "error", status: 500, code: "InternalError" }],
  ["the cloud answers 503", { effect: "error", status: 503, code: "ServiceUnavailable" }],
  ["a gateway answers HTML", { effect: "garbage", status: 502 }],
  ["the answer is HTML with status 200", { effect: "garbage", status: 200 }],
  ["the nonce was seen already", { effect: "error", status: 400, code: "SignatureNonceUsed" }],
];

test.each(unknown)("%s on the send: 202 InDoubt, kept, and a repetition sends nothing", async (_, fault) => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", ...fault });

  const first = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  const other = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-2" });

  expect([first.status, first.body["State"]]).toEqual([202, "InDoubt"]);
  expect([again.status, again.body["State"], again.body["Cause"]]).toEqual([202, "InDoubt", first.body["Cause"]]);
  expect([other.status, other.body["Code"]]).toEqual([409, "OperationConflict"]);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("a send that is never answered ends at our own deadline, in doubt", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "applied-then-timeout" });
  const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  expect([answer.status, answer.body["State"]]).toEqual([202, "InDoubt"]);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("frozen between intend and send until its date is stale: it waits, and another attempt is sent once", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain) });
  await hand.fault({
    product: "tablestore",
    action: "UpdateRow",
    instanceId: plain,
    effect: "freeze",
    at: "reply",
    ms: 1_200_000,
  });
  await hand.publish(event);
  await bench.until((calls) => calls.some(({ action, effect }) => action === "UpdateRow" && effect));
  await hand.advance(1_200_000);
  await hand.idle();
  expect(states()).toContain("Waiting");

  await hand.advance(60_000); // reconcile dispatches what waits
  await hand.idle();
  expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
});

test("a request that reaches the gateway too late is refused there, in doubt until its window is over, then sent anew", async () => {
  const hand = bench.hand();
  const event = notice(plain, { eventId: await hand.raise(plain) });
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "freeze", ms: 1_200_000 });
  await hand.publish(event);
  await bench.until((calls) => calls.some(({ action }) => action === "RedeployInstance"));
  await hand.advance(1_200_000);
  await hand.idle();

  const refused = { status: 400, code: "InvalidTimeStamp.Expired", effect: false };
  expect(await bench.sends(plain)).toEqual([refused]);
  expect(states().at(-1)).toBe("InDoubt");
  await hand.minutes(3);
  expect(await bench.sends(plain)).toEqual([refused]);

  await hand.advance(3_600_000);
  await hand.minutes(3);
  expect(await bench.sends(plain)).toEqual([refused, { status: 200, code: null, effect: true }]);
});

test("every send carries the date and nonce that were made durable before it", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  const updates = await bench.callsOf("tablestore", "UpdateRow");
  const [send] = await bench.callsOf("ecs", "RedeployInstance");
  const intend = updates.find(({ params }) => JSON.stringify(params).includes('"state":"Sending"'));
  expect(intend?.seq).toBeLessThan(send?.seq ?? 0);
  expect(JSON.stringify(intend?.params)).toMatch(/\\"nonce\\":\\"[0-9a-f]{32}\\"/);
});

test("throttled: a caller may try again with the same token, an event waits", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "throttle", times: 2 });

  const throttled = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  expect([throttled.status, throttled.body["Code"]]).toEqual([429, "Throttling.User"]);
  expect(throttled.headers.get("retry-after")).toBe("60");
  const { again } = await deliver();
  expect(states().at(-1)).toBe("Waiting");
  await again();

  expect((await bench.sends(plain)).map(({ status }) => status)).toEqual([400, 400, 200]);
});

test("refused by the cloud: the caller gets the cloud's code, and the same token may try again", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "error", status: 403, code: "DiskError" });

  const refused = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });

  expect([refused.status, refused.body["Code"]]).toEqual([403, "DiskError"]);
  expect(again.status).toBe(200);
});

test("a lasting refusal is remembered and replayed; the event is free for another token", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "error", status: 403, code: "Forbidden.RAM" });

  const refused = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  const other = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-2" });

  expect([refused.status, refused.body["Code"]]).toEqual([403, "Forbidden.RAM"]);
  expect([again.status, again.body["Code"]]).toEqual([403, "Forbidden.RAM"]);
  expect(again.headers.get("idempotency-replayed")).toBe("token");
  expect(other.status).toBe(200);
});

const reads = ["DescribeInstances", "DescribeDisks", "DescribeTasks", "DescribeInstanceHistoryEvents"];

test.each(reads)("when %s cannot be read, nothing is sent and the caller may try again", async (action) => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action, effect: "error", status: 500 });
  const unread = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  expect([unread.status, unread.body["Code"]]).toEqual([503, "ServiceUnavailable"]);
  expect(await bench.sends(plain)).toEqual([]);
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  expect(again.status).toBe(200);
});
