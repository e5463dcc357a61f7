import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";
import { json as jsonOf } from "node:stream/consumers";
import { setTimeout as realDelay } from "node:timers/promises";
import { expect, test } from "vitest";
import { signedHeaders } from "../hand.ts";
import { createBench, plain, redeploy } from "./bench.ts";

// What went wrong at other people's webhook doors, tried on ours.

const bench = createBench();
const json = { "content-type": "application/json" };

test("one token at two functions at once is worth one effect at most", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const body = { InstanceId: plain, ClientToken: "two-doors" };
  const answers = await Promise.all([hand.call(redeploy, body), hand.call("reboot-instance", body)]);
  expect(Object.values((await hand.world()).instances[plain]?.effects ?? {})).toEqual([1]);
  expect(answers.map(({ status }) => status).sort()).not.toEqual([200, 200]);
});

test("a dry run neither acts nor uses its token up", async () => {
  const hand = bench.hand();
  const body = { InstanceId: plain, ClientToken: "dry" };
  const answers = [];
  for (const DryRun of [true, false, true, false])
    answers.push(await hand.call("reboot-instance", DryRun ? { ...body, DryRun } : body));
  expect(answers.map(({ body: { State, Code } }) => State ?? Code)).toEqual([
    "DryRun",
    "Accepted",
    "DryRun",
    "Accepted",
  ]);
  expect(await bench.callsOf("ecs", "RebootInstance")).toHaveLength(3);
  expect((await hand.world()).instances[plain]?.effects["RebootInstance"]).toBe(1);
});

test("one body under four webhook ids at once acts once", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const body = { InstanceId: plain, ClientToken: "four-ids" };
  const answers = await Promise.all([1, 2, 3, 4].map(() => hand.call(redeploy, body)));
  for (const { status, body: said } of answers) expect([status, said["Code"] ?? ""].join(" ")).toMatch(/^(200|409)/);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("the same call for six hours, signed anew each time, is one effect and one answer", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const bodies = [];
  for (const waitMs of [0, 15_000, 285_000, 3_300_000, 18_000_000]) {
    await hand.advance(waitMs);
    await hand.idle();
    bodies.push((await hand.call(redeploy, { InstanceId: plain, ClientToken: "six-hours" })).text);
  }
  expect(new Set(bodies).size).toBe(1);
  expect(await bench.redeploys(plain)).toBe(1);
});

test.each([2 ** 53 - 1, 8_640_000_000_000_001, 253_402_300_800_000, "soon"])(
  "a planned time of %s is refused by name",
  async (PlanTime) => {
    const hand = bench.hand();
    const ResourceId = "i-5edgeplain00000000000001";
    const event = { eventType: "Instance:SystemFailure.Redeploy", eventStatus: "Inquiring" };
    const input = { EventId: await hand.raise(ResourceId, event), ResourceId, OpsType: "scheduled", PlanTime };
    const answer = await hand.call("event-redeploy-instance", { ...input, ClientToken: "t" });
    expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidParameter.PlanTime"]);
  },
);

test("a body with a byte order mark, line ends of Windows and tabs is read as it was signed", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const text = `\ufeff{\r\n\t"InstanceId": "${plain}",\r\n\t"ClientToken": "bom"\r\n}`;
  expect((await hand.call(redeploy, text)).body["State"]).toBe("Accepted");
});

/** Called by Node's own client, whose connection and headers are in our hand; the body is left to `send`. */
async function callBy(headers: object, agent: Agent, send: (call: ReturnType<typeof request>, text: string) => void) {
  const { now, settings } = await bench.hand().world();
  const text = JSON.stringify({ InstanceId: plain, ClientToken: "by-hand" });
  const signed = { ...json, ...signedHeaders(settings.webhookSecret, text, Date.parse(now)), ...headers };
  const call = request(`${bench.cloud().url}/fn/${redeploy}/`, { method: "POST", agent, headers: signed });
  const answered = new Promise<unknown>((resolve, reject) => {
    call.once("response", (response) => resolve(jsonOf(response)));
    call.once("error", reject);
  });
  send(call, text);
  return answered;
}

test("a body in chunks, and one that is sent when the door says so, is read", async () => {
  await bench.hand().raise(plain);
  const agent = new Agent();
  const chunked = await callBy({ "transfer-encoding": "chunked" }, agent, (call, text) => {
    for (const character of text) call.write(character);
    call.end();
  });
  const asked = await callBy({ expect: "100-continue" }, agent, (call, text) => {
    call.once("continue", () => call.end(text));
    call.flushHeaders();
  });
  expect(chunked).toMatchObject({ State: "Accepted" });
  expect(asked).toEqual(chunked);
});

test("a kept connection that rested for seven seconds is answered on, or opened anew", async () => {
  await bench.hand().raise(plain);
  const agent = new Agent({ keepAlive: true });
  const first = await callBy({}, agent, (call, text) => void call.end(text));
  await realDelay(7_000);
  const second = await callBy({}, agent, (call, text) => void call.end(text));
  agent.destroy();
  expect(second).toEqual(first);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a compressed body is refused as no JSON, whoever signed it", async () => {
  const hand = bench.hand();
  const { now, settings } = await hand.world();
  const { gzipSync } = await import("node:zlib");
  const body = gzipSync(JSON.stringify({ InstanceId: plain, ClientToken: "gzip" }));
  const { "webhook-id": id, "webhook-timestamp": at } = signedHeaders(settings.webhookSecret, "", Date.parse(now));
  const key = Buffer.from(settings.webhookSecret.slice("whsec_".length), "base64");
  const signature = `v1,${createHmac("sha256", key).update(`${id}.${at}.`).update(body).digest("base64")}`;
  const signed = { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature };
  const headers = { ...json, ...signed, "content-encoding": "gzip" };
  const answer = await hand.request(redeploy, { method: "POST", headers, body });
  expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidJSON"]);
});

test.each(["\ud83d", "\u0000", "\u{1f600}".repeat(256)])("a reason of odd characters does no harm", async (Reason) => {
  const hand = bench.hand();
  await hand.raise(plain);
  const call = { InstanceId: plain, ClientToken: "odd", Reason };
  const first = await hand.call(redeploy, call);
  expect(first.body["State"]).toBe("Accepted");
  expect((await hand.call(redeploy, call)).text).toBe(first.text);
});

test("one Idempotency-Key with two bodies is a mismatch, not a failure of ours", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.raise("i-bp1plain0002");
  const { now, settings } = await hand.world();
  const { Webhook } = await import("standardwebhooks");
  const call = (InstanceId: string) => {
    const body = JSON.stringify({ InstanceId, Action: "RedeployInstance" });
    const signature = new Webhook(settings.webhookSecret).sign("msg_one", new Date(now), body);
    const at = String(Math.floor(Date.parse(now) / 1_000));
    const signed = { "webhook-id": "msg_one", "webhook-timestamp": at, "webhook-signature": signature };
    return hand.request(redeploy, {
      method: "POST",
      headers: { ...json, ...signed, "idempotency-key": "msg_one" },
      body,
    });
  };
  expect((await call(plain)).status).toBe(200);
  const other = await call("i-bp1plain0002");
  expect([other.status, other.body["Code"]]).toEqual([400, "IdempotentParameterMismatch"]);
});
