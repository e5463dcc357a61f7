import { expect, test } from "vitest";
import { signedHeaders } from "../hand.ts";
import { createBench, plain, redeploy } from "./bench.ts";

const bench = createBench();
const json = { "content-type": "application/json" };
const queued = { "x-fc-invocation-type": "Async" };
const body = JSON.stringify({ InstanceId: plain, ClientToken: "queued-1" });

const queue = async (given: unknown = body, headers: Record<string, string> = {}, path = "/", name = redeploy) =>
  (await bench.hand().call(name, given, undefined, { ...queued, ...headers }, path)).status;

/** The queued call signed for a time that is so many milliseconds from now. */
const queueSignedAt = async (offsetMs: number, secret?: string) => {
  const hand = bench.hand();
  const { now, settings } = await hand.world();
  const signature = signedHeaders(secret ?? settings.webhookSecret, body, Date.parse(now) + offsetMs);
  return (await hand.request(redeploy, { method: "POST", headers: { ...json, ...queued, ...signature }, body })).status;
};

/** What the queue gave up, once every retry is over. */
const givenUp = async () => {
  const hand = bench.hand();
  await hand.idle();
  await hand.minutes(4); // the retries come 1, 2 and 4 s apart
  return (await hand.world()).deadLetters as readonly { readonly function: string; readonly tries: number }[];
};

test("a queued call whose ledger is down stays in its queue and is done once the ledger is back", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "tablestore", action: "GetRow", function: redeploy, effect: "throttle", times: 1_000 });
  expect(await queue()).toBe(202);
  await hand.idle();
  expect((await hand.world()).queue).toHaveLength(1);
  await hand.clearFaults();
  expect(await givenUp()).toEqual([]);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a queued call that is throttled is kept at its first delivery and done later", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "throttle" });
  expect(await queue()).toBe(202);
  await hand.idle();
  expect((await hand.world()).queue).toEqual([]);
  expect(bench.logs.join("")).toContain('"state":"Waiting"');
  await hand.minutes(3);
  expect((await bench.sends(plain)).map(({ effect }) => effect)).toEqual([false, true]);
});

test("a queued call that meets another operation is kept beside it", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "first" });
  const reboot = JSON.stringify({ InstanceId: plain, ClientToken: "queued-2" });
  expect(await queue(reboot, {}, "/", "reboot-instance")).toBe(202);
  await hand.idle();
  expect((await hand.world()).queue).toEqual([]);
  const again = await hand.call("reboot-instance", reboot);
  expect(again.body).toMatchObject({ State: "Waiting", For: "operation" });
  expect(await givenUp()).toEqual([]);
});

test("a right signature that got too old in the queue is thrown, a wrong one is answered", async () => {
  const stranger = `whsec_${Buffer.from("another secret, unknown here, long").toString("base64")}`;
  expect([await queueSignedAt(-301_000), await queueSignedAt(0, stranger)]).toEqual([202, 202]);
  expect(await givenUp()).toMatchObject([{ function: redeploy, tries: 4 }]);
  const logs = bench.logs.join("");
  expect(logs).toContain("InvalidTimeStamp.Expired");
  expect(logs).toContain("SignatureDoesNotMatch");
  expect(await bench.callsOf("ecs", "RedeployInstance")).toEqual([]);
});

test("every refusal of a queued call that is rightly signed goes to the failure destination", async () => {
  await queue("{");
  await queue(body, { "content-type": "text/plain" });
  await queue(body, {}, "/else");
  await queue({ InstanceId: "no instance", ClientToken: "queued-3" });
  await queue({ InstanceId: "i-bp1nowhere0001", ClientToken: "queued-4" }); // its 404 is remembered, and replayed
  await queue(body, {}, "/resolve", "console");
  const letters = await givenUp();
  expect(letters.map(({ function: name }) => name).sort()).toEqual(["console", ...Array(5).fill(redeploy)]);
  expect(letters.map(({ tries }) => tries)).toEqual(Array(6).fill(4));
});

test("a call that nobody queued is answered as before, too old or not", async () => {
  const hand = bench.hand();
  const { now, settings } = await hand.world();
  const signature = signedHeaders(settings.webhookSecret, body, Date.parse(now) - 301_000);
  const answer = await hand.request(redeploy, { method: "POST", headers: { ...json, ...signature }, body });
  expect([answer.status, answer.body["Code"]]).toEqual([401, "InvalidTimeStamp.Expired"]);
});
