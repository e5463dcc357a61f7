import { describe, expect, test } from "vitest";
import { isFlippable } from "../cloud/core/guesses.ts";
import { controlGuesses } from "../cloud/fc/control/guesses.ts";
import { crc64 } from "../cloud/fc/crc64.ts";
import { unzip } from "../cloud/fc/unzip.ts";
import { createCaller, fcSdk, handler } from "./fc-bench.ts";
import { createPlaneBench, onEvents, queueArn, roleArn, say, until } from "./fc-control-bench.ts";
import { zipped } from "./zip.ts";

const event = {
  id: "e1",
  source: "acs.ecs",
  specversion: "1.0",
  type: "ecs:Instance:StateChange",
  subject: "i-1",
  time: "2026-11-20T04:00:00Z",
  data: {},
};

/** Made by Python's zipfile: index.js and lib/name.js, deflated. */
const byPython =
  "UEsDBBQAAAAIANm6fV3Pex+pSgAAAE0AAAAIAAAAaW5kZXguanNLrSjILyop1stIzEvJSS1SsFVILK7MS1bQSC1LzSvRVLC1U1AqM1RQUtBWAIsA6aLUwtLMolQNJT39nMwk/bzE3FS9rGIlTWsuAFBLAwQUAAAACADZun1dAJiYmBwAAAAaAAAACwAAAGxpYi9uYW1lLmpzy81PKc1J1UutKMgvKilWsFVQUshILUpVsuYCAFBLAQIUAxQAAAAIANm6fV3Pex+pSgAAAE0AAAAIAAAAAAAAAAAAAACAAQAAAABpbmRleC5qc1BLAQIUAxQAAAAIANm6fV0AmJiYHAAAABoAAAALAAAAAAAAAAAAAACAAXAAAABsaWIvbmFtZS5qc1BLBQYAAAAAAgACAG8AAAC1AAAAAAA=";

describe("a function made by the API", () => {
  test("runs from its package, and reads back as it was sent", async () => {
    const { create, get, invoke } = await createPlaneBench();
    const said = {
      environmentVariables: { A: "1" },
      description: "a test",
      instanceConcurrency: 1,
      internetAccess: true,
      diskSize: 512,
      tags: [new fcSdk.Tag({ key: "made-by", value: "us" })],
    };
    await create("f", said, byPython);
    expect(await invoke("f", "sent")).toMatchObject({ status: 200, text: "v1 sent here" });
    expect(await get("f")).toMatchObject({
      functionName: "f",
      functionArn: "acs:fc:cn-hangzhou:1000000000000001:functions/f",
      runtime: "nodejs20",
      handler: "index.handler",
      role: roleArn,
      timeout: 30,
      cpu: 0.35,
      memorySize: 512,
      environmentVariables: { A: "1" },
      logConfig: { project: "bench-logs", logstore: "functions" },
      tags: [{ Key: "made-by", Value: "us" }],
      codeChecksum: crc64(Buffer.from(byPython, "base64")),
      codeSize: Buffer.from(byPython, "base64").length,
      state: "Active",
      lastUpdateStatus: "Successful",
    });
  });

  test("may do what its role's documents say now, not what they said when it started", async () => {
    const { bench, create, invoke, allow } = await createPlaneBench();
    await create("f", {}, zipped({ "index.js": handler("return context.credentials.accessKeyId").code }));
    const { text } = await invoke("f", "{}");
    const asFunction = () => createCaller(bench, bench.principals.find(text))("f", "{}");
    await expect(asFunction()).rejects.toMatchObject({ statusCode: 403, code: "AccessDenied" });
    allow({ Effect: "Allow", Action: "fc:InvokeFunction", Resource: "acs:fc:*:*:functions/f" });
    expect(await asFunction()).toMatchObject({ status: 200, text });
    bench.account.roles.remove("bench");
    await expect(asFunction()).rejects.toMatchObject({ statusCode: 403, code: "AccessDenied" });
  });

  test("that is updated runs its new code, and what ran before comes to its end", async () => {
    const { bench, create, update, invoke } = await createPlaneBench();
    const slow = zipped({
      "index.js": `exports.handler = async () => { await new Promise((go) => setTimeout(go, 300)); return "old"; };`,
    });
    await create("f", {}, slow);
    const before = invoke("f", "{}");
    await until(() => bench.fc.work().running === 1);
    await update("f", { code: { zipFile: say("new") } });
    expect((await invoke("f", "it")).text).toBe("new it");
    expect((await before).text).toBe("old");
    await update("f", { environmentVariables: { X: "1" } });
    expect((await invoke("f", "it")).text).toBe("new it");
  });

  test("is listed by prefix, page by page", async () => {
    const { client, create } = await createPlaneBench();
    for (const name of ["stack-a", "stack-b", "stack-c", "other"]) await create(name);
    const list = async (said: object) => (await client.listFunctions(new fcSdk.ListFunctionsRequest(said))).body;
    const names = (body: Awaited<ReturnType<typeof list>>) => body?.functions?.map(({ functionName }) => functionName);
    const first = await list({ prefix: "stack-", limit: 2 });
    expect(names(first)).toEqual(["stack-a", "stack-b"]);
    const second = await list({ prefix: "stack-", limit: 2, nextToken: first?.nextToken ?? "" });
    expect([names(second), second?.nextToken]).toEqual([["stack-c"], undefined]);
    expect(names(await list({}))).toHaveLength(4);
  });

  test("has tags that can be set, read and taken away", async () => {
    const { client, create } = await createPlaneBench();
    await create("f");
    const arn = "acs:fc:cn-hangzhou:1000000000000001:functions/f";
    const resource = { resourceType: "function", resourceId: [arn] };
    const tag = [{ key: "stack", value: "one" }];
    await client.tagResources(
      new fcSdk.TagResourcesRequest({
        body: new fcSdk.TagResourcesInput({ ...resource, tag: tag.map((t) => new fcSdk.Tag(t)) }),
      }),
    );
    const listed = async () =>
      (await client.listTagResources(new fcSdk.ListTagResourcesRequest(resource))).body?.tagResources?.map((t) =>
        t.toMap(),
      );
    expect(await listed()).toEqual([{ ResourceType: "function", ResourceId: arn, TagKey: "stack", TagValue: "one" }]);
    await client.untagResources(new fcSdk.UntagResourcesRequest({ ...resource, tagKey: ["stack"] }));
    expect(await listed()).toEqual([]);
  });
});

describe("a trigger", () => {
  test("of HTTP answers with its URL, and is served there until it is deleted", async () => {
    const { client, create, trigger } = await createPlaneBench();
    const code = `exports.handler = async () => ({ statusCode: 200, headers: {}, isBase64Encoded: false, body: "hello" });`;
    await create("f", {}, zipped({ "index.js": code }));
    const made = await trigger("f", "http", "http", { authType: "anonymous", methods: ["GET"] });
    const url = String(made.body?.httpTrigger?.urlInternet);
    expect(await (await fetch(url)).text()).toBe("hello");
    await expect(trigger("f", "http", "http", { authType: "anonymous", methods: ["GET"] })).rejects.toMatchObject({
      statusCode: 409,
      code: "TriggerAlreadyExists",
    });
    await client.deleteTrigger("f", "http");
    expect((await fetch(url)).status).toBe(404);
    await expect(client.getTrigger("f", "http")).rejects.toMatchObject({ statusCode: 404, code: "TriggerNotFound" });
  });

  test("of the bus gets what its pattern names, at once, and after an update by its new one", async () => {
    const { bench, client, create, trigger } = await createPlaneBench();
    const { code } = handler('console.log("got " + JSON.parse(event).source)');
    await create("f", {}, zipped({ "index.js": code }));
    await trigger("f", "events", "eventbridge", onEvents("acs.ecs"));
    const got = (source: string) => bench.logs.filter(({ text }) => text.includes(`got ${source}`)).length;
    bench.fc.publish([event]);
    await until(() => got("acs.ecs") === 1);
    const triggerConfig = JSON.stringify(onEvents("acs.ens"));
    const body = new fcSdk.UpdateTriggerInput({ triggerConfig });
    await client.updateTrigger("f", "events", new fcSdk.UpdateTriggerRequest({ body }));
    expect((await client.getTrigger("f", "events")).body).toMatchObject({ triggerConfig, triggerType: "eventbridge" });
    bench.fc.publish([event, { ...event, id: "e2", source: "acs.ens" }]);
    await until(() => got("acs.ens") === 1);
    await client.deleteTrigger("f", "events");
    bench.fc.publish([{ ...event, id: "e3", source: "acs.ens" }]);
    await until(() => bench.fc.queue().length === 0);
    expect([got("acs.ecs"), got("acs.ens")]).toEqual([1, 1]);
  });

  test("of time fires from the next interval on, an update of another thing does not delay it, and none when deleted", async () => {
    const { bench, client, create, update, trigger } = await createPlaneBench();
    await create("f", {}, zipped({ "index.js": handler('console.log("tick")').code }));
    await trigger("f", "tick", "timer", { cronExpression: "@every 1m", enable: true, payload: "{}" });
    const ticks = () => bench.logs.filter(({ text }) => text.includes("tick")).length;
    await bench.clock.advance(30_000);
    await update("f", { description: "changed" });
    await bench.clock.advance(30_000);
    await until(() => ticks() === 1);
    const listed = await client.listTriggers("f", new fcSdk.ListTriggersRequest({}));
    expect(listed.body?.triggers?.map(({ triggerName }) => triggerName)).toEqual(["tick"]);
    await client.deleteTrigger("f", "tick");
    await bench.clock.advance(300_000);
    await until(() => bench.fc.work().running === 0);
    expect(ticks()).toBe(1);
  });

  test("keeps its function from being deleted", async () => {
    const { client, create, invoke, trigger } = await createPlaneBench();
    await create("f");
    await trigger("f", "tick", "timer", { cronExpression: "@every 1m", enable: true });
    await expect(client.deleteFunction("f")).rejects.toMatchObject({ statusCode: 409, code: "FunctionNotEmpty" });
    await client.deleteTrigger("f", "tick");
    await client.deleteFunction("f");
    await expect(invoke("f", "{}")).rejects.toMatchObject({ statusCode: 404, code: "FunctionNotFound" });
    await create("f", {}, say("again"));
    expect((await invoke("f", "it")).text).toBe("again it");
  });
});

describe("the queue of a function", () => {
  const config = (said: object = {}) =>
    new fcSdk.PutAsyncInvokeConfigRequest({
      body: new fcSdk.PutAsyncInvokeConfigInput({
        maxAsyncRetryAttempts: 0,
        maxAsyncEventAgeInSeconds: 60,
        destinationConfig: new fcSdk.DestinationConfig({
          onFailure: new fcSdk.Destination({ destination: queueArn }),
        }),
        ...said,
      }),
    });
  const getRequest = new fcSdk.GetAsyncInvokeConfigRequest({});

  test("goes by its config, which is 404 until it is put and after it was deleted", async () => {
    const { client, create } = await createPlaneBench();
    await create("f");
    const none = { statusCode: 404, code: "AsyncConfigNotExists" };
    await expect(client.getAsyncInvokeConfig("f", getRequest)).rejects.toMatchObject(none);
    await client.putAsyncInvokeConfig("f", config({ asyncTask: true }));
    expect((await client.getAsyncInvokeConfig("f", getRequest)).body).toMatchObject({
      asyncTask: true,
      maxAsyncRetryAttempts: 0,
      maxAsyncEventAgeInSeconds: 60,
      destinationConfig: { onFailure: { destination: queueArn } },
    });
    await client.deleteAsyncInvokeConfig("f", new fcSdk.DeleteAsyncInvokeConfigRequest({}));
    await expect(client.getAsyncInvokeConfig("f", getRequest)).rejects.toMatchObject(none);
  });

  test("loses what fails without a queue of that name, or without a right to it; else the queue has it", async () => {
    const { bench, client, create, invoke, allow } = await createPlaneBench();
    await create("f", {}, zipped({ "index.js": handler("throw new Error('no')").code }));
    await client.putAsyncInvokeConfig("f", config());
    const lost = async (count: number) => {
      await invoke("f", "{}", { xFcInvocationType: "Async" });
      await until(() => bench.fc.deadLetters().length === count);
      const { destination, lost } = bench.fc.deadLetters()[count - 1] ?? {};
      return { destination, lost };
    };
    expect(await lost(1)).toEqual({ destination: null, lost: "NoRight" });
    allow({ Effect: "Allow", Action: ["mns:SendMessage"], Resource: [queueArn] });
    expect(await lost(2)).toEqual({ destination: null, lost: "NoQueue" });
    bench.account.queues.ensure("dead");
    expect(await lost(3)).toEqual({ destination: queueArn, lost: null });
    expect(bench.account.queues.find("dead")?.messages).toHaveLength(1);
    bench.account.queues.change("dead", { MaximumMessageSize: 10 });
    expect(await lost(4)).toEqual({ destination: null, lost: "TooLarge" });
    await client.deleteAsyncInvokeConfig("f", new fcSdk.DeleteAsyncInvokeConfigRequest({}));
    await bench.clock.advance(60_000);
  });

  test("goes on by what is deployed at each try, and is given up when its function is deleted", async () => {
    const { bench, client, create, update, invoke } = await createPlaneBench();
    await create("f", {}, zipped({ "index.js": handler("throw new Error('no')").code }));
    await invoke("f", "{}", { xFcInvocationType: "Async" });
    const waits = () => bench.fc.queue().some(({ state }) => state === "waiting");
    await until(waits);
    await update("f", { code: { zipFile: zipped({ "index.js": handler('console.log("well")').code }) } });
    await bench.clock.advance(1_000);
    await until(() => bench.logs.some(({ text }) => text.includes("well")));
    await until(() => bench.fc.queue().length === 0);

    await update("f", { code: { zipFile: zipped({ "index.js": handler("throw new Error('no')").code }) } });
    await invoke("f", "{}", { xFcInvocationType: "Async" });
    await until(waits);
    await client.deleteFunction("f");
    await bench.clock.advance(1_000);
    expect(bench.fc.deadLetters()).toMatchObject([{ reason: "FunctionNotFound", lost: "NoDestination" }]);
  });
});

describe("reserved concurrency", () => {
  const reserve = (reservedConcurrency: number) =>
    new fcSdk.PutConcurrencyConfigRequest({ body: new fcSdk.PutConcurrencyInput({ reservedConcurrency }) });

  test("bounds the instances of a function, and all reserved ones fit into the account's hundred", async () => {
    const { client, create, invoke } = await createPlaneBench();
    const slow = `exports.handler = async () => { await new Promise((go) => setTimeout(go, 300)); };`;
    await create("f", {}, zipped({ "index.js": slow }));
    await create("g");
    await expect(client.getConcurrencyConfig("f")).rejects.toMatchObject({ code: "OnDemandConfigNotFound" });
    await client.putConcurrencyConfig("f", reserve(1));
    expect((await client.getConcurrencyConfig("f")).body).toMatchObject({ reservedConcurrency: 1 });
    const calls = await Promise.allSettled([invoke("f", "{}"), invoke("f", "{}")]);
    expect(calls.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await client.putConcurrencyConfig("g", reserve(99));
    await expect(client.putConcurrencyConfig("f", reserve(2))).rejects.toMatchObject({ code: "InvalidArgument" });
    await client.deleteConcurrencyConfig("g");
    await client.putConcurrencyConfig("f", reserve(2));
  });

  test("flipped, none is a config without a number, and too much is exhausted", async () => {
    const { client, create } = await createPlaneBench(["fc.concurrency-missing", "fc.reserved-quota"]);
    await create("f");
    expect((await client.getConcurrencyConfig("f")).body?.reservedConcurrency).toBeUndefined();
    await expect(client.putConcurrencyConfig("f", reserve(101))).rejects.toMatchObject({ code: "ResourceExhausted" });
  });
});

describe("refusals", () => {
  test.each([
    ["a name that is taken", "taken", {}, 409, "FunctionAlreadyExists"],
    ["a name that cannot be", "1f", {}, 400, "InvalidArgument"],
    ["a runtime that is not there", "f", { runtime: "nodejs22" }, 400, "InvalidArgument"],
    ["a timeout out of bounds", "f", { timeout: 86_401 }, 400, "InvalidArgument"],
    ["memory that is no multiple of 64", "f", { memorySize: 500 }, 400, "InvalidArgument"],
    ["a ratio of cpu to memory that is not allowed", "f", { cpu: 0.35, memorySize: 2_048 }, 400, "InvalidArgument"],
    ["two requests at a time in a built-in runtime", "f", { instanceConcurrency: 2 }, 400, "InvalidArgument"],
    ["variables of more than 4 KB", "f", { environmentVariables: { A: "x".repeat(4_096) } }, 400, "InvalidArgument"],
    ["a variable of the platform", "f", { environmentVariables: { FC_X: "1" } }, 400, "InvalidArgument"],
    ["a role that is not there", "f", { role: `${roleArn}-2` }, 400, "InvalidArgument"],
    ["a role that is no ARN", "f", { role: "bench" }, 400, "InvalidArgument"],
    [
      "a log project that is not there",
      "f",
      { logConfig: { project: "other", logstore: "functions" } },
      400,
      "InvalidArgument",
    ],
    [
      "a logstore that is not there",
      "f",
      { logConfig: { project: "bench-logs", logstore: "other" } },
      400,
      "InvalidArgument",
    ],
    ["a package that is none", "f", { code: { zipFile: "AAAA" } }, 400, "InvalidArgument"],
    ["a package of another checksum", "f", { code: { zipFile: say("x"), checksum: "1" } }, 400, "InvalidArgument"],
    [
      "a package that lies elsewhere",
      "f",
      { code: { ossBucketName: "b", ossObjectName: "o" } },
      400,
      "InvalidArgument",
    ],
    ["a setting that is not known here", "f", { idleTimeout: 100 }, 400, "InvalidArgument"],
  ])("%s", async (_, functionName, said, statusCode, code) => {
    const { create } = await createPlaneBench();
    await create("taken");
    await expect(create(functionName, said)).rejects.toMatchObject({ statusCode, code });
  });

  test.each([
    ["events", "eventbridge", { ...onEvents("acs.ecs"), eventRuleFilterPattern: "{" }],
    ["events", "eventbridge", { ...onEvents("acs.ecs"), misspelt: true }],
    ["tick", "timer", { cronExpression: "each minute", enable: true }],
    ["http", "http", { authType: "nobody", methods: ["GET"] }],
    ["oss", "oss", {}],
  ])("a trigger %s of type %s that is not as documented", async (name, type, config) => {
    const { create, trigger } = await createPlaneBench();
    await create("f");
    await expect(trigger("f", name, type, config)).rejects.toMatchObject({ statusCode: 400, code: "InvalidArgument" });
  });

  test("a role that functions may not assume, or that may not write the logs", async () => {
    const { bench, create, trust } = await createPlaneBench();
    trust("ecs.aliyuncs.com");
    await expect(create("f")).rejects.toMatchObject({ statusCode: 400, code: "InvalidArgument" });
    bench.account.roles.remove("bench");
    await expect(create("f")).rejects.toMatchObject({ statusCode: 400, code: "InvalidArgument" });
    const { create: flipped, trust: trustOf } = await createPlaneBench(["fc.role-checked"]);
    trustOf("ecs.aliyuncs.com");
    await flipped("f");
  });

  test("a caller without the right, or without the right to hand the role on", async () => {
    const { as } = await createPlaneBench();
    const functions = "acs:fc:cn-hangzhou:1000000000000001:functions/stack-*";
    const pass = (service: string) => ({
      Effect: "Allow" as const,
      Action: "ram:PassRole",
      Resource: roleArn,
      Condition: { StringEquals: { "acs:Service": service } },
    });
    const mayCreate = { Effect: "Allow" as const, Action: ["fc:CreateFunction"], Resource: functions };
    const denied = { statusCode: 403, code: "AccessDenied" };
    await expect(as([]).create("stack-f")).rejects.toMatchObject(denied);
    await expect(as([mayCreate]).create("stack-f")).rejects.toMatchObject(denied);
    await expect(as([mayCreate, pass("ecs.aliyuncs.com")]).create("stack-f")).rejects.toMatchObject(denied);
    const deployer = as([mayCreate, pass("fc.aliyuncs.com")]);
    await expect(deployer.create("other")).rejects.toMatchObject(denied);
    await deployer.create("stack-f");
    await expect(deployer.get("stack-f")).rejects.toMatchObject(denied);
  });

  test("faults meet one function's calls: refused, throttled, or taken without an answer", async () => {
    const { bench, create, get } = await createPlaneBench();
    bench.plan({
      product: "fc",
      action: "CreateFunction",
      effect: "error",
      target: "b",
      status: 403,
      code: "AccessDenied",
    });
    bench.plan({ product: "fc", action: "GetFunction", effect: "throttle" });
    bench.plan({ product: "fc", action: "CreateFunction", effect: "lost-reply", target: "c" });
    await create("a");
    await expect(create("b")).rejects.toMatchObject({ statusCode: 403, code: "AccessDenied" });
    await expect(get("a")).rejects.toMatchObject({ statusCode: 429, code: "Throttling.User" });
    await expect(create("c")).rejects.toThrow();
    expect(await get("c")).toMatchObject({ functionName: "c" });
    expect(JSON.stringify(bench.calls.since(0))).not.toContain(say("v1"));
  });
});

test("packages and checksums are those of the field", () => {
  expect(crc64(Buffer.from("123456789"))).toBe("11051210869376104954");
  const files = unzip(Buffer.from(byPython, "base64"));
  expect(files.map(({ path }) => path)).toEqual(["index.js", "lib/name.js"]);
  expect(() => unzip(Buffer.from(zipped({ "../x": "" }), "base64"))).toThrow("leads out of the archive");
  const broken = Buffer.from(byPython, "base64");
  broken.writeUInt8(broken.readUInt8(60) ^ 1, 60);
  expect(() => unzip(broken)).toThrow();
});

test("every guess of the control plane that can be flipped is flipped above", () => {
  const flipped = ["fc.role-checked", "fc.concurrency-missing", "fc.reserved-quota"];
  expect(controlGuesses.filter(isFlippable).map(({ id }) => id)).toEqual(flipped);
});
