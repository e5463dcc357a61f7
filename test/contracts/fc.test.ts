import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { IDLE_MS } from "../cloud/fc/pool.ts";
import { readServerlessYaml } from "../cloud/fc/serverless-yaml.ts";
import { ServerlessYamlError } from "../cloud/fc/serverless-yaml-error.ts";
import { type BenchFunction, createCaller, createFcBench, handler, httpTrigger, writeProject } from "./fc-bench.ts";
import { settled } from "./settled.ts";

/** Answers with what it was given. */
const echo: BenchFunction = {
  code: `
    exports.handler = async (event, context) => {
      const { credentials, logger, ...rest } = context;
      return { event: event.toString(), isBuffer: Buffer.isBuffer(event), context: rest };
    };`,
};

const dates = z.object({ now: z.number(), fresh: z.number(), fixed: z.number(), is: z.boolean(), text: z.string() });
const fcError = z.object({ Code: z.string() });
const functionError = z.object({ errorMessage: z.string() });

describe("InvokeFunction", () => {
  test("a synchronous call returns what the handler returned and gives it the documented context", async () => {
    const bench = await createFcBench({ echo });
    const answer = await createCaller(bench)("echo", '{"a":1}');
    expect(answer).toMatchObject({ status: 200, errorType: undefined });
    expect(JSON.parse(answer.text)).toEqual({
      event: '{"a":1}',
      isBuffer: true,
      context: {
        requestId: expect.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{12}$/),
        function: { name: "echo", handler: "index.handler", memory: 512, timeout: 30 },
        service: { logProject: "", logStore: "", qualifier: "LATEST", versionId: "" },
        region: "cn-hangzhou",
        accountId: "1000000000000001",
        tracing: {},
        retryCount: 0,
        callbackWaitsForEmptyEventLoop: false,
      },
    });
    expect(bench.calls.since(0)).toMatchObject([
      {
        product: "fc",
        action: "InvokeFunction",
        function: null,
        params: { functionName: "echo", invocationType: "Sync", payload: { a: 1 } },
        status: 200,
        effect: true,
      },
    ]);
  });

  test.each([
    ["a Buffer goes out raw", "return Buffer.from([104, 105])", "hi"],
    ["an object goes out as JSON", "return { a: [1] }", '{"a":[1]}'],
    ["a string goes out as it is", 'return "plain"', "plain"],
    ["a number goes out as text", "return 7", "7"],
  ])("%s", async (_, body, expected) => {
    const bench = await createFcBench({ f: handler(body) });
    expect((await createCaller(bench)("f", "{}")).text).toBe(expected);
  });

  test("a thrown error is 200 with X-Fc-Error-Type and the documented body", async () => {
    const bench = await createFcBench({ f: handler('throw new TypeError("boom")') });
    const answer = await createCaller(bench)("f", "{}");
    expect(answer).toMatchObject({ status: 200, errorType: "UnhandledInvocationError" });
    expect(JSON.parse(answer.text)).toMatchObject({ errorMessage: "boom", errorType: "TypeError" });
    expect(JSON.parse(answer.text).stackTrace[0]).toBe("TypeError: boom");
  });

  test("an error given to the callback is a HandledInvocationError", async () => {
    const bench = await createFcBench({
      f: { code: 'exports.handler = (event, context, callback) => callback(new Error("no"));' },
    });
    expect(await createCaller(bench)("f", "{}")).toMatchObject({ status: 200, errorType: "HandledInvocationError" });
  });

  test.each([
    ["process.exit", "process.exit(3)"],
    ["an unhandled rejection", 'Promise.reject(new Error("lost")); await new Promise(() => {})'],
  ])("%s ends the instance, the caller reads that the process exited, the next call works", async (_, body) => {
    const bench = await createFcBench({ f: handler(`if (event.toString() === "die") { ${body} } return "alive"`) });
    const invoke = createCaller(bench);
    const answer = await invoke("f", "die");
    expect(answer.errorType).toBe("UnhandledInvocationError");
    expect(JSON.parse(answer.text).errorMessage).toMatch(/^Process exited unexpectedly before completing request/);
    expect((await invoke("f", "live")).text).toBe("alive");
  });

  test("a function that runs longer than its timeout is ended", async () => {
    const bench = await createFcBench({ f: handler("await probe(context); await new Promise(() => {})") });
    const answer = createCaller(bench)("f", "{}");
    await settled(() => expect(bench.calls.since(1)).toMatchObject([{ action: "Probe", effect: true }]));
    await bench.limits.advance(30_000);
    expect(await answer).toMatchObject({ status: 200, errorType: "FunctionTimeout" });
  });

  test("code that cannot be loaded is an InitializationError", async () => {
    const bench = await createFcBench({ f: { code: 'require("zod"); exports.handler = async () => 1;' } });
    const answer = await createCaller(bench)("f", "{}");
    expect(answer.errorType).toBe("InitializationError");
    expect(JSON.parse(answer.text).errorMessage).toContain("Cannot find module 'zod'");
  });

  test("the initializer of s.yaml runs once, before the first invocation", async () => {
    const bench = await createFcBench({
      f: {
        code: "let n = 0; exports.initialize = async () => { n += 10 }; exports.handler = async () => n++;",
        props: { instanceLifecycleConfig: { initializer: { handler: "index.initialize", timeout: 5 } } },
      },
    });
    const invoke = createCaller(bench);
    expect([(await invoke("f", "")).text, (await invoke("f", "")).text]).toEqual(["10", "11"]);
  });

  test("an idle instance is used again, two requests at once run in two instances", async () => {
    const bench = await createFcBench({
      f: handler("globalThis.n = (globalThis.n ?? 0) + 1; await probe(context); return globalThis.n"),
    });
    const invoke = createCaller(bench);
    expect((await invoke("f", "{}")).text).toBe("1");
    const both = await Promise.all([invoke("f", "{}"), invoke("f", "{}")]);
    expect(both.map(({ text }) => text).sort()).toEqual(["1", "2"]);
  });

  test("a call beyond the function's instances is throttled with 429", async () => {
    const bench = await createFcBench({
      f: handler("return probe(context)", { concurrencyConfig: { reservedConcurrency: 1 } }),
    });
    bench.plan({ product: "ecs", action: "Probe", effect: "freeze", ms: 60_000 });
    const invoke = createCaller(bench);
    const first = invoke("f", "{}");
    await settled(() => expect(bench.calls.since(0)).toContainEqual(expect.objectContaining({ action: "Probe" })));
    await expect(invoke("f", "{}")).rejects.toMatchObject({ statusCode: 429, code: "ResourceExhausted" });
    await bench.clock.advance(60_000);
    expect((await first).text).toBe("done");
  });

  test("what a function leaves running stands still until its instance is used again", async () => {
    const bench = await createFcBench({
      f: handler('setTimeout(() => console.log("late"), 1); return "left"'),
      g: handler('return "other instances run"'),
    });
    const invoke = createCaller(bench);
    await invoke("f", "{}");
    for (let others = 0; others < 20; others++) await invoke("g", "{}");
    expect(bench.logs).toEqual([]);
    await invoke("f", "{}");
    await settled(() => expect(bench.logs).toMatchObject([{ functionName: "f", text: "late\n" }]));
  });

  test("a function sees its own environment only", async () => {
    const bench = await createFcBench({
      f: handler("return process.env", { environmentVariables: { MINE: "yes" }, role: "bench-role" }),
    });
    const environment = JSON.parse((await createCaller(bench)("f", "{}")).text);
    expect(Object.keys(environment).sort()).toEqual([
      "ALIBABA_CLOUD_ACCESS_KEY_ID",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
      "ALIBABA_CLOUD_SECURITY_TOKEN",
      "FC_ACCOUNT_ID",
      "FC_CUSTOM_LISTEN_PORT",
      "FC_FUNCTION_HANDLER",
      "FC_FUNCTION_MEMORY_SIZE",
      "FC_FUNCTION_NAME",
      "FC_FUNC_CODE_PATH",
      "FC_INSTANCE_ID",
      "FC_REGION",
      "FC_VER_ID",
      "MINE",
    ]);
    expect(environment.MINE).toBe("yes");
  });

  test("Date in a function follows the world's clock", async () => {
    const bench = await createFcBench({
      f: handler(
        `const body = JSON.stringify({
           now: Date.now(), fresh: new Date().getTime(), fixed: new Date(5).getTime(), is: new Date() instanceof Date, text: Date()
         });
         return { statusCode: 200, headers: {}, isBase64Encoded: false, body }`,
        { triggers: [httpTrigger(["GET"])] },
      ),
    });
    const look = async () => dates.parse(await (await fetch(`${bench.url}/fn/f/`)).json());
    const before = await look();
    await bench.clock.advance(86_400_000);
    const after = await look();
    expect([before.now, after.now]).toEqual([bench.clock.nowMs() - 86_400_000, bench.clock.nowMs()]);
    expect(after).toMatchObject({ fresh: after.now, fixed: 5, is: true });
    expect(Date.parse(after.text)).toBe(Math.floor(after.now / 1_000) * 1_000);
  });

  test("what a function writes reaches the log with its request id", async () => {
    const bench = await createFcBench({
      f: handler('console.log("hello"); context.logger.warn("careful"); return context.requestId'),
    });
    const requestId = (await createCaller(bench)("f", "{}")).text;
    expect(bench.logs).toMatchObject([
      { functionName: "f", requestId, stream: "stdout", text: "hello\n" },
      { functionName: "f", requestId, stream: "stderr", text: expect.stringMatching(/ 1-\S+ \[warning\] careful\n$/) },
    ]);
  });
});

describe("who may call InvokeFunction", () => {
  test("an unknown function is 404", async () => {
    const bench = await createFcBench({ echo });
    await expect(createCaller(bench)("nobody", "{}")).rejects.toMatchObject({
      statusCode: 404,
      code: "FunctionNotFound",
    });
  });

  test("a wrong secret is refused and still logged", async () => {
    const bench = await createFcBench({ echo });
    const forged = { ...bench.principals.account, accessKeySecret: "guess" };
    await expect(createCaller(bench, forged)("echo", "{}")).rejects.toMatchObject({ code: "SignatureDoesNotMatch" });
    expect(bench.calls.since(0)).toMatchObject([{ code: "SignatureDoesNotMatch", effect: false }]);
  });

  test("a role may invoke exactly what its policy allows", async () => {
    const bench = await createFcBench({ echo, other: echo });
    const principal = bench.principals.assume({
      function: "caller",
      instance: undefined,
      statements: [
        {
          Effect: "Allow",
          Action: "fc:InvokeFunction",
          Resource: "acs:fc:cn-hangzhou:1000000000000001:functions/echo",
        },
      ],
    });
    const invoke = createCaller(bench, principal);
    expect((await invoke("echo", "{}")).status).toBe(200);
    await expect(invoke("other", "{}")).rejects.toMatchObject({ statusCode: 403, code: "AccessDenied" });
    expect(bench.calls.since(0)).toMatchObject([{ function: "caller" }, { function: "caller" }]);
  });

  test("what the local cloud has not of FC's API is refused loudly", async () => {
    const bench = await createFcBench({ echo });
    const answer = await fetch(`${bench.url}/2023-03-30/layers`);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        RequestId: expect.any(String),
        Code: "PathNotSupported",
        Message: expect.stringContaining("/2023-03-30/layers"),
      },
    ]);
  });
});

const async = { xFcInvocationType: "Async" };
const destination = "acs:mns:cn-hangzhou:1000000000000001:/queues/dead/messages";

describe("asynchronous invocation", () => {
  test("202 comes at once and the function runs on its own", async () => {
    const bench = await createFcBench({ f: handler('console.log("ran " + event)') });
    expect(await createCaller(bench)("f", "it", async)).toMatchObject({ status: 202, text: "" });
    await settled(() => expect(bench.logs).toMatchObject([{ text: "ran it\n" }]));
    await settled(() => expect(bench.fc.queue()).toEqual([]));
    expect(bench.calls.since(0)).toMatchObject([{ params: { invocationType: "Async", payload: "it" }, status: 202 }]);
  });

  test("a payload above 131,072 bytes is EntityTooLarge", async () => {
    const bench = await createFcBench({ echo });
    const invoke = createCaller(bench);
    await expect(invoke("echo", "x".repeat(131_073), async)).rejects.toMatchObject({
      statusCode: 400,
      code: "EntityTooLarge",
    });
    expect((await invoke("echo", "x".repeat(131_072), async)).status).toBe(202);
  });

  test("a task id is taken once; reset forgets it", async () => {
    const bench = await createFcBench({ f: { ...echo, props: { asyncInvokeConfig: { asyncTask: true } } } });
    const invoke = createCaller(bench);
    const task = { ...async, xFcAsyncTaskId: "d_1" };
    expect((await invoke("f", "{}", task)).status).toBe(202);
    await expect(invoke("f", "{}", task)).rejects.toMatchObject({ statusCode: 409 });
    await bench.fc.reset();
    expect((await invoke("f", "{}", task)).status).toBe(202);
  });

  test("without asyncTask a task id means nothing", async () => {
    const bench = await createFcBench({ echo });
    const invoke = createCaller(bench);
    const task = { ...async, xFcAsyncTaskId: "d_1" };
    expect([(await invoke("echo", "{}", task)).status, (await invoke("echo", "{}", task)).status]).toEqual([202, 202]);
  });

  test("a failing function is retried on the world's clock, then goes to the failure destination", async () => {
    const bench = await createFcBench({
      f: handler('console.log("try " + context.retryCount); throw new Error("no")', {
        role: "sender",
        asyncInvokeConfig: { maxAsyncRetryAttempts: 2, destinationConfig: { onFailure: { destination } } },
      }),
    });
    await createCaller(bench)("f", '{"n":1}', async);
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ kind: "async", state: "waiting", tries: 1 }]));
    await bench.clock.advance(1_000);
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ state: "waiting", tries: 2 }]));
    await bench.clock.advance(2_000);
    await settled(() => expect(bench.fc.queue()).toEqual([]));
    expect(bench.logs.map(({ text }) => text)).toEqual(["try 0\n", "try 1\n", "try 2\n"]);
    expect(bench.fc.deadLetters()).toMatchObject([
      { kind: "async", function: "f", tries: 3, reason: "UnhandledInvocationError", payload: { n: 1 } },
    ]);
  });

  test.each([
    ["with the right to send, the dead letter names the queue", "mns:SendMessage", destination],
    ["without that right the message is lost", "mns:Other", null],
  ])("%s", async (_, Action, expected) => {
    const bench = await createFcBench(
      {
        f: handler('throw new Error("no")', {
          role: "acs:ram::1000000000000001:role/sender",
          asyncInvokeConfig: { maxAsyncRetryAttempts: 0, destinationConfig: { onFailure: { destination } } },
        }),
      },
      { roles: { f: { Statement: [{ Effect: "Allow", Action, Resource: "*" }] } } },
    );
    await createCaller(bench)("f", "{}", async);
    await settled(() => expect(bench.fc.deadLetters()).toMatchObject([{ destination: expected }]));
  });

  test("reset forgets an invocation that waits for its retry", async () => {
    const bench = await createFcBench({ f: handler('console.log("try"); throw new Error("no")') });
    await createCaller(bench)("f", "{}", async);
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ state: "waiting", tries: 1 }]));
    await bench.fc.reset();
    await bench.clock.advance(1_000);
    await createCaller(bench)("f", "{}");
    expect(bench.logs).toHaveLength(2);
  });

  test("an invocation that waited longer than maxAsyncEventAgeInSeconds expires", async () => {
    const bench = await createFcBench({
      f: handler('throw new Error("no")', { asyncInvokeConfig: { maxAsyncEventAgeInSeconds: 60 } }),
    });
    await createCaller(bench)("f", "{}", async);
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ state: "waiting" }]));
    await bench.clock.advance(3_600_000);
    // The retry was due after one second and ran then; what it left is due an hour later and is too old.
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ state: "waiting", tries: 2 }]));
    await bench.clock.advance(3_600_000);
    expect(bench.fc.deadLetters()).toMatchObject([{ reason: "Expired", tries: 2 }]);
  });
});

test("an instance is reclaimed ten minutes after its last call, and its credentials end", async () => {
  const answer = "{ statusCode: 200, isBase64Encoded: false, headers: {}, body: context.credentials.accessKeyId }";
  const bench = await createFcBench({ f: handler(`return ${answer}`, { triggers: [httpTrigger(["GET"])] }) });
  const accessKeyId = async () => (await fetch(`${bench.url}/fn/f/`)).text();
  const first = await accessKeyId();
  await bench.clock.advance(IDLE_MS - 1);
  expect(await accessKeyId()).toBe(first);
  await bench.clock.advance(IDLE_MS - 1);
  expect(bench.principals.find(first)?.isOver).toBeUndefined();
  await bench.clock.advance(1);
  expect(bench.principals.find(first)?.isOver).toBe(true);
  expect(await accessKeyId()).not.toBe(first);
});

describe("faults that act on an instance", () => {
  test("an instance killed before a call answers 502; the call did nothing; the next one works", async () => {
    const bench = await createFcBench({ f: handler("return probe(context)") });
    bench.plan({ product: "ecs", action: "Probe", effect: "kill-before" });
    const invoke = createCaller(bench);
    await expect(invoke("f", "{}")).rejects.toMatchObject({ statusCode: 502 });
    expect(bench.calls.since(1)).toMatchObject([{ action: "Probe", function: "f", effect: false }]);
    expect((await invoke("f", "{}")).text).toBe("done");
  });

  test("an instance killed after a call has changed the world", async () => {
    const bench = await createFcBench({ f: handler("return probe(context)") });
    bench.plan({ product: "ecs", action: "Probe", effect: "kill-after" });
    await expect(createCaller(bench)("f", "{}")).rejects.toMatchObject({ statusCode: 502 });
    expect(bench.calls.since(1)).toMatchObject([{ action: "Probe", effect: true, status: null }]);
  });

  test("a frozen instance runs nothing, is not timed out, and thaws in a later world", async () => {
    const bench = await createFcBench({
      f: handler(
        `const before = Date.now(); const timer = setInterval(() => console.log("tick"), 1);
         const answer = await probe(context); clearInterval(timer);
         return { answer, passedMs: Date.now() - before }`,
      ),
      g: handler('return "other instances run"'),
    });
    bench.plan({ product: "ecs", action: "Probe", effect: "freeze", ms: 7_200_000 });
    const invoke = createCaller(bench);
    const frozen = invoke("f", "{}");
    await settled(() => expect(bench.calls.since(1)).toMatchObject([{ action: "Probe", effect: false }]));
    await settled(() => expect(bench.fc.work()).toMatchObject({ running: 0 }));
    const ticks = bench.logs.length;
    for (let others = 0; others < 20; others++) expect((await invoke("g", "{}")).text).toBe("other instances run");
    expect(bench.logs).toHaveLength(ticks);
    await bench.limits.advance(7_200_000);
    await bench.clock.advance(7_200_000);
    expect(JSON.parse((await frozen).text)).toEqual({ answer: "done", passedMs: 7_200_000 });
  });

  test("a killed asynchronous invocation is retried", async () => {
    const bench = await createFcBench({ f: handler("console.log(await probe(context))") });
    bench.plan({ product: "ecs", action: "Probe", effect: "kill-after" });
    await createCaller(bench)("f", "{}", async);
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ state: "waiting", tries: 1 }]));
    await bench.clock.advance(1_000);
    await settled(() => expect(bench.logs).toMatchObject([{ text: "done\n" }]));
  });

  test("reset ends what is frozen and what runs, and forgets what waits", async () => {
    const bench = await createFcBench({ f: handler("return probe(context)") });
    bench.plan({ product: "ecs", action: "Probe", effect: "freeze", times: 2 });
    const invoke = createCaller(bench);
    const frozen = invoke("f", "{}").catch(({ statusCode }) => statusCode);
    await invoke("f", "{}", async);
    await settled(() => expect(bench.calls.since(0).filter(({ action }) => action === "Probe")).toHaveLength(2));
    expect(bench.fc.queue()).toMatchObject([{ state: "frozen" }]);
    bench.clock.reset();
    await bench.fc.reset();
    expect(await frozen).toBe(502);
    expect(bench.fc.queue()).toEqual([]);
    expect((await invoke("f", "{}")).text).toBe("done");
  });
});

describe("HTTP triggers", () => {
  const returnsEvent = handler(
    'return { statusCode: 200, headers: { "Content-Type": "application/json" }, isBase64Encoded: false, body: event.toString() }',
    { triggers: [httpTrigger(["GET", "POST"])] },
  );

  test("a request becomes the documented envelope", async () => {
    const bench = await createFcBench({ f: returnsEvent });
    const answer = await fetch(`${bench.url}/fn/f/a%20b?q=a&q=b&r=%C3%A9`, {
      method: "POST",
      headers: { "user-agent": "bench", "x-many": "1", "x-fc-log-type": "Tail", "content-type": "application/json" },
      body: '{"InstanceId":"é"}',
    });
    const envelope = await answer.json();
    expect(answer.headers.get("content-type")).toBe("application/json");
    expect(envelope).toEqual({
      version: "v1",
      rawPath: "/a%20b",
      body: '{"InstanceId":"é"}',
      isBase64Encoded: false,
      headers: expect.objectContaining({
        "X-Many": "1",
        "X-Fc-Log-Type": "Tail",
        "Content-Type": "application/json",
        "User-Agent": "bench",
      }),
      queryParameters: { q: "a,b", r: "é" },
      requestContext: {
        accountId: "1000000000000001",
        domainName: "f-252f10c836.cn-hangzhou.fcapp.run",
        domainPrefix: "f-252f10c836",
        http: { method: "POST", path: "/a b", protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" },
        requestId: answer.headers.get("x-fc-request-id"),
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        timeEpoch: expect.stringMatching(/^\d{13}$/),
      },
    });
  });

  test.each([
    ["a binary content type", "application/octet-stream", Buffer.from("text")],
    ["bytes that are no UTF-8", "text/plain", Buffer.from([0xff, 0xfe])],
  ])("%s arrives in base64", async (_, contentType, body) => {
    const bench = await createFcBench({ f: returnsEvent });
    const answer = await fetch(`${bench.url}/fn/f`, { method: "POST", headers: { "content-type": contentType }, body });
    expect(await answer.json()).toMatchObject({ rawPath: "/", isBase64Encoded: true, body: body.toString("base64") });
  });

  test("the answer's status, headers and base64 body reach the client", async () => {
    const bench = await createFcBench({
      f: handler(
        'return { statusCode: 418, headers: { "X-A": "b", "Content-Length": "999" }, isBase64Encoded: true, body: "aGk=" }',
        { triggers: [httpTrigger(["GET"])] },
      ),
    });
    const answer = await fetch(`${bench.url}/fn/f/`);
    expect([answer.status, answer.headers.get("x-a"), await answer.text()]).toEqual([418, "b", "hi"]);
  });

  test.each([
    ["no object", 'return "hello"'],
    ["no status", 'return { headers: {}, isBase64Encoded: false, body: "" }'],
    ["status as text", 'return { statusCode: "200", headers: {}, isBase64Encoded: false, body: "" }'],
    ["status 99", 'return { statusCode: 99, headers: {}, isBase64Encoded: false, body: "" }'],
    ["no isBase64Encoded", 'return { statusCode: 200, headers: {}, body: "" }'],
    ["an object as body", "return { statusCode: 200, headers: {}, isBase64Encoded: false, body: {} }"],
    ["a number as header", 'return { statusCode: 200, headers: { a: 1 }, isBase64Encoded: false, body: "" }'],
    [
      "a line break in a header",
      'return { statusCode: 200, headers: { a: "b\\nc" }, isBase64Encoded: false, body: "" }',
    ],
    ["bad base64", 'return { statusCode: 200, headers: {}, isBase64Encoded: true, body: "%%" }'],
  ])("a reply with %s is refused as 502", async (_, body) => {
    const bench = await createFcBench({ f: handler(body, { triggers: [httpTrigger(["GET"])] }) });
    const answer = await fetch(`${bench.url}/fn/f/`);
    expect([answer.status, fcError.parse(await answer.json()).Code]).toEqual([502, "InvalidFunctionReply"]);
  });

  test("a thrown error is 502 with X-Fc-Error-Type", async () => {
    const bench = await createFcBench({ f: handler('throw new Error("boom")', { triggers: [httpTrigger(["GET"])] }) });
    const answer = await fetch(`${bench.url}/fn/f/`);
    expect([
      answer.status,
      answer.headers.get("x-fc-error-type"),
      functionError.parse(await answer.json()).errorMessage,
    ]).toEqual([502, "UnhandledInvocationError", "boom"]);
  });

  test.each([
    ["an unknown function", "GET", "nobody", 404],
    ["a function without HTTP trigger", "GET", "echo", 404],
    ["a method the trigger does not list", "PUT", "f", 405],
    ["an unsigned call of authType function", "GET", "signed", 403],
  ])("%s is refused", async (_, method, name, status) => {
    const signed = { ...echo, props: { triggers: [httpTrigger(["GET"], "function")] } };
    const bench = await createFcBench({ f: returnsEvent, echo, signed });
    expect((await fetch(`${bench.url}/fn/${name}/`, { method })).status).toBe(status);
  });

  test("X-Fc-Invocation-Type: Async queues the request", async () => {
    const bench = await createFcBench({
      f: handler(
        'const { rawPath, headers } = JSON.parse(event); console.log(rawPath, headers["X-Fc-Invocation-Type"])',
        { triggers: [httpTrigger(["POST"])] },
      ),
    });
    const headers = { "x-fc-invocation-type": "Async" };
    expect((await fetch(`${bench.url}/fn/f/later`, { method: "POST", headers })).status).toBe(202);
    await settled(() => expect(bench.logs).toMatchObject([{ text: "/later Async\n" }]));
  });
});

describe("timer triggers", () => {
  const timer = (cronExpression: string, enable = true) => ({
    triggers: [{ triggerName: "tick", triggerType: "timer", triggerConfig: { cronExpression, enable, payload: "p" } }],
  });

  test("@every fires on the world's clock with the documented event, before and after a reset", async () => {
    const bench = await createFcBench({ f: handler("console.log(event.toString())", timer("@every 5m")) });
    const fired = async () => {
      bench.logs.length = 0;
      await bench.clock.advance(300_000);
      await settled(() => expect(bench.logs).toHaveLength(1));
      return JSON.parse(bench.logs[0]?.text ?? "");
    };
    const event = { triggerTime: expect.stringMatching(/:\d\dZ$/), triggerName: "tick", payload: "p" };
    expect(await fired()).toEqual(event);
    await settled(() => expect(bench.fc.queue()).toEqual([]));
    expect(await fired()).toEqual(event);
    bench.clock.reset();
    await bench.fc.reset();
    expect(await fired()).toEqual(event);
  });

  test("a frozen run does not hold up the next", async () => {
    const bench = await createFcBench({ f: handler("console.log(await probe(context))", timer("@every 5m")) });
    bench.plan({ product: "ecs", action: "Probe", effect: "freeze", ms: 3_600_000 });
    await bench.clock.advance(300_000);
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ state: "frozen", trigger: "tick" }]));
    await bench.clock.advance(300_000);
    await settled(() => expect(bench.logs).toMatchObject([{ text: "done\n" }]));
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ state: "frozen" }]));
  });

  test("a disabled timer does not fire", async () => {
    const bench = await createFcBench({ f: handler("", timer("@every 1s", false)) });
    await bench.clock.advance(10_000);
    expect(bench.fc.queue()).toEqual([]);
  });
});

describe("s.yaml", () => {
  const expression = (inner: string) => `\${${inner}}`;
  const read = (file: string, environment = {}) =>
    readServerlessYaml({ file, environment, accountId: "1000000000000001" });
  const failure = (props: Readonly<Record<string, unknown>>, environment = {}) => {
    try {
      read(writeProject({ f: { ...echo, props } }), environment);
      return undefined;
    } catch (error) {
      return error instanceof ServerlessYamlError ? error : undefined;
    }
  };

  test("expressions take values whole or as text, and roles name policies", () => {
    const file = writeProject(
      {
        f: {
          ...echo,
          props: {
            timeout: expression("vars.limits.seconds"),
            role: `acs:ram::${expression("env('UID')")}:role/bench`,
            environmentVariables: expression("vars.common"),
          },
        },
      },
      {
        limits: { seconds: 7 },
        common: {
          A: `${expression("env('A', 'x')")}-${expression("vars.limits.seconds")}`,
          FILE: expression("file('./dist/f/index.js')"),
        },
        roles: {
          f: {
            Statement: [
              { Effect: "Allow", Action: "ecs:*", Resource: `acs:ecs:*:${expression("env('UID')")}:instance/*` },
            ],
          },
        },
      },
    );
    expect(read(file, { UID: "42" })).toMatchObject([
      {
        functionName: "f",
        timeoutSeconds: 7,
        memorySize: 512,
        role: "acs:ram::1000000000000001:role/bench",
        environmentVariables: {
          A: "x-7",
          FILE: readFileSync(file.replace("s.yaml", "dist/f/index.js"), "utf8").trim(),
        },
        statements: [{ Effect: "Allow", Action: "ecs:*", Resource: "acs:ecs:*:42:instance/*" }],
      },
    ]);
  });

  test.each(["auto", { project: "logs", logstore: "functions" }])(
    "a function whose role may not write its logs is refused: %j",
    (logConfig) => {
      const role = "acs:ram::1000000000000001:role/f";
      expect(failure({ logConfig })).toBeUndefined(); // without a role FC writes them by its own
      const error = failure({ logConfig, role });
      expect(error).toMatchObject({ resource: "f", field: "logConfig" });
      expect(error?.message).toContain("log:PostLogStoreLogs on acs:log:cn-hangzhou:1000000000000001:project/");
    },
  );

  test("a role without policy may do nothing", () => {
    expect(read(writeProject({ f: { ...echo, props: { role: "nobody" } } }))).toMatchObject([{ statements: [] }]);
  });

  test.each([
    ["a missing variable of the environment", { description: expression("env('NOPE')") }, "description", "NOPE"],
    ["an empty variable of the environment", { description: expression("env('EMPTY')") }, "description", "EMPTY"],
    ["a missing variable of vars", { description: expression("vars.a.b") }, "description", "vars.a.b"],
    ["an unknown expression", { description: expression("config(x)") }, "description", "config"],
    ["a missing file", { description: expression("file('./nope')") }, "description", "./nope"],
    ["a missing build", { code: "./dist/other" }, "code", "build the functions first"],
    ["a missing entry", { handler: "main.handler" }, "code", "main.js"],
    ["an unknown runtime", { runtime: "python3" }, "runtime", "nodejs20"],
    ["a misspelt field", { timout: 3 }, "timout", "unknown"],
    ["a reserved variable", { environmentVariables: { FC_X: "1" } }, "environmentVariables.FC_X", "name"],
    [
      "an unknown trigger type",
      { triggers: [{ triggerName: "t", triggerType: "oss", triggerConfig: {} }] },
      "triggers[0].triggerType",
      "http, eventbridge or timer",
    ],
    [
      "six-field cron",
      {
        triggers: [
          { triggerName: "t", triggerType: "timer", triggerConfig: { cronExpression: "0 0 4 1 * *", enable: true } },
        ],
      },
      "triggers[0].triggerConfig.cronExpression",
      "@every",
    ],
  ])("%s is refused, naming file, resource and field", (_, props, field, hint) => {
    const error = failure(props, { EMPTY: "" });
    expect(error).toMatchObject({ file: expect.stringMatching(/s\.yaml$/), resource: "f", field });
    expect(error?.message).toContain(hint);
  });
});
