import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import TableStore from "tablestore";
import { describe, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { type Cloud, createCloud } from "../cloud/cloud.ts";
import { NEW_TABLE_MS } from "../cloud/tablestore/database.ts";
import { createCaller, writeProject } from "./fc-bench.ts";
import { settled } from "./settled.ts";
import { createTable, ignore, put, read, refusal } from "./tablestore-bench.ts";

const hourMs = 3_600_000;

/** Tells the time over HTTP, hangs when asked to, and logs the events it gets. */
const clerk = {
  code: `
    exports.handler = async (payload) => {
      const event = JSON.parse(payload.toString());
      if (event.data !== undefined) return console.log("got", event.type, event.data.eventStatus, event.data.name);
      if (event.rawPath === "/hang") await new Promise(() => setInterval(() => undefined, 1_000));
      return { statusCode: 200, isBase64Encoded: false, headers: {}, body: JSON.stringify({
        now: Date.now(), region: process.env.REGION,
      }) };
    };`,
  props: {
    environmentVariables: { REGION: `\${env('REGION')}` },
    triggers: [
      { triggerName: "http", triggerType: "http", triggerConfig: { authType: "anonymous", methods: ["GET"] } },
      {
        triggerName: "events",
        triggerType: "eventbridge",
        triggerConfig: {
          triggerEnable: true,
          eventRuleFilterPattern: '{"source":["acs.ecs","acs.ens"]}',
          eventSourceConfig: { eventSourceType: "Default" },
          runOptions: { mode: "event-driven", errorsTolerance: "ALL" },
        },
      },
    ],
  },
};

async function createControlBench(port = 0) {
  const log: string[] = [];
  const cloud = await createCloud({
    port,
    serverlessYaml: writeProject({ clerk }),
    environment: ({ settings }) => ({ REGION: settings.regionId }),
    onFunctionLog: (line) => void log.push(line),
  });
  onTestFinished(cloud.close);

  const ask = async (method: string, path: string, body?: unknown) => {
    const sent = typeof body === "string" ? body : JSON.stringify(body);
    const answer = await fetch(`${cloud.wireUrl}/_cloud/${path}`, {
      method,
      ...(body !== undefined && { body: sent }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const world = async () => worldView.parse((await ask("GET", "world")).body);
  const client = new TableStore.Client({
    accessKeyId: cloud.accessKey.accessKeyId,
    accessKeySecret: cloud.accessKey.accessKeySecret,
    endpoint: cloud.wireUrl,
    instancename: cloud.settings.tablestoreInstance,
    maxRetries: 0,
    httpOptions: { timeout: 120_000, maxSockets: 50 },
  });
  return { cloud, log, ask, world, client };
}

const worldView = z.strictObject({
  now: z.iso.datetime(),
  settings: z.strictObject({
    webhookSecret: z.string().startsWith("whsec_"),
    noticesSecret: z.string().startsWith("whsec_"),
    consentSecret: z.string().startsWith("whsec_"),
    consentKey: z.strictObject({
      secretKey: z.string().startsWith("whsk_"),
      publicKey: z.string().startsWith("whpk_"),
    }),
    dingtalk: z.record(z.string(), z.string().min(1)),
    accessKeyId: z.string(),
    accessKeySecret: z.string(),
    insideKey: z.strictObject({ accessKeyId: z.string(), accessKeySecret: z.string() }),
    regionId: z.string(),
    accountId: z.string(),
    tablestoreInstance: z.string(),
    stack: z.string().optional(),
  }),
  instances: z.record(
    z.string(),
    z.looseObject({
      status: z.string(),
      zone: z.string(),
      effects: z.record(z.string(), z.number()),
      tags: z.record(z.string(), z.string()),
    }),
  ),
  events: z.record(
    z.string(),
    z.looseObject({
      instanceId: z.string(),
      eventType: z.string(),
      eventStatus: z.string(),
      notBefore: z.iso.datetime(),
    }),
  ),
  queue: z.array(z.looseObject({ state: z.string() })),
  work: z.strictObject({ running: z.int(), callers: z.int() }),
  deadLetters: z.array(z.unknown()),
});

const plainInstance = "i-bp1plain0001";
const event = { instanceId: plainInstance, eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" };
const key = ({ accessKey }: Cloud) => ({ ...accessKey, securityToken: undefined });
/** A field of a JSON answer, as text. */
const textOf = (body: unknown, name: string) =>
  typeof body === "object" && body !== null ? String(Reflect.get(body, name)) : "";
const callList = z.object({ calls: z.array(z.object({ seq: z.number(), action: z.string() })) });

describe("the world", () => {
  test("shows settings, fleet, events, queue and dead letters", async () => {
    const { cloud, world } = await createControlBench();
    const seen = await world();
    expect(seen.settings).toEqual({ ...cloud.settings, ...cloud.accessKey, insideKey: cloud.insideKey });
    expect(Buffer.from(seen.settings.webhookSecret.slice("whsec_".length), "base64")).toHaveLength(32);
    expect(seen.settings.consentSecret).not.toBe(seen.settings.webhookSecret);
    const busy = new Set(Object.values(seen.events).map(({ instanceId }) => instanceId));
    const plain = Object.entries(seen.instances).filter(([id, { status }]) => status === "Running" && !busy.has(id));
    expect(plain.length).toBeGreaterThanOrEqual(4);
    expect(seen.queue).toEqual([]);
    expect(seen.deadLetters).toEqual([]);
  });

  test("the banner says what is where", async () => {
    const { cloud } = await createControlBench();
    const text = await (await fetch(cloud.url)).text();
    expect(text).toContain(`${cloud.url}/fn/<function>/       clerk\n`);
    expect(text).toContain(`${cloud.wireUrl}/_cloud/world`);
    expect(text).toContain(" 25 × ecs.g6.large Running, cloud disks: i-bp1plain0001\n");
    expect(text).toContain("  4 × SystemMaintenance.Reboot (Scheduled, Inquiring): i-bp1reboot0001\n");
  });

  test("one clock: what a tester advances, a function sees", async () => {
    const { cloud, ask, world } = await createControlBench();
    const before = Date.parse((await world()).now);
    const { body } = await ask("POST", "clock", { advanceMs: 48 * hourMs });
    expect(Date.parse(textOf(body, "now")) - before).toBe(48 * hourMs);
    const told: unknown = await (await fetch(`${cloud.url}/fn/clerk/`)).json();
    expect(Number(textOf(told, "now")) - before).toBe(48 * hourMs);
    expect(textOf(told, "region")).toBe("cn-hangzhou");
  });

  test("it tells what runs and who waits for an answer", async () => {
    const { cloud, ask, world } = await createControlBench();
    expect((await world()).work).toEqual({ running: 0, callers: 0 });
    const hanging = fetch(`${cloud.url}/fn/clerk/hang`);
    await settled(async () => expect((await world()).work).toEqual({ running: 1, callers: 1 }));
    await ask("POST", "reset");
    expect((await hanging).status).toBe(502);
    expect((await world()).work).toEqual({ running: 0, callers: 0 });
  });

  test("due timers have fired when the clock answers", async () => {
    const { ask, cloud } = await createControlBench();
    let fired = false;
    cloud.clock.after(hourMs, () => {
      fired = true;
    });
    await ask("POST", "clock", { advanceMs: hourMs });
    expect(fired).toBe(true);
  });
});

describe("events", () => {
  test("an event comes up and moves on, silently unless told otherwise", async () => {
    const { ask, world, log } = await createControlBench();
    const raised = await ask("POST", "events", { ...event, notBefore: "2030-01-01T00:00:00Z" });
    const eventId = textOf(raised.body, "eventId");
    expect((await world()).events[eventId]).toMatchObject({ ...event, notBefore: "2030-01-01T00:00:00Z" });
    expect(await ask("POST", `events/${eventId}`, { eventStatus: "Executed" })).toEqual({
      status: 200,
      body: { eventId },
    });
    expect((await world()).events[eventId]).toMatchObject({ eventStatus: "Executed" });
    expect(log).toEqual([]);
  });

  test("a delivered event reaches the function whose trigger matches", async () => {
    const { ask, log, world } = await createControlBench();
    const { body } = await ask("POST", "events", { ...event, deliver: true });
    await ask("POST", `events/${textOf(body, "eventId")}`, {
      eventStatus: "Executing",
      deliver: true,
      name: "A strange name",
    });
    await settled(() => {
      const lines = log.toSorted().join("\n");
      expect(lines).toContain("got ecs:Instance:SystemMaintenance.Redeploy Scheduled");
      expect(lines).toContain("got ecs:Instance:SystemMaintenance.Redeploy Executing A strange name");
    });
    await settled(async () => expect((await world()).queue).toEqual([]));
  });

  test("an event of an edge instance comes up, moves on and is delivered as any other", async () => {
    const { ask, log, world } = await createControlBench();
    const edgeEvent = {
      instanceId: "i-5edgeplain00000000000001",
      eventType: "Instance:SystemFailure.Redeploy",
      eventStatus: "Inquiring",
    };
    expect((await world()).instances[edgeEvent.instanceId]).toMatchObject({
      status: "Running",
      zone: "cn-beijing-cmcc",
    });
    const { body } = await ask("POST", "events", { ...edgeEvent, deliver: true });
    const eventId = textOf(body, "eventId");
    expect((await world()).events[eventId]).toMatchObject(edgeEvent);
    await ask("POST", `events/${eventId}`, { eventStatus: "Canceled", deliver: true });
    expect((await world()).events[eventId]).toMatchObject({ ...edgeEvent, eventStatus: "Canceled" });
    await settled(() => {
      const lines = log.toSorted().join("\n");
      expect(lines).toContain("got ens:Instance:SystemFailure.Redeploy Inquiring");
      expect(lines).toContain("got ens:Instance:SystemFailure.Redeploy Canceled");
    });
    await ask("POST", "reset");
    expect((await world()).events[eventId]).toBeUndefined();
  });

  test("an event of the past comes up as it was: published then, over at its time", async () => {
    const { cloud, ask, world } = await createControlBench();
    const past = { ...event, eventStatus: "Executed", publishedAgoMs: 5 * 24 * hourMs };
    const eventId = textOf((await ask("POST", "events", past)).body, "eventId");
    const notBefore = `${new Date(cloud.clock.nowMs() - 3 * 24 * hourMs).toISOString().slice(0, 19)}Z`;
    expect((await world()).events[eventId]).toMatchObject({ eventStatus: "Executed", notBefore });
  });

  test("a type that no document lists is accepted", async () => {
    const { ask } = await createControlBench();
    expect((await ask("POST", "events", { ...event, eventType: "SystemMaintenance.Whatever" })).status).toBe(200);
  });

  test("the bus takes one CloudEvent or a batch, and names what is wrong", async () => {
    const { cloud, log } = await createControlBench();
    const post = async (body: string, method = "POST") => {
      const answer = await fetch(`${cloud.url}/eventbridge/events`, { method, ...(method === "POST" && { body }) });
      return { status: answer.status, body: await answer.json() };
    };
    const cloudEvent = { id: "1", source: "acs.ecs", specversion: "1.0", type: "t", data: { eventStatus: "first" } };
    expect(await post(JSON.stringify(cloudEvent))).toEqual({ status: 200, body: { accepted: 1 } });
    expect((await post(JSON.stringify([cloudEvent, { ...cloudEvent, id: "2" }]))).body).toEqual({ accepted: 2 });
    await settled(() => expect(log).toHaveLength(3));
    expect(await post("{")).toMatchObject({ status: 400, body: { field: "body" } });
    expect(await post(JSON.stringify({ ...cloudEvent, specversion: "0.3" }))).toMatchObject({
      status: 400,
      body: { field: "events[0].specversion" },
    });
    expect((await post("", "GET")).status).toBe(405);
  });
});

describe("mistakes", () => {
  test.each([
    ["events", { ...event, instanceId: "i-nobody" }, "instanceId"],
    ["events", { ...event, eventStatus: "Done" }, "eventStatus"],
    ["events", { ...event, notBefore: "tomorrow" }, "notBefore"],
    ["events", { ...event, deliver: "yes" }, "deliver"],
    ["events", { ...event, colour: "red" }, "colour"],
    ["events", { instanceId: plainInstance, eventStatus: "Scheduled" }, "eventType"],
    ["events", { ...event, publishedAgoMs: -1 }, "publishedAgoMs"],
    ["events", { ...event, publishedAgoMs: 91 * 24 * hourMs }, "publishedAgoMs"],
    ["events", "{", "body"],
    ["events", "[]", "body"],
    ["faults", { product: "dns", action: "X", effect: "error" }, "product"],
    ["faults", { product: "ecs", action: "X", effect: "explode" }, "effect"],
    ["faults", { product: "ecs", action: "X", effect: "error", times: 0 }, "times"],
    ["clock", { advanceMs: -1 }, "advanceMs"],
    ["clock", {}, "advanceMs"],
    ["policy", [], "body"],
    ["policy", undefined, "body"],
    ["policy", { policy: "act" }, "policy"],
    ["policy", { policy: {}, why: "" }, "why"],
    ["policy", { policy: {}, when: "now" }, "when"],
    ["hooks", { name: "failover", answers: [{ state: "ready" }] }, "name"],
    ["hooks", { name: "fc:failover", answers: [] }, "answers"],
    ["hooks", { name: "fc:failover", answers: [{}] }, "answers.0"],
    ["hooks", { name: "fc:failover", answers: [{ state: "ready", status: 500 }] }, "answers.0"],
    ["hooks", { name: "fc:failover", answers: [{ state: "done" }] }, "answers.0.state"],
    ["reset", { hard: true }, "hard"],
  ])("POST %s with %j is 400 and names %s", async (path, body, field) => {
    const { ask } = await createControlBench();
    const answer = await ask("POST", path, body);
    expect(answer).toMatchObject({ status: 400, body: { field } });
    expect(textOf(answer.body, "error")).toContain(field);
  });

  test("calls?since=x is 400 and names since", async () => {
    const { ask } = await createControlBench();
    expect(await ask("GET", "calls?since=x")).toMatchObject({ status: 400, body: { field: "since" } });
  });

  test("an unknown event is 404, an unknown path too, a wrong method 405", async () => {
    const { ask } = await createControlBench();
    expect((await ask("POST", "events/e-nobody", { eventStatus: "Executed" })).status).toBe(404);
    expect((await ask("GET", "weather")).status).toBe(404);
    expect((await ask("GET", "events/a/b")).status).toBe(404);
    expect((await ask("GET", "toString")).status).toBe(404);
    expect((await ask("DELETE", "world")).status).toBe(405);
    expect((await ask("PUT", "faults", {})).status).toBe(405);
  });

  test.each(["/", "/?Version=2014-05-27"])(
    "a version that no product has is invalid, as the gateway says: %s",
    async (path) => {
      const { cloud } = await createControlBench();
      const headers = path === "/" ? { "x-acs-version": "2014-05-27" } : {};
      const answer = await fetch(`${cloud.wireUrl}${path}`, { method: "POST", headers });
      expect([answer.status, await answer.json()]).toEqual([
        400,
        expect.objectContaining({ Code: "InvalidVersion", Message: "Specified parameter Version is not valid." }),
      ]);
    },
  );

  test("a request that no product owns is told what is served", async () => {
    const { cloud } = await createControlBench();
    const answer = await fetch(`${cloud.wireUrl}/somewhere`);
    expect(answer.status).toBe(404);
    expect(textOf(await answer.json(), "error")).toContain("served: ecs, ens, fc, tablestore");
    expect((await fetch(`${cloud.url}/somewhere`)).status).toBe(404);
    expect((await fetch(`${cloud.url}/fn/nobody/`)).status).toBe(404);
  });
});

describe("wire log and faults", () => {
  test("a call's version tells which product it is for", async () => {
    const { cloud, ask } = await createControlBench();
    for (const version of ["2014-05-26", "2017-11-10"]) {
      const headers = { "x-acs-version": version, "x-acs-action": "DescribeInstances" };
      expect((await fetch(cloud.wireUrl, { method: "POST", headers })).status).toBe(400);
    }
    expect((await ask("GET", "calls")).body).toMatchObject({
      calls: [
        { product: "ecs", action: "DescribeInstances", code: "IncompleteSignature" },
        { product: "ens", action: "DescribeInstances", code: "IncompleteSignature" },
      ],
    });
  });

  test("calls are listed after a sequence number", async () => {
    const { ask, client } = await createControlBench();
    await client.listTable({});
    await client.listTable({});
    const { body } = await ask("GET", "calls");
    expect(body).toMatchObject({
      calls: [
        { seq: 1, product: "tablestore", action: "ListTable", function: null, status: 200, code: null, effect: false },
        { seq: 2 },
      ],
    });
    expect((await ask("GET", "calls?since=1")).body).toMatchObject({ calls: [{ seq: 2 }] });
  });

  test("a hook is scripted, called, shown and forgotten", async () => {
    const { cloud, ask } = await createControlBench();
    const script = { name: "fc:failover", answers: [{ state: "ready" }] };
    expect(await ask("POST", "hooks", script)).toEqual({ status: 200, body: {} });
    const caller = createCaller({ port: Number(new URL(cloud.wireUrl).port), principals: { account: key(cloud) } });
    expect(await caller("failover", "{}")).toMatchObject({ status: 200, text: '{"state":"ready"}' });
    expect((await ask("GET", "hooks")).body).toMatchObject({
      hooks: [{ name: "fc:failover", by: "account", body: {} }],
    });
    await ask("POST", "reset");
    expect((await ask("GET", "hooks")).body).toEqual({ hooks: [] });
  });

  test("a fault is planned, met, counted and forgotten", async () => {
    const { ask, client } = await createControlBench();
    const fault = { product: "tablestore", action: "ListTable", effect: "error", status: 503, times: 2 };
    const { body } = await ask("POST", "faults", { ...fault, code: "OTSServerBusy" });
    expect(await refusal(client.listTable({}))).toBe("503 OTSServerBusy");
    expect((await ask("GET", "faults")).body).toEqual([{ id: textOf(body, "id"), hits: 1 }]);
    expect((await ask("DELETE", "faults")).status).toBe(200);
    expect((await ask("GET", "faults")).body).toEqual([]);
    expect(await refusal(client.listTable({}))).toBeUndefined();
  });
});

describe("reset", () => {
  test("brings back seed world, rows, clock and faults; sequence numbers go on", async () => {
    const { ask, world, client } = await createControlBench();
    const seed = await world();
    await createTable(client, "rows");
    await ask("POST", "clock", { advanceMs: NEW_TABLE_MS });
    await put(client, "a", { v: "1" });
    await ask("POST", "events", event);
    await ask("POST", "faults", { product: "ecs", action: "RedeployInstance", effect: "error" });
    await ask("POST", "clock", { advanceMs: hourMs });
    expect(await ask("POST", "reset", {})).toEqual({ status: 200, body: {} });
    const after = await world();
    expect(Object.keys(after.events)).toEqual(Object.keys(seed.events));
    expect(Math.abs(Date.parse(after.now) - Date.now())).toBeLessThan(hourMs / 2);
    expect((await ask("GET", "faults")).body).toEqual([]);
    expect(await read(client, "a")).toBeUndefined();
    const { calls } = callList.parse((await ask("GET", "calls")).body);
    expect(calls.map(({ action, seq }) => [seq, action])).toEqual([
      [1, "CreateTable"],
      [2, "PutRow"],
      [3, "GetRow"],
    ]);
  });

  test("ends what runs", async () => {
    const { cloud, ask, world } = await createControlBench();
    const hanging = fetch(`${cloud.url}/fn/clerk/hang`, { headers: { "x-fc-invocation-type": "Async" } });
    expect((await hanging).status).toBe(202);
    await settled(async () => expect((await world()).queue).toMatchObject([{ state: "running" }]));
    await ask("POST", "reset");
    expect((await world()).queue).toEqual([]);
    expect((await fetch(`${cloud.url}/fn/clerk/`)).status).toBe(200);
  });

  test("a call that was held up over a reset never lands", async () => {
    const { ask, client } = await createControlBench();
    await createTable(client, "rows");
    await ask("POST", "clock", { advanceMs: NEW_TABLE_MS });
    await ask("POST", "faults", { product: "tablestore", action: "PutRow", effect: "delay", ms: 300 });
    const held = refusal(put(client, "a", { v: "1" }, ignore));
    await settled(async () => expect((await ask("GET", "faults")).body).toMatchObject([{ hits: 1 }]));
    await ask("POST", "reset");
    expect(await held).toMatch("NetworkingError");
    expect(await read(client, "a")).toBeUndefined();
  });
});

/** A free pair, below the range that systems give ports from: nobody else's test gets it when it is given back. */
async function quietPair(): Promise<number> {
  for (let port = 20_000; port < 32_000; port += 2) {
    const holders = await Promise.all([hold(port), hold(port + 1)]);
    await Promise.all(holders.map((holder) => holder?.close()));
    if (holders.every((holder) => holder !== undefined)) return port;
  }
  throw new Error("No pair of ports is free between 20000 and 32000");
}

/** Listens on a port of loopback; undefined if it is taken. */
async function hold(port: number) {
  const server = createServer().listen(port, "127.0.0.1");
  const isFree = await once(server, "listening").then(
    () => true,
    () => false,
  );
  return isFree ? { close: () => new Promise((closed) => server.close(closed)) } : undefined;
}

describe("ports", () => {
  test.each([
    ["P", 0],
    ["P+1", 1],
  ])("a taken %s is told by its number", async (_, distance) => {
    const port = await quietPair();
    const taken = port + distance;
    const holder = await hold(taken);
    const serverlessYaml = writeProject({ clerk });
    const call = createCloud({ port, serverlessYaml, environment: () => ({ REGION: "r" }) });
    await expect(call).rejects.toThrow(`Port ${taken} on 127.0.0.1 is in use`);
    await holder?.close();
  });

  test("what fails to start gives its ports back", async () => {
    const port = await quietPair();
    const serverlessYaml = writeProject({ clerk });
    writeFileSync(serverlessYaml, "edition: 1.0.0");
    await expect(createCloud({ port, serverlessYaml, environment: () => ({}) })).rejects.toThrow("s.yaml");
    const holder = await hold(port);
    expect(holder).toBeDefined();
    await holder?.close();
  });

  test("after close nobody answers", async () => {
    const { cloud } = await createControlBench(await quietPair());
    await cloud.close();
    await expect(fetch(cloud.url)).rejects.toThrow("fetch failed");
    await expect(fetch(cloud.wireUrl)).rejects.toThrow("fetch failed");
  });
});
