import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { bundle } from "../../functions/build/bundle.ts";
import type * as clouds from "../../shared/cloud/clouds.ts";

type Arrived = { readonly nonce: string; readonly socket: Socket };

const arrived: Arrived[] = [];
type Answer = (response: ServerResponse) => void;
let answer: Answer = (response) => void response.end();
const server = createServer((request, response) => {
  arrived.push({ nonce: String(request.headers["x-acs-signature-nonce"]), socket: request.socket });
  request.resume().on("end", () => answer(response));
});
let endpoint = "";
let folder = "";
let load: typeof clouds;
beforeAll(async () => {
  await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a TCP server's address is never text
  // As it is deployed: trimmed, with the SDK as Node itself loads it.
  folder = await mkdtemp(path.join(tmpdir(), "send-once-"));
  const entries = [{ in: path.resolve("shared/cloud/clouds.ts"), out: "clouds" }];
  await bundle({ outDir: folder, entries, partsFolder: "" });
  load = createRequire(import.meta.url)(path.join(folder, "clouds.js"));
});
beforeEach(() => void arrived.splice(0));
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const json = (status: number, body: object) => (response: ServerResponse) =>
  void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const refusal = (status: number, Code: string) => json(status, { Code, Message: Code, RequestId: "r-1" });
const taken = json(200, { RequestId: "r-1", TaskId: "t-1" });

const credentials = { accessKeyId: "id", accessKeySecret: "secret", securityToken: "" };
const pin = (nonce: string) => ({ signedAtMs: 0, nonce });
const sends = {
  ECS: ({ ecs }: clouds.Clouds, nonce: string) => ecs.redeployInstance("i-1", false, pin(nonce)),
  ENS: ({ ens }: clouds.Clouds, nonce: string) =>
    ens.eventRedeployInstance({ EventId: "e-1", ResourceId: "i-1", OpsType: "immediate" }, pin(nonce)),
};

const fates: readonly [string, Answer, string][] = [
  ["whose connection breaks", (response) => void response.destroy(), "unknown"],
  ["whose answer breaks off", (response) => void response.writeHead(200, { "content-length": 9 }).destroy(), "unknown"],
  ["that is answered 502 by a proxy", (response) => void response.writeHead(502).end("<html>"), "unknown"],
  ["that is answered 503", refusal(503, "ServiceUnavailable"), "unknown"],
  ["that is throttled", refusal(400, "Throttling.User"), "none"],
  ["that is throttled with 429", refusal(429, "Throttling.Api"), "none"],
];
const cases = fates.flatMap(([name, fate, kind]) =>
  (["ECS", "ENS"] as const).map((product) => ({ product, name, fate, kind })),
);

test.each(cases)("a call of $product $name goes over the wire once, on a kept connection too", async (each) => {
  const api = { endpoint, regionId: "cn-hangzhou" };
  const settings = { ecs: api, ens: api };
  const cloud = {
    ecs: (await load.loadEcs())(settings, credentials, () => 0),
    ens: (await load.loadEns())(settings, credentials, () => 0),
  };
  const send = (nonce: string) => sends[each.product](cloud, nonce);
  answer = taken;
  expect((await send("first")).kind).toBe("accepted");
  answer = each.fate;
  expect((await send("second")).kind).toBe(each.kind);
  answer = taken; // whoever came back for more would be heard
  await send("third");
  expect(arrived.map(({ nonce }) => nonce)).toEqual(["first", "second", "third"]);
  expect(arrived[1]?.socket).toBe(arrived[0]?.socket);
});
