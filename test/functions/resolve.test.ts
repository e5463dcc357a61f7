import { expect, test } from "vitest";
import { invokeFunction } from "../invoke.ts";
import { createBench, plain, redeploy } from "./bench.ts";

const bench = createBench();

/** The date window of an hour, twice the skew, the lag, and some. */
const absenceProvableMs = 3_600_000 + 60_000 + 60_000 + 10_000;

/** A call whose outcome is unknown, in a cloud that cannot be asked. */
const inDoubt = async (effect: "lost-reply" | "not-applied") => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "DescribeTasks", effect: "error", skip: 1, times: 10_000 });
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect });
  const { body } = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  return String(body["OperationId"]);
};

const resolve = async (OperationId: string, Verdict: string, change: object = {}, secret?: string) => {
  const hand = bench.hand();
  const { now: LookedAt, settings } = await hand.world();
  const consentSecret = secret ?? settings.consentSecret;
  const body = { InstanceId: plain, OperationId, Verdict, LookedAt, Reason: "seen in the console", ...change };
  return hand.call("console", body, consentSecret, {}, "/resolve");
};

test("a person's did-not-happen is bound by the rule of absence, then ends the operation and frees the event", async () => {
  const hand = bench.hand();
  const operationId = await inDoubt("not-applied");
  const early = await resolve(operationId, "did-not-happen");
  expect([early.status, early.body["Code"]]).toEqual([409, "TooEarly"]);

  const { now: LookedAt } = await hand.world();
  await hand.advance(absenceProvableMs);
  await hand.idle();
  const late = await resolve(operationId, "did-not-happen", { LookedAt });
  expect([late.status, late.body["Code"]]).toEqual([409, "TooEarly"]);
  const heard = await resolve(operationId, "did-not-happen");
  expect([heard.status, heard.body["State"]]).toEqual([200, "Cancelled"]);
  expect((await resolve(operationId, "did-not-happen")).text).toContain("Cancelled");
  const contrary = await resolve(operationId, "happened");
  expect([contrary.status, contrary.body["Code"]]).toEqual([409, "ContradictingVerdict"]);
  expect(contrary.body["Message"]).toContain("has ended Cancelled already");

  await hand.clearFaults();
  const next = await hand.call(redeploy, { InstanceId: plain, ClientToken: "second" });
  expect(next.status).toBe(200);
  expect(await bench.redeploys(plain)).toBe(1);
});

test("a person's happened ends the operation as succeeded, and nothing is sent again", async () => {
  const hand = bench.hand();
  const operationId = await inDoubt("lost-reply");
  await hand.advance(absenceProvableMs);
  await hand.idle();
  expect((await resolve(operationId, "happened")).body["State"]).toBe("Succeeded");
  expect((await resolve(operationId, "happened")).status).toBe(200);
  expect((await resolve(operationId, "did-not-happen")).body["Code"]).toBe("ContradictingVerdict");
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  expect(again.body).toMatchObject({ State: "Accepted", Adopted: true });
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("what is not in doubt, not known or not allowed is refused, and changes nothing", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  const { body } = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  const { settings } = await hand.world();
  const refusals = [
    await resolve(String(body["OperationId"]), "did-not-happen"),
    await resolve("0".repeat(32), "happened"),
    await resolve("0".repeat(32), "maybe"),
    await resolve("0".repeat(32), "happened", { Reason: "" }),
    await resolve("0".repeat(32), "happened", { LookedAt: "2099-01-01T00:00:00Z" }),
    await resolve("0".repeat(32), "happened", {}, settings.webhookSecret),
    await hand.call("console", { InstanceId: plain }),
  ];
  expect(refusals.map(({ status, body: { Code } }) => [status, Code])).toEqual([
    [409, "IncorrectOperationState"],
    [404, "InvalidOperationId.NotFound"],
    [400, "InvalidParameter.Verdict"],
    [400, "InvalidParameter.Reason"],
    [400, "InvalidParameter.LookedAt"],
    [403, "Forbidden.Role"],
    [404, "InvalidAction.NotFound"],
  ]);
});

const forms: readonly [string, object, string][] = [
  ["an instance id of wrong form", { InstanceId: "eni-1" }, "InvalidParameter.InstanceId"],
  ["an instance id that is a list", { InstanceId: [plain] }, "InvalidParameter.InstanceId"],
  ["no instance id", { InstanceId: undefined }, "MissingParameter"],
  ["an operation id in capitals", { OperationId: "A".repeat(32) }, "InvalidParameter.OperationId"],
  ["a day that does not exist", { LookedAt: "2026-02-30T00:00:00Z" }, "InvalidParameter.LookedAt"],
  ["a time without its zone", { LookedAt: "2026-11-21T04:05:06" }, "InvalidParameter.LookedAt"],
  ["a reason that is too long", { Reason: "x".repeat(513) }, "InvalidParameter.Reason"],
  ["a field that there is not", { Force: true }, "InvalidParameter.Force"],
];

test.each(forms)("a verdict with %s is refused by name, without a store call", async (_, change, code) => {
  const answer = await resolve("0".repeat(32), "happened", change);
  expect([answer.status, answer.body["Code"]]).toEqual([400, code]);
  expect(await bench.callsOf("tablestore")).toEqual([]);
});

test("a verdict that names a key twice is refused, whichever of the two would count", async () => {
  const hand = bench.hand();
  const { now, settings } = await hand.world();
  const verdict = {
    InstanceId: plain,
    OperationId: "0".repeat(32),
    Verdict: "happened",
    LookedAt: now,
    Reason: "seen",
  };
  const twice = JSON.stringify(verdict).replace('"Verdict":', '"Verdict":"did-not-happen","Verdict":');
  const answer = await hand.call("console", twice, settings.consentSecret, {}, "/resolve");
  expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidJSON"]);
});

test("what is no HTTP request counts as failed", async () => {
  const { errorType } = await invokeFunction(bench.cloud(), "console", { operation: "Resolve" });
  expect(errorType).toBe("UnhandledInvocationError");
});
