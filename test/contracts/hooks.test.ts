import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { isFlippable } from "../cloud/core/guesses.ts";
import { fc2Guesses } from "../cloud/fc2/guesses.ts";
import { signatureOf } from "../cloud/fc2/sign.ts";
import type { HookAnswer } from "../cloud/hooks/answer.ts";
import { accountId, createHooksBench, type Key } from "./hooks-bench.ts";

type Bench = Awaited<ReturnType<typeof createHooksBench>>;

const answerBody = z.looseObject({
  ErrorCode: z.string().optional(),
  errorCode: z.string().optional(),
  state: z.string().optional(),
});
const plan = JSON.stringify({ OperationId: "op-1" });
const failover = "fc:stack-hook-failover";
const putBack = "fc2:ops/put-back";

/** One call of each hook; what its client says of it: the answer's text, or `code`. */
const asked = {
  [failover]: async (bench: Bench, key?: Key) =>
    bench.fc3("stack-hook-failover", plan, key).then(({ text, errorType = "" }) => text + errorType, codeOf),
  [putBack]: async (bench: Bench, key?: Key) =>
    bench
      .fc2(key)
      .invokeFunction("ops", "put-back", plan)
      .then(({ data, headers }) => data + (headers["x-fc-error-type"] ?? ""), codeOf),
};

const codeOf = (error: unknown) =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);

const both = [failover, putBack] as const;

describe.each(both)("%s", (name) => {
  test("answers as it was scripted, one after the other, the last for good, and shows each call", async () => {
    const bench = await createHooksBench();
    bench.hooks.script(name, [{ state: "notYet" }, { state: "ready" }]);
    const said = [await asked[name](bench), await asked[name](bench), await asked[name](bench)];
    expect(said).toEqual(['{"state":"notYet"}', '{"state":"ready"}', '{"state":"ready"}']);
    const call = {
      at: new Date(bench.clock.nowMs()).toISOString(),
      name,
      by: "account",
      body: { OperationId: "op-1" },
    };
    expect(bench.hooks.calls()).toEqual([
      { ...call, answer: { state: "notYet" } },
      { ...call, answer: { state: "ready" } },
      { ...call, answer: { state: "ready" } },
    ]);
    expect(bench.calls.since(0)).toMatchObject(
      Array(3).fill({ product: "fc", action: "InvokeFunction", status: 200, effect: true }),
    );
  });

  const answers: readonly (readonly [HookAnswer, string])[] = [
    [{ status: 403 }, "AccessDenied"],
    [{ status: 404 }, "FunctionNotFound"],
    [{ status: 429 }, "ResourceExhausted"],
    [{ status: 500 }, "InternalServerError"],
    [{ garbage: "no JSON" }, "no JSON"],
    [{ bytes: 5 }, "xxxxx"],
    [{ state: "ready", functionError: "HandledInvocationError" }, "HandledInvocationError"],
  ];
  test.each(answers)("is answered by %j as it says", async (answer, said) => {
    const bench = await createHooksBench();
    bench.hooks.script(name, [answer]);
    expect(await asked[name](bench)).toContain(said);
  });

  test("an answer may be late in world time", async () => {
    const bench = await createHooksBench();
    bench.hooks.script(name, [{ state: "ready", delayMs: 60_000 }]);
    const answer = asked[name](bench);
    await expect.poll(() => bench.hooks.calls()).toHaveLength(1);
    await bench.clock.advance(60_000);
    expect(await answer).toBe('{"state":"ready"}');
  });

  test("is not there once the world is reset", async () => {
    const bench = await createHooksBench();
    bench.hooks.script(name, [{ state: "ready" }]);
    await asked[name](bench);
    bench.clock.reset();
    await bench.fc.reset();
    expect(bench.hooks.calls()).toEqual([]);
    expect(await asked[name](bench)).toMatch(/FunctionNotFound|ServiceNotFound/);
  });

  test("a role needs the right, and is named", async () => {
    const bench = await createHooksBench();
    bench.hooks.script(name, [{ state: "ready" }]);
    const rights = { [failover]: "functions/stack-hook-*", [putBack]: "services/ops/functions/*" };
    const own = rights[name];
    const others = [
      rights[name === failover ? putBack : failover],
      "functions/stack-other",
      "services/ops2/functions/*",
    ];
    for (const resource of others) expect(await asked[name](bench, bench.role(resource))).toBe("AccessDenied");
    expect(bench.hooks.calls()).toEqual([]);
    expect(await asked[name](bench, bench.role(own))).toBe('{"state":"ready"}');
    expect(await asked[name](bench, bench.user(own))).toBe('{"state":"ready"}');
    expect(bench.hooks.calls().map(({ by }) => by)).toEqual(["reconcile", "maria"]);
  });
});

test("of FC 2.0 a service, a function and a version that are not there are told apart", async () => {
  const bench = await createHooksBench();
  bench.hooks.script(putBack, [{ state: "ready" }]);
  const invoke = (...[service, name, qualifier]: readonly [string, string, string?]) =>
    bench
      .fc2()
      .invokeFunction(service, name, plan, {}, qualifier)
      .then(({ data }) => data, codeOf);
  expect(await invoke("other", "put-back")).toBe("ServiceNotFound");
  expect(await invoke("ops", "other")).toBe("FunctionNotFound");
  expect(await invoke("ops", "put-back", "3")).toBe("VersionNotFound");
  expect(await invoke("ops", "put-back", "LATEST")).toBe('{"state":"ready"}');
});

test("never: a call ends when its client hangs up", async () => {
  const bench = await createHooksBench();
  bench.hooks.script(putBack, [{ never: true }]);
  const waiting = bench.fc2(bench.principals.account, { timeout: 100 }).invokeFunction("ops", "put-back", plan);
  await expect(waiting).rejects.toMatchObject({ name: "RequestTimeoutError" });
  await expect.poll(() => bench.calls.since(0)).toMatchObject([{ status: 499, code: "InvocationCanceled" }]);
});

test("a redirect is one on the wire", async () => {
  const bench = await createHooksBench();
  bench.hooks.script(putBack, [{ redirect: "https://example.com/" }]);
  await expect(bench.fc2().invokeFunction("ops", "put-back", plan)).rejects.toThrow("failed with 307");
  expect(bench.calls.since(0)).toMatchObject([{ status: 307 }]);
});

test("a hook is waited for: what is queued is refused", async () => {
  const bench = await createHooksBench();
  bench.hooks.script(putBack, [{ state: "ready" }]);
  const queued = { "X-Fc-Invocation-Type": "Async" };
  await expect(bench.fc2().invokeFunction("ops", "put-back", plan, queued)).rejects.toMatchObject({
    code: "InvalidArgument",
  });
});

describe("the signature of FC 2.0", () => {
  const path = "/2016-08-15/services/ops/functions/put-back/invocations";
  type Sent = { readonly headers?: Readonly<Record<string, string>>; readonly body?: string; readonly path?: string };

  /** A request that is signed as documents say, and changed afterwards. */
  async function send(bench: Bench, signed: Sent = {}, changed: Sent = {}, key: Key = bench.principals.account) {
    const date = new Date(bench.clock.nowMs()).toUTCString();
    const headers = {
      ...{ date, "x-fc-account-id": accountId, "content-type": "application/octet-stream" },
      ...(key.securityToken !== undefined && { "x-fc-security-token": key.securityToken }),
      ...signed.headers,
    };
    const signature = signatureOf({ method: "POST", path: signed.path ?? path, headers }, key.accessKeySecret);
    const answer = await fetch(`${bench.url}${changed.path ?? path}`, {
      method: "POST",
      headers: { ...headers, authorization: `FC ${key.accessKeyId}:${signature}`, ...changed.headers },
      body: changed.body ?? signed.body ?? plan,
    });
    const said = answerBody.parse(await answer.json());
    return [answer.status, said.ErrorCode ?? said.errorCode ?? said.state];
  }

  async function withHook(flips: readonly string[] = []) {
    const bench = await createHooksBench(flips);
    bench.hooks.script(putBack, [{ state: "ready" }]);
    return bench;
  }

  const atMinute = (bench: Bench, minutes: number) => ({
    headers: { date: new Date(bench.clock.nowMs() + minutes * 60_000).toUTCString() },
  });
  const digestOf = (text: string) => createHash("md5").update(text).digest();
  const withDigest = (digest: Buffer | string) => ({
    headers: { "content-md5": Buffer.from(digest).toString("base64") },
  });

  test("is taken as it is sent", async () => {
    expect(await send(await withHook())).toEqual([200, "ready"]);
  });

  test.each([
    [
      "another key's secret",
      {},
      { headers: { authorization: `FC LTAIlocal:${"A".repeat(43)}=` } },
      "InvalidAccessKeyID",
    ],
    ["no signature", {}, { headers: { authorization: "" } }, "SignatureNotMatch"],
    ["another form of signature", {}, { headers: { authorization: "ACS3-HMAC-SHA256 x" } }, "SignatureNotMatch"],
    ["a changed path", { path: `${path}x` }, {}, "SignatureNotMatch"],
    ["a changed header of FC's", {}, { headers: { "x-fc-invocation-type": "Async" } }, "SignatureNotMatch"],
    ["a changed content type", {}, { headers: { "content-type": "application/json" } }, "SignatureNotMatch"],
    ["an added digest", {}, withDigest(digestOf(plan)), "SignatureNotMatch"],
  ])("with %s is refused", async (_, signed, changed, code) => {
    const bench = await withHook();
    expect(await send(bench, signed, changed)).toEqual([403, code]);
    expect(bench.hooks.calls()).toEqual([]);
  });

  test("of the wrong secret is refused", async () => {
    const bench = await withHook();
    const key = { ...bench.principals.account, accessKeySecret: "another" };
    expect(await send(bench, {}, {}, key)).toEqual([403, "SignatureNotMatch"]);
    await expect(bench.fc2(key).invokeFunction("ops", "put-back", plan)).rejects.toMatchObject({
      name: "FCSignatureNotMatchError",
    });
  });

  test("counts for 15 minutes to either side, as often as it is sent", async () => {
    const bench = await withHook();
    for (const minutes of [-14, 0, 0, 14]) expect(await send(bench, atMinute(bench, minutes))).toEqual([200, "ready"]);
    for (const minutes of [-16, 16])
      expect(await send(bench, atMinute(bench, minutes))).toEqual([403, "SignatureNotMatch"]);
    expect(await send(bench, {}, { headers: { date: "" } })).toEqual([400, "MissingRequiredHeader"]);
  });

  test("of a role needs the role's own token", async () => {
    const bench = await withHook();
    const role = bench.role("services/ops/functions/*");
    expect(await send(bench, {}, {}, role)).toEqual([200, "ready"]);
    expect(await send(bench, {}, {}, { ...role, securityToken: undefined })).toEqual([403, "InvalidSecurityToken"]);
    expect(await send(bench, {}, {}, { ...role, securityToken: "x" })).toEqual([403, "InvalidSecurityToken"]);
    bench.principals.expire(role);
    expect(await send(bench, {}, {}, role)).toEqual([403, "InvalidSecurityToken"]);
  });

  test("a digest of another body is refused, of the body it is taken in both forms", async () => {
    const bench = await withHook();
    expect(await send(bench, withDigest(digestOf(plan)))).toEqual([200, "ready"]);
    expect(await send(bench, withDigest(digestOf(plan).toString("hex")))).toEqual([200, "ready"]);
    expect(await send(bench, withDigest(digestOf("{}")))).toEqual([400, "InvalidArgument"]);
  });

  test("another call of FC 2.0 is refused", async () => {
    const other = "/2016-08-15/services";
    expect(await send(await withHook(), { path: other }, { path: other })).toEqual([400, "PathNotSupported"]);
  });

  /** What a guess shows, and once it is flipped. */
  const flips: Readonly<Record<string, readonly [(bench: Bench) => Promise<unknown>, unknown, unknown]>> = {
    "fc2.error-form": [
      async ({ fc2 }) => fc2().invokeFunction("none", "put-back", plan).then(undefined, codeOf),
      "ServiceNotFound",
      "undefined",
    ],
    "fc2.date": [(bench) => send(bench, atMinute(bench, 16)), [403, "SignatureNotMatch"], [400, "InvalidArgument"]],
    "fc2.security-token": [
      (bench) => send(bench, {}, {}, { ...bench.role("*"), securityToken: "x" }),
      [403, "InvalidSecurityToken"],
      [403, "SignatureNotMatch"],
    ],
    "fc2.content-md5": [(bench) => send(bench, withDigest(digestOf("{}"))), [400, "InvalidArgument"], [200, "ready"]],
    "fc2.invoke-resource": [
      (bench) => send(bench, {}, {}, bench.role("services/ops/functions/put-back")),
      [200, "ready"],
      [403, "AccessDenied"],
    ],
  };

  test.each(Object.entries(flips))("%s shows, and shows its other side when it is flipped", async (id, scenario) => {
    const [act, guessed, flipped] = scenario;
    expect(await act(await withHook())).toEqual(guessed);
    expect(await act(await withHook([id]))).toEqual(flipped);
  });

  test("every guess of FC 2.0 that can be flipped is", () => {
    expect(Object.keys(flips)).toEqual(fc2Guesses.filter(isFlippable).map(({ id }) => id));
  });
});
