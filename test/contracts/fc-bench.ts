import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type * as fcModule from "@alicloud/fc20230330";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import { createAccount } from "../cloud/account/account.ts";
import { createCallLog } from "../cloud/core/calls.ts";
import { createClock } from "../cloud/core/clock.ts";
import { createExchange, type Exchange } from "../cloud/core/exchange.ts";
import { createFaults, type Fault, faultSchema } from "../cloud/core/faults.ts";
import { createGuesses } from "../cloud/core/guesses.ts";
import { readBody } from "../cloud/core/http.ts";
import { createPrincipals, type Principal, type Principals } from "../cloud/core/principals.ts";
import { createFc } from "../cloud/fc/fc.ts";
import type { FunctionLog } from "../cloud/fc/start-instance.ts";
import { guesses } from "../cloud/guesses.ts";

// require sees the same module under node and vitest; their imports disagree on what its default export is.
export const fcSdk = createRequire(import.meta.url)("@alicloud/fc20230330") as typeof fcModule.default;

/** A hand-written function: CommonJS source and what s.yaml says of it. */
export type BenchFunction = { readonly code: string; readonly props?: Readonly<Record<string, unknown>> };

const settings = { accountId: "1000000000000001", regionId: "cn-hangzhou" };

/**
 * Function Compute with hand-written functions, behind a real HTTP server. Functions reach the server through
 * `process.env.CLOUD`; `GET /probe` is a signed call of theirs that faults can meet as product ecs, action Probe.
 */
export async function createFcBench(
  functions: Readonly<Record<string, BenchFunction>>,
  vars = {},
  flips: readonly string[] = [],
) {
  const clock = createClock();
  const limits = createClock();
  const principals = createPrincipals();
  const faults = createFaults();
  const calls = createCallLog(clock.nowMs);
  const exchange = createExchange({ clock, calls, faults });
  const logs: FunctionLog[] = [];
  const account = createAccount({ clock, settings });

  const { server, port } = await listen((request, response) => serve(request, response));
  const fc = await createFc({
    clock,
    limits,
    principals,
    exchange,
    settings,
    account,
    stack: "bench",
    url: `http://127.0.0.1:${port}`,
    serverlessYaml: writeProject(functions, vars),
    environment: { CLOUD: `http://127.0.0.1:${port}` },
    onFunctionLog: (log) => void logs.push(log),
    holds: createGuesses(guesses, flips),
  });

  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = (await readBody(request, 40_000_000)) ?? Buffer.alloc(0);
    const [, functionName] = /^\/fn\/([^/?]+)/.exec(request.url ?? "") ?? [];
    if (functionName !== undefined) return fc.trigger(functionName, request, response, body);
    if (fc.owns(request)) return fc.handle(request, response, body);
    return probe(request, response, { principals, exchange });
  };

  onTestFinished(async () => {
    await fc.close();
    clock.reset();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  return {
    fc,
    clock,
    /** The time that counts towards the timeouts of functions. */
    limits,
    principals,
    account,
    calls,
    logs,
    port,
    url: `http://127.0.0.1:${port}`,
    plan: (fault: Partial<Fault>) => faults.add(faultSchema.parse(fault)),
  };
}

async function listen(serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // an address: it listens on TCP
  return { server, port };
}

/** Writes s.yaml and the built functions to a folder that is removed after the test; returns the path of s.yaml. */
export function writeProject(
  functions: Readonly<Record<string, BenchFunction>>,
  vars: Readonly<Record<string, unknown>> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), "fc-bench-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const resources = Object.entries(functions).map(([functionName, { code, props }]) => {
    mkdirSync(join(folder, "dist", functionName), { recursive: true });
    writeFileSync(join(folder, "dist", functionName, "index.js"), code);
    const common = {
      region: settings.regionId,
      functionName,
      runtime: "nodejs20",
      handler: "index.handler",
      code: `./dist/${functionName}`,
      timeout: 30,
      environmentVariables: { CLOUD: `\${env('CLOUD', 'none')}` },
    };
    return [functionName, { component: "fc3", props: { ...common, ...props } }];
  });
  const file = join(folder, "s.yaml");
  writeFileSync(
    file,
    stringify({ edition: "3.0.0", name: "bench", access: "default", vars, resources: Object.fromEntries(resources) }),
  );
  return file;
}

/** A call signed (here: named) by a function's temporary key, carried out by the exchange like any other. */
const probe = (
  { headers }: IncomingMessage,
  response: ServerResponse,
  { principals, exchange }: { readonly principals: Principals; readonly exchange: Exchange },
) => {
  const answer = (status: number, body: string) => ({ status, headers: {}, body, code: null, effect: status === 200 });
  return exchange(
    {
      product: "ecs",
      action: "Probe",
      principal: principals.find(String(headers["x-key"])),
      params: {},
      instanceId: undefined,
      requestId: "probe",
      apply: () => answer(200, "done"),
      refuse: (status, code) => answer(status, code),
      throttle: { status: 400, code: "Throttling" },
    },
    response,
  );
};

/** Runs the body of \`run\` with \`event\`, \`context\`, \`probe()\` at hand. */
export const handler = (body: string, props: BenchFunction["props"] = {}): BenchFunction => ({
  code: `
    const { text } = require("node:stream/consumers");
    const probe = (context) => new Promise((resolve, reject) => {
      const headers = { "x-key": context.credentials.accessKeyId };
      require("node:http").get(process.env.CLOUD + "/probe", { headers }, (answer) => resolve(text(answer))).on("error", reject);
    });
    exports.handler = async (event, context) => { ${body} };`,
  props,
});

export const httpTrigger = (methods: readonly string[], authType = "anonymous") => ({
  triggerName: "http",
  triggerType: "http",
  triggerConfig: { authType, methods },
});

export type Bench = Awaited<ReturnType<typeof createFcBench>>;

type Key = Pick<Principal, "accessKeyId" | "accessKeySecret" | "securityToken">;

type Endpoint = { readonly port: number; readonly principals: { readonly account: Key } };

/** The official client. */
export const createFcClient = ({ port, principals }: Endpoint, key: Key = principals.account) =>
  new fcSdk.default(
    new $OpenApiUtil.Config({
      accessKeyId: key.accessKeyId,
      accessKeySecret: key.accessKeySecret,
      ...(key.securityToken !== undefined && { securityToken: key.securityToken }),
      endpoint: `127.0.0.1:${port}`,
      protocol: "HTTP",
      regionId: "cn-hangzhou",
    }),
  );

/** The official client; `invoke` returns what the wire said. */
export function createCaller(endpoint: Endpoint, key: Key = endpoint.principals.account) {
  const client = createFcClient(endpoint, key);
  return async (
    functionName: string,
    payload: string,
    headers: ConstructorParameters<typeof fcModule.InvokeFunctionHeaders>[0] = {},
  ) => {
    const answer = await client.invokeFunctionWithOptions(
      functionName,
      new fcSdk.InvokeFunctionRequest({ body: Readable.from([Buffer.from(payload)]), qualifier: "LATEST" }),
      new fcSdk.InvokeFunctionHeaders(headers),
      new $dara.RuntimeOptions({ readTimeout: 120_000, connectTimeout: 120_000 }),
    );
    const chunks: Buffer[] = [];
    for await (const chunk of answer.body ?? []) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    return { status: answer.statusCode, errorType: answer.headers?.["x-fc-error-type"], text, headers: answer.headers };
  };
}
