import { describe, expect, test } from "vitest";
import { signedHeaders } from "../hand.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();
const json = { "content-type": "application/json" };

test("a signed call redeploys an instance that has an event, and its repetition is the first answer byte for byte", async () => {
  const hand = bench.hand();
  await hand.raise(plain);

  const first = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-1" });

  expect(first.status).toBe(200);
  expect(first.body).toEqual({
    RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    TaskId: expect.stringMatching(/^t-/),
    ClientToken: "ticket-1",
    OperationId: expect.stringMatching(/^[0-9a-f]{32}$/),
    State: "Accepted",
  });
  expect(again.status).toBe(200);
  expect(again.text).toBe(first.text);
  expect(again.headers.get("idempotency-replayed")).toBe("token");
  expect(again.headers.get("operation-state")).toBe("Accepted");
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a new token for an event that was answered already gets that answer with its own ClientToken", async () => {
  const hand = bench.hand();
  await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
  await hand.idle();

  const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-2" });

  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    ClientToken: "ticket-2",
    State: "Accepted",
    TaskId: expect.stringMatching(/^t-/),
    AnsweredBy: { Operation: "RedeployInstance", OperationId: answer.body["OperationId"] },
  });
  expect(answer.headers.get("idempotency-replayed")).toBe("event");
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("one token with other parameters, or for another instance, is a mismatch and changes nothing", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.raise("i-bp1plain0002");
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-3" });

  const other = await hand.call(redeploy, { InstanceId: plain, ForceStop: true, ClientToken: "ticket-3" });
  const elsewhere = await hand.call(redeploy, { InstanceId: "i-bp1plain0002", ClientToken: "ticket-3" });

  expect([other.status, other.body["Code"]]).toEqual([400, "IdempotentParameterMismatch"]);
  expect([elsewhere.status, elsewhere.body["Code"]]).toEqual([400, "IdempotentParameterMismatch"]);
  expect(await bench.redeploys("i-bp1plain0002")).toBe(0);
});

test("one token for two instances at once is accepted for one of them at most", async () => {
  const hand = bench.hand();
  const both = [plain, "i-bp1plain0002"];
  for (const instanceId of both) await hand.raise(instanceId);

  const answers = await Promise.all(both.map((InstanceId) => hand.call(redeploy, { InstanceId, ClientToken: "twin" })));

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  expect((await bench.redeploys(plain)) + (await bench.redeploys("i-bp1plain0002"))).toBe(1);
});

test("a token that was first used more than 30 days ago is refused, since its outcome may be forgotten", async () => {
  const hand = bench.hand();
  const released = await hand.call(redeploy, { InstanceId: plain, ClientToken: "old" });
  expect(released.body["Code"]).toBe("InvalidOperation.RedeployInstance");
  await hand.advance(31 * 86_400_000);
  await hand.idle();
  await hand.raise(plain);
  const late = await hand.call(redeploy, { InstanceId: plain, ClientToken: "old" });
  expect([late.status, late.body["Code"]]).toEqual([400, "InvalidParameter.ClientToken"]);
  expect(await bench.sends(plain)).toEqual([]);
});

test("the reason and the region are not part of what a token means; a wrong region is refused", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const first = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-4", Reason: "on call" });
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-4", RegionId: "cn-hangzhou" });
  expect(again.text).toBe(first.text);
  const wrong = await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-4", RegionId: "cn-beijing" });
  expect(wrong.body["Code"]).toBe("InvalidParameter.RegionId");
});

const named = { InstanceId: plain, Action: "RedeployInstance" };

test("what was signed to ask the console about a machine is no call of an operation, whatever header is added", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const { now, settings } = await hand.world();
  const body = JSON.stringify({ InstanceId: plain });
  const signed = signedHeaders(settings.webhookSecret, body, Date.parse(now));
  const headers = { ...json, ...signed };
  const told = await hand.request("console", { method: "POST", headers, body }, "/instance");
  expect(told.status, "let in: it has no record").toBe(404);
  const taken = { ...headers, "idempotency-key": signed["webhook-id"] };
  for (const operation of [redeploy, "reboot-instance"]) {
    const { status, body: said } = await hand.request(operation, { method: "POST", headers: taken, body });
    expect([status, said["Code"], said["Message"]]).toEqual([
      400,
      "MissingParameter",
      "Action is needed beside Idempotency-Key: a signature says where to. Nothing was changed.",
    ]);
  }
  expect(await bench.sends(plain)).toEqual([]);
});

test("Idempotency-Key serves as the token where the body has none, if it is the signed id", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const { now, settings } = await hand.world();
  const body = JSON.stringify(named);
  const signed = signedHeaders(settings.webhookSecret, body, Date.parse(now));
  const callWith = (key: string) =>
    hand.request(redeploy, {
      method: "POST",
      headers: { "content-type": "application/json", ...signed, "idempotency-key": key },
      body,
    });
  const first = await callWith(signed["webhook-id"]);
  const again = await hand.call(redeploy, { ...named, ClientToken: signed["webhook-id"] });
  const stolen = await callWith("another-key");
  expect(first.status).toBe(200);
  expect(again.text).toBe(first.text);
  expect([stolen.status, stolen.body["Code"]]).toEqual([400, "InvalidParameter.IdempotencyKey"]);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("a sender that names its headers svix-… is let in, and its id serves as Idempotency-Key", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const { now, settings } = await hand.world();
  const body = JSON.stringify(named);
  const signed = signedHeaders(settings.webhookSecret, body, Date.parse(now));
  const svix = Object.fromEntries(
    Object.entries(signed).map(([name, value]) => [name.replace("webhook", "svix"), value]),
  );
  const call = (headers: Record<string, string>) =>
    hand.request(redeploy, { method: "POST", headers: { ...json, ...headers }, body });

  const both = await call({ ...signed, ...svix });
  const first = await call({ ...svix, "idempotency-key": signed["webhook-id"] });

  expect([both.status, both.body["Code"]]).toEqual([401, "SignatureDoesNotMatch"]);
  expect([first.status, first.body["State"]]).toEqual([200, "Accepted"]);
});

test("a call that says its Action is refused by every other function", async () => {
  const hand = bench.hand();
  const asked = { InstanceId: plain, ClientToken: "action-1", Action: "RebootInstance" };
  const elsewhere = await hand.call(redeploy, asked);
  expect([elsewhere.status, elsewhere.body["Code"]]).toEqual([400, "InvalidParameter.Action"]);
  expect((await hand.call("reboot-instance", asked)).status).toBe(200);
});

describe("at an address that functions share", () => {
  const reboot = "reboot-instance";
  const asked = { InstanceId: plain, ClientToken: "shared-1", Action: "RebootInstance" };

  test("a function answers at its own name, to a call that says its Action, and it is the same call as at its root", async () => {
    const hand = bench.hand();
    const first = await hand.call(reboot, asked, undefined, {}, `/${reboot}`);
    const again = await hand.call(reboot, asked);
    expect([first.status, again.text]).toEqual([200, first.text]);
    expect(await bench.callsOf("ecs", "RebootInstance")).toHaveLength(1);
  });

  test("a call that does not say it is refused there, so that its bytes lead to no other function", async () => {
    const hand = bench.hand();
    const { Action: _, ...unnamed } = asked;
    const { status, body } = await hand.call(reboot, unnamed, undefined, {}, `/${reboot}`);
    expect([status, body["Code"], body["Message"]]).toEqual([
      400,
      "MissingParameter",
      "Action is needed at an address that functions share: a signature says where to. Nothing was changed.",
    ]);
    expect(await bench.callsOf("ecs")).toEqual([]);
  });

  test("a captured call that is sent to the other function's path, or its root, has no effect", async () => {
    const hand = bench.hand();
    await hand.raise(plain);
    const { now, settings } = await hand.world();
    const body = JSON.stringify(asked);
    const captured = { ...json, ...signedHeaders(settings.webhookSecret, body, Date.parse(now)) };
    for (const path of [`/${redeploy}`, "/"]) {
      const answer = await hand.request(redeploy, { method: "POST", headers: captured, body }, path);
      expect([path, answer.status, answer.body["Code"]]).toEqual([path, 400, "InvalidParameter.Action"]);
    }
    expect(await bench.callsOf("ecs")).toEqual([]);
  });

  test.each([
    [redeploy, `/${reboot}`],
    [redeploy, `/${redeploy}/`],
    [redeploy, `/redeploy-once-${redeploy}`],
    [redeploy, `//${redeploy}`],
    [redeploy, `/${redeploy.toUpperCase()}`],
    [redeploy, "/console/status"],
    ["console", `/${redeploy}`],
    ["console", "/console"],
    ["console", "/console/console/status"],
    ["console", "/console/probe"],
  ])("%s does not answer at %s, before anything is verified or read", async (name, path) => {
    const { status, body } = await bench.hand().request(name, { method: "POST", headers: json, body: "{}" }, path);
    expect([status, body["Code"]]).toEqual([404, "InvalidAction.NotFound"]);
    expect(await bench.callsOf("tablestore")).toEqual([]);
  });

  test("a verb of console answers below its name as it does without", async () => {
    const hand = bench.hand();
    const answers = [];
    for (const path of ["/console/status", "/status"])
      answers.push(await hand.call("console", {}, undefined, {}, path));
    expect(answers[0]?.body["Code"]).toBe(answers[1]?.body["Code"]);
    expect(answers[0]?.status).toBe(answers[1]?.status);
  });
});

test("local disks and ForceStop need a principal that may consent", async () => {
  const hand = bench.hand();
  await hand.raise("i-bp1local0001");
  await hand.raise(plain);
  const local = { InstanceId: "i-bp1local0001", ClientToken: "wipe" };

  const refused = await hand.call(redeploy, local);
  const forced = await hand.call(redeploy, { InstanceId: plain, ForceStop: true, ClientToken: "force" });
  expect([refused.status, refused.body["Code"]]).toEqual([403, "Forbidden.DataLossConsentRequired"]);
  expect([forced.status, forced.body["Code"]]).toEqual([403, "Forbidden.DataLossConsentRequired"]);
  expect(await bench.callsOf("ecs", "RedeployInstance")).toEqual([]);

  const agreed = await hand.consent(redeploy, local);
  expect(agreed.status).toBe(200);
  expect(await bench.redeploys("i-bp1local0001")).toBe(1);
});

const bad: readonly [string, unknown, number, string][] = [
  ["no InstanceId", { ClientToken: "t" }, 400, "MissingParameter"],
  ["no token", { InstanceId: plain }, 400, "MissingParameter"],
  ["an unknown parameter", { InstanceId: plain, ClientToken: "t", DryRun: true }, 400, "InvalidParameter.DryRun"],
  ["an instance id of wrong form", { InstanceId: "eni-1", ClientToken: "t" }, 400, "InvalidParameter.InstanceId"],
  ["an instance id that is a list", { InstanceId: [plain], ClientToken: "t" }, 400, "InvalidParameter.InstanceId"],
  ["ForceStop as text", { InstanceId: plain, ForceStop: "yes", ClientToken: "t" }, 400, "InvalidParameter.ForceStop"],
  ["a token that is too long", { InstanceId: plain, ClientToken: "t".repeat(65) }, 400, "InvalidParameter.ClientToken"],
  ["a token beyond ASCII", { InstanceId: plain, ClientToken: "ü" }, 400, "InvalidParameter.ClientToken"],
  ["no JSON", "{", 400, "InvalidJSON"],
  ["a JSON list", [], 400, "InvalidJSON"],
  ["an empty body", "", 400, "InvalidJSON"],
  [
    "a key that stands twice",
    `{"InstanceId":"${plain}","ClientToken":"t","InstanceId":"i-bp1plain0002"}`,
    400,
    "InvalidJSON",
  ],
  [
    "a key that stands twice further in",
    `{"InstanceId":"${plain}","ClientToken":"t","x":[{"a":1,"\\u0061":1}]}`,
    400,
    "InvalidJSON",
  ],
];

test.each(bad)("%s is refused by name, without a store or cloud call", async (_, body, status, code) => {
  const answer = await bench.hand().call(redeploy, body);
  expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
  expect(answer.body).toEqual({ RequestId: expect.any(String), Code: code, Message: expect.any(String) });
  expect(await bench.callsOf("tablestore")).toEqual([]);
  expect(await bench.callsOf("ecs")).toEqual([]);
});

test("path, size, signature and content type are refused in this order, without a store or cloud call", async () => {
  const hand = bench.hand();
  const { now, settings } = await hand.world();
  const body = JSON.stringify({ InstanceId: plain, ClientToken: "t" });
  const nowMs = Date.parse(now);
  const signed = (text: string, atMs = nowMs) => ({ ...json, ...signedHeaders(settings.webhookSecret, text, atMs) });
  const large = JSON.stringify({ InstanceId: "x".repeat(131_072) });
  const foreign = signedHeaders(
    `whsec_${Buffer.from("another secret, unknown here, long").toString("base64")}`,
    body,
    nowMs,
  );
  const requests: readonly [RequestInit, string, number, string][] = [
    [{ method: "POST", headers: json, body }, "/else", 404, "InvalidAction.NotFound"],
    [{ method: "POST", headers: json, body: large }, "/", 413, "RequestBodyTooLarge"],
    [{ method: "POST", headers: { "content-type": "text/plain" }, body }, "/", 401, "SignatureDoesNotMatch"],
    [{ method: "POST", headers: { ...json, ...foreign }, body }, "/", 401, "SignatureDoesNotMatch"],
    [{ method: "POST", headers: signed(body, nowMs - 301_000), body }, "/", 401, "InvalidTimeStamp.Expired"],
    [{ method: "POST", headers: signed(body, nowMs + 360_000), body }, "/", 401, "InvalidTimeStamp.Expired"],
    [
      { method: "POST", headers: { ...signed(body), "content-type": "text/plain" }, body },
      "/",
      415,
      "UnsupportedContentType",
    ],
    [{ method: "POST", headers: signed("{"), body: "{" }, "/", 400, "InvalidJSON"],
  ];
  for (const [init, path, status, code] of requests) {
    const answer = await hand.request(redeploy, init, path);
    expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
    expect(answer.headers.get("www-authenticate")).toBe(
      status === 401 ? 'StandardWebhooks realm="redeploy-once", version="v1 v1a"' : null,
    );
  }
  expect(await bench.callsOf("tablestore")).toEqual([]);
  expect(await bench.callsOf("ecs")).toEqual([]);
});

test("a body that is not UTF-8 is refused", async () => {
  const hand = bench.hand();
  const { now, settings } = await hand.world();
  const { createHmac } = await import("node:crypto");
  const body = Buffer.from([0x7b, 0xff, 0x7d]);
  const stamp = String(Math.floor(Date.parse(now) / 1_000));
  const key = Buffer.from(settings.webhookSecret.slice("whsec_".length), "base64");
  const signature = createHmac("sha256", key).update(`msg_1.${stamp}.`).update(body).digest("base64");
  const headers = {
    ...json,
    "webhook-id": "msg_1",
    "webhook-timestamp": stamp,
    "webhook-signature": `v1,${signature}`,
  };
  const answer = await hand.request(redeploy, { method: "POST", headers, body });
  expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidJSON"]);
});

test("no secret and no signature stands in the logs", async () => {
  const hand = bench.hand();
  const { settings } = await hand.world();
  await hand.raise(plain);
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "ticket-9", Reason: settings.webhookSecret });
  const logs = bench.logs.join("");
  expect(logs).toContain('"step":"reply"');
  expect(logs).not.toContain(settings.webhookSecret);
  expect(logs).not.toContain(settings.consentSecret);
  expect(logs).not.toContain("v1,");
});
