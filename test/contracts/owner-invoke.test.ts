import { expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { type CloudOptions, createCloud } from "../cloud/cloud.ts";
import { type BenchFunction, createCaller, writeProject } from "./fc-bench.ts";

/** A stack's console, as the local cloud knows it: it shows, previews and applies policies; else it echoes, or throws. */
const consoleFunction: BenchFunction = {
  code: `
    let serial = 0;
    exports.handler = async (event) => {
      const asked = JSON.parse(event.toString());
      if (asked.verb === "policy show") return serial === 0 ? { Text: "{}" } : { Policy: { Serial: serial } };
      if (asked.verb !== "policy apply") return { asked };
      if (asked.Policy.version === "torn") return "no JSON";
      if (asked.Policy.version !== 1) throw new TypeError("InvalidPolicy: version must be 1");
      if (asked.Preview) return { Starts: 12 };
      return { asked, Policy: { Serial: ++serial } };
    };`,
  props: { functionName: `\${vars.stack}-console` },
};

async function createOwnerBench(
  options: Partial<CloudOptions> = {},
  functions: Readonly<Record<string, BenchFunction>> = { console: consoleFunction },
) {
  const vars = { stack: `\${env('STACK', 'none')}` };
  const cloud = await createCloud({
    port: 0,
    serverlessYaml: writeProject(functions, vars),
    environment: () => ({ STACK: "prod-1" }),
    ...options,
  });
  onTestFinished(cloud.close);
  const ask = async (method: string, path: string, body?: unknown) => {
    const sent = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const answer = await fetch(`${cloud.wireUrl}/_cloud/${path}`, sent);
    return { status: answer.status, body: await answer.json() };
  };
  const settings = async () => worldView.parse((await ask("GET", "world")).body).settings;
  const payloads = () =>
    cloud.calls.since(0).flatMap(({ action, params }) => (action === "InvokeFunction" ? [params] : []));
  return { cloud, ask, settings, payloads };
}

const worldView = z.object({
  settings: z.object({ accessKeyId: z.string(), accessKeySecret: z.string(), stack: z.string().optional() }),
});

const policy = { version: 1, mode: "act" };

test("a policy comes in force by three calls of console, which say what it would start and which serial was looked at", async () => {
  const { ask, payloads } = await createOwnerBench();
  const asked = { verb: "policy apply", Policy: policy, Why: "night shift", Serial: 0, Start: 12 };
  expect(await ask("POST", "policy", { policy, why: "night shift" })).toEqual({
    status: 200,
    body: { asked, Policy: { Serial: 1 } },
  });
  const call = (payload: object) => ({ functionName: "prod-1-console", invocationType: "Sync", payload });
  const { Start, ...look } = asked;
  expect(payloads()).toEqual([call({ verb: "policy show" }), call({ ...look, Preview: true }), call(asked)]);

  const again = { verb: "policy apply", Policy: policy, Why: "by hand", Serial: 1, Start: 12 };
  expect((await ask("POST", "policy", policy)).body).toEqual({ asked: again, Policy: { Serial: 2 } });
});

test("a policy that console refuses is 400 with its words, and an answer without sense is 502", async () => {
  const { ask } = await createOwnerBench();
  expect(await ask("POST", "policy", { version: 2 })).toEqual({
    status: 400,
    body: { error: "console: InvalidPolicy: version must be 1", field: null },
  });
  expect((await ask("POST", "policy", { version: "torn" })).status).toBe(502);
});

test.each([
  ["throttle", 429, "console: ResourceExhausted: "],
  ["error", 500, "console: InternalError: "],
  ["garbage", 502, "console: answered <html>"],
  ["not-applied", 502, "console: no answer came."],
])(
  "where Function Compute answers a call of console with the fault %s, so does POST policy",
  async (effect, status, words) => {
    const { ask } = await createOwnerBench();
    await ask("POST", "faults", { product: "fc", action: "InvokeFunction", effect });
    const answer = await ask("POST", "policy", policy);
    expect(answer).toEqual({ status, body: { error: expect.stringContaining(words), field: null } });
  },
);

test("where there is no console, POST policy is 404", async () => {
  const { ask } = await createOwnerBench({}, {});
  expect(await ask("POST", "policy", policy)).toMatchObject({
    status: 404,
    body: { error: "console: FunctionNotFound: There is no function console." },
  });
});

test("a new stack is given its policy by one call, and again after a reset", async () => {
  const seed: CloudOptions["seed"] = async ({ applyPolicy }) => {
    await applyPolicy({ policy, why: "installed", isFirst: true });
  };
  const { ask, payloads } = await createOwnerBench({ seed });
  await ask("POST", "reset", {});
  const payload = { verb: "policy apply", Policy: policy, Why: "installed", Serial: 0, Start: 0 };
  expect(payloads()).toEqual([expect.objectContaining({ payload }), expect.objectContaining({ payload })]);
});

test("a reset whose policy is refused says so", async () => {
  let version = 1;
  const seed: CloudOptions["seed"] = async ({ applyPolicy }) => {
    await applyPolicy({ policy: { version: version++ }, isFirst: true });
  };
  const { ask } = await createOwnerBench({ seed });
  expect(await ask("POST", "reset", {})).toMatchObject({
    status: 400,
    body: { error: "console: InvalidPolicy: version must be 1" },
  });
});

test("the official SDK calls a stack's console with what GET world says: its answer, its error, and who is refused", async () => {
  const { cloud, settings } = await createOwnerBench();
  const { accessKeyId, accessKeySecret, stack } = await settings();
  expect(stack).toBe("prod-1");
  const key = { accessKeyId, accessKeySecret, securityToken: undefined };
  const endpoint = { port: Number(new URL(cloud.wireUrl).port), principals: { account: key } };
  const invoke = createCaller(endpoint);

  const told = await invoke(`${stack}-console`, JSON.stringify({ verb: "status" }));
  expect(told).toMatchObject({ status: 200, errorType: undefined, text: '{"asked":{"verb":"status"}}' });
  expect(told.headers?.["x-fc-request-id"]).toMatch(/^1-/);

  const failed = await invoke(`${stack}-console`, JSON.stringify({ verb: "policy apply", Policy: {} }));
  expect(failed).toMatchObject({ status: 200, errorType: "UnhandledInvocationError" });
  expect(JSON.parse(failed.text)).toEqual({
    errorMessage: "InvalidPolicy: version must be 1",
    errorType: "TypeError",
    stackTrace: expect.arrayContaining(["TypeError: InvalidPolicy: version must be 1"]),
  });

  await expect(invoke("console", "{}")).rejects.toMatchObject({ statusCode: 404, code: "FunctionNotFound" });
  const stranger = createCaller(endpoint, { ...key, accessKeySecret: "wrong" });
  await expect(stranger(`${stack}-console`, "{}")).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
});

test("after the world was advanced the SDK's call is refused, unless it is signed for the world's time", async () => {
  const { cloud, ask } = await createOwnerBench();
  const { body } = await ask("POST", "clock", { advanceMs: 86_400_000 });
  const date = `${z.object({ now: z.string() }).parse(body).now.slice(0, 19)}Z`;
  const account = { ...cloud.accessKey, securityToken: undefined };
  const invoke = createCaller({ port: Number(new URL(cloud.wireUrl).port), principals: { account } });
  await expect(invoke("prod-1-console", "{}")).rejects.toMatchObject({ code: "InvalidTimeStamp.Expired" });
  expect(await invoke("prod-1-console", "{}", { commonHeaders: { "x-acs-date": date } })).toMatchObject({
    status: 200,
  });
});
