import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { bundle } from "../../functions/build/bundle.ts";
import type * as clouds from "../../shared/cloud/clouds.ts";
import type { HookAnswer as Said } from "../../shared/cloud/hooks.ts";
import { readInstallation } from "../../shared/install/serverless-yaml.ts";
import type { HookAnswer } from "../cloud/hooks/answer.ts";
import { productYaml } from "../deploy.ts";
import { accountId, createHooksBench, type Key } from "./hooks-bench.ts";

const failover = "fc:stack-hook-failover";
const putBack = "fc2:ops/put-back";
const both = [failover, putBack] as const;
const plan = { OperationId: "op-1", Attempt: 1 };
const hookNames = { stack: "stack", service: "ops" };

let folder = "";
let createHooks: Awaited<ReturnType<(typeof clouds)["loadHooks"]>>;
beforeAll(async () => {
  // As it is deployed: trimmed, with the SDKs as Node itself loads them.
  folder = await mkdtemp(path.join(tmpdir(), "hooks-"));
  const entries = [{ in: path.resolve("shared/cloud/clouds.ts"), out: "clouds" }];
  await bundle({ outDir: folder, entries, partsFolder: "" });
  const load: typeof clouds = createRequire(import.meta.url)(path.join(folder, "clouds.js"));
  createHooks = await load.loadHooks();
});
afterAll(() => rm(folder, { recursive: true }));

/** The product's own client of hooks, as whoever has this key. */
const hooksAt = (endpoint: string, { accessKeyId, accessKeySecret, securityToken = "" }: Key) =>
  createHooks(
    { endpoint, regionId: "cn-hangzhou", accountId, hookNames },
    { accessKeyId, accessKeySecret, securityToken },
  );

/** The right to invoke that reconcile's role has by s.yaml. */
const { roles } = readInstallation(productYaml(), {
  env: (name) => ({ STACK: "stack", HOOKS_SERVICE: "ops", ALIBABA_CLOUD_REGION: "cn-hangzhou" })[name] ?? "-",
  accountId,
});
const resources = (roles.get("reconcile")?.Statement ?? [])
  .filter(({ Action }) => Action.includes("fc:InvokeFunction"))
  .flatMap(({ Resource }) => Resource.map((resource) => resource.split(":").slice(4).join(":")));
const roleOf = (bench: Awaited<ReturnType<typeof createHooksBench>>) => bench.role(...resources);

/** One ask of a hook that answers so. `tookMs` is real time. */
async function asked(hook: string, answer: HookAnswer, timeoutMs = 30_000, flips: readonly string[] = []) {
  const bench = await createHooksBench(flips);
  bench.hooks.script(hook, [answer]);
  const beganMs = performance.now();
  const said = await hooksAt(bench.url, roleOf(bench)).ask(hook, plan, timeoutMs);
  return { bench, said, tookMs: performance.now() - beganMs };
}

const answers: readonly (readonly [HookAnswer, Said])[] = [
  [{ state: "ready" }, { kind: "ready" }],
  [{ state: "refused" }, { kind: "refused" }],
  [{ state: "notYet" }, { kind: "notYet", code: "NotYet" }],
  [{ garbage: '{"state": "ready"' }, { kind: "notYet", code: "UnreadableAnswer" }],
  [{ garbage: "<html>ready</html>" }, { kind: "notYet", code: "UnreadableAnswer" }],
  [{ garbage: '"ready"' }, { kind: "notYet", code: "UnreadableAnswer" }],
  [{ garbage: "null" }, { kind: "notYet", code: "UnreadableAnswer" }],
  [{ garbage: '{"state": "READY"}' }, { kind: "notYet", code: "UnreadableAnswer" }],
  [{ garbage: '{"state": ["ready"]}' }, { kind: "notYet", code: "UnreadableAnswer" }],
  [{ bytes: 0 }, { kind: "notYet", code: "UnreadableAnswer" }],
  [{ bytes: 10 * 1_024 * 1_024 }, { kind: "notYet", code: "AnswerTooLarge" }],
  [{ redirect: "/elsewhere" }, { kind: "notYet", code: "Http307" }],
  [
    { state: "ready", functionError: "HandledInvocationError" },
    { kind: "notYet", code: "HandledInvocationError" },
  ],
];

test.each(both.flatMap((hook) => answers.map(([answer, said]) => [hook, answer, said] as const)))(
  "%s that answers %j is taken for %j, and asked once",
  async (hook, answer, expected) => {
    const { bench, said } = await asked(hook, answer);
    expect(said).toEqual(expected);
    expect(bench.hooks.calls()).toMatchObject([{ name: hook, by: "reconcile", body: plan }]);
    expect(bench.calls.since(0)).toHaveLength(1);
  },
);

test.each(
  both.flatMap(
    (hook) =>
      [
        [hook, 403, "notAsked"],
        [hook, 404, "notAsked"],
        [hook, 408, "notYet"],
        [hook, 429, "notYet"],
        [hook, 500, "notYet"],
        [hook, 503, "notYet"],
      ] as const,
  ),
)("%s that FC refuses with %d is %s, and asked once", async (hook, status, kind) => {
  const { bench, said } = await asked(hook, { status });
  expect(said).toEqual({ kind, code: expect.stringMatching(/^\w+$/) });
  expect(bench.calls.since(0)).toHaveLength(1);
});

test.each(both)("%s that never answers, or too late, is notYet within its bound", async (hook) => {
  for (const answer of [{ never: true }, { state: "ready", delayMs: 60_000 }] as const) {
    const { said, tookMs } = await asked(hook, answer, 300);
    expect(said.kind).toBe("notYet");
    expect(tookMs).toBeLessThan(2_000);
  }
});

test.each(both)("%s that is not there is notAsked", async (hook) => {
  const bench = await createHooksBench();
  expect(await hooksAt(bench.url, roleOf(bench)).ask(hook, plan, 30_000)).toMatchObject({ kind: "notAsked" });
});

test.each(both)("%s: the role needs no other right where FC judges it with a version", async (hook) => {
  const flips = ["fc.invoke-resource", "fc2.invoke-resource"];
  expect((await asked(hook, { state: "ready" }, 30_000, flips)).said).toEqual({ kind: "ready" });
});

test("the role reaches no function beside its stack's own and the hooks", async () => {
  const bench = await createHooksBench();
  const others = ["fc:stack-hooks", "fc:stack-other", "fc2:other/put-back", "fc2:ops2/put-back"];
  for (const name of others) bench.hooks.script(name, [{ state: "ready" }]);
  const role = roleOf(bench);
  for (const name of ["stack-hooks", "stack-other"])
    await expect(bench.fc3(name, "{}", role)).rejects.toMatchObject({ code: "AccessDenied" });
  for (const service of ["other", "ops2"])
    await expect(bench.fc2(role).invokeFunction(service, "put-back", "{}")).rejects.toMatchObject({
      code: "AccessDenied",
    });
  expect(bench.hooks.calls()).toEqual([]);
});

test.each(both)("%s without the right is notAsked", async (hook) => {
  const bench = await createHooksBench();
  bench.hooks.script(hook, [{ state: "ready" }]);
  const hooks = hooksAt(bench.url, bench.role("functions/stack-reconcile", "services/other/functions/*"));
  expect(await hooks.ask(hook, plan, 30_000)).toMatchObject({ kind: "notAsked" });
  expect(bench.hooks.calls()).toEqual([]);
});

test.each([
  "fc:stack-redeploy-instance",
  "fc:other-hook-a",
  "fc2:other/put-back",
  "fc2:ops2/put-back",
  "fc3:stack-hook-a",
  "",
])("%s is no hook of this stack: nothing is sent", async (hook) => {
  const bench = await createHooksBench();
  const said = await hooksAt(bench.url, bench.principals.account).ask(hook, plan, 30_000);
  expect(said).toEqual({ kind: "notAsked", code: "NoHookOfThisStack" });
  expect(bench.calls.since(0)).toEqual([]);
});

/** Whoever stands between: what it says is not FC's word. */
async function proxy(answer: (respond: import("node:http").ServerResponse) => void) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume().on("end", () => answer(response));
  });
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // a TCP server's address is never text
  const key = { accessKeyId: "STS.x", accessKeySecret: "s", securityToken: "t" };
  return { hooks: hooksAt(`http://127.0.0.1:${port}`, key), requests: () => requests };
}

const foreign = [403, 404, 502].flatMap((status) =>
  ["<html>no</html>", '{"message":"no"}'].map((body) => [status, body] as const),
);

test.each(both.flatMap((hook) => foreign.map(([status, body]) => [hook, status, body] as const)))(
  "%s: a %d of whoever stands between, %s, proves nothing",
  async (hook, status, body) => {
    const { hooks } = await proxy((response) => void response.writeHead(status).end(body));
    expect(await hooks.ask(hook, plan, 30_000)).toMatchObject({ kind: "notYet" });
  },
);

test.each(both)("%s: a connection that breaks, new or kept, is notYet, and nothing is sent again", async (hook) => {
  let breaks = false;
  const { hooks, requests } = await proxy((response) =>
    breaks ? void response.destroy() : void response.end('{"state":"ready"}'),
  );
  expect(await hooks.ask(hook, plan, 30_000)).toEqual({ kind: "ready" });
  breaks = true;
  for (const sent of [2, 3]) {
    const code = expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/);
    expect(await hooks.ask(hook, plan, 30_000)).toEqual({ kind: "notYet", code });
    expect(requests()).toBe(sent);
  }
});

test.each(both)("%s: an answer that trickles for ever ends at its bound, and its connection too", async (hook) => {
  let closed = false;
  let trickles = false;
  const { hooks } = await proxy((response) => {
    if (!trickles) return void response.end('{"state":"ready"}');
    response.writeHead(200);
    const trickle = setInterval(() => response.write(" "), 20);
    response.on("close", () => {
      closed = true;
      clearInterval(trickle);
    });
  });
  expect(await hooks.ask(hook, plan, 300)).toEqual({ kind: "ready" }); // a kept connection may lose the SDK's own timers
  trickles = true;
  const beganMs = performance.now();
  expect(await hooks.ask(hook, plan, 400)).toMatchObject({ kind: "notYet" });
  expect(performance.now() - beganMs).toBeLessThan(2_000);
  await expect.poll(() => closed).toBe(true);
});

test.each(both)("%s: an answer without end is left once it is too large", async (hook) => {
  let sentBytes = 0;
  const { hooks } = await proxy((response) => {
    response.writeHead(200);
    const pour = () => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536, " "))) sentBytes += 65_536;
    };
    response.on("drain", pour);
    pour();
  });
  expect(await hooks.ask(hook, plan, 30_000)).toEqual({ kind: "notYet", code: "AnswerTooLarge" });
  expect(sentBytes).toBeLessThan(10 * 1_024 * 1_024);
});
