import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { productYaml } from "../deploy.ts";
import { root } from "../local.ts";
import { permissive } from "../permissive.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const folder = mkdtempSync(path.join(tmpdir(), "loads-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A file that says what the next write of the ledger is: awaited, or come in. */
const write = path.join(folder, "write");

/** Stands still as a long load would, until a write that is awaited has come in, and says whether it has within 10 s. */
const waiting = `{
  const { existsSync, readFileSync } = require("node:fs");
  const isAwaited = () => existsSync(${JSON.stringify(write)}) && readFileSync(${JSON.stringify(write)}, "utf8") !== "come in";
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let tries = 0; tries < 400 && isAwaited(); tries++) Atomics.wait(cell, 0, 0, 25);
  process.stdout.write(isAwaited() ? "the write had to wait\\n" : "the write was on its way\\n");
}`;

/** The built bundles, of which each part says when it is loaded, and the cloud's whether the claim's write waits for it. */
function telling(): string {
  cpSync(path.join(root, "dist"), path.join(folder, "dist"), { recursive: true });
  for (const part of ["tablestore", "cloud", "deferred", "time"])
    for (const name of readdirSync(path.join(folder, "dist")))
      if (existsSync(path.join(folder, "dist", name, `${part}.js`)))
        appendFileSync(path.join(folder, "dist", name, `${part}.js`), `\nprocess.stdout.write("loaded ${part}\\n");`);
  appendFileSync(path.join(folder, "dist", redeploy, "cloud.js"), waiting);
  const file = path.join(folder, "s.yaml");
  writeFileSync(file, productYaml());
  return file;
}

const bench = createBench({
  serverlessYaml: telling(),
  watch: (sight) => {
    if (sight.what === "asked" && sight.call.action === "PutRow") writeFileSync(write, "come in");
  },
});

/** What a function has said since the last time, and which parts it has loaded. */
function saidBy(name: string) {
  const said = bench.logs.filter((line) => line.includes(` redeploy-once-${name} `)).join("");
  return { said, parts: [...said.matchAll(/loaded (tablestore|cloud|deferred|time)/g)].map(([, part]) => part) };
}

test("a stranger's call loads no client, whatever it asks for", async () => {
  const hand = bench.hand();
  const unsigned = { method: "POST", body: "{}" };
  expect((await hand.request(redeploy, unsigned)).status).toBe(401);
  expect((await hand.request(redeploy, unsigned, "/nowhere")).status).toBe(404);
  expect((await hand.request(redeploy, { method: "POST", body: "x".repeat(1_000_000) })).status).toBe(413);
  const { said, parts } = saidBy(redeploy);
  expect(said).toContain('"codeCache":"hit"');
  expect(parts).toEqual([]);
});

test("an event that is another function's loads no client", async () => {
  await bench.hand().publish(notice(plain, { eventId: "e-bp1notlisted" }));
  await bench.hand().idle();
  const { said, parts } = saidBy("reboot-instance");
  expect(said).toContain('"state":"NotMine"');
  expect(parts).toEqual([]);
});

test("a first call loads what it needs, and its repetition on a new instance only the ledger's client", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  writeFileSync(write, "awaited");
  const first = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t-1" });
  expect(first.status).toBe(200);
  expect(saidBy(redeploy).parts).toEqual(["tablestore", "cloud"]);
  expect(saidBy(redeploy).said).toContain("the write was on its way");

  await hand.advance(11 * 60_000); // idle instances have ended by then
  await hand.idle();
  bench.logs.splice(0);
  const again = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t-1" });
  expect(again.text).toBe(first.text);
  const { said, parts } = saidBy(redeploy);
  expect(said).toContain('"step":"load"');
  expect(parts).toEqual(["tablestore"]);
});

test("the code of time zones is loaded for a policy with windows or freezes only", async () => {
  const hand = bench.hand();
  const freezes = [{ from: "2020-01-01 00:00", to: "2020-01-02 00:00", why: "over long ago" }];
  await hand.policy({ ...permissive(), guardBand: "30m" });
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "t-1" });
  expect(saidBy(redeploy).parts).toEqual(["tablestore", "cloud"]);
  await hand.policy({ ...permissive(), freezes });
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "t-2" });
  expect(saidBy(redeploy).parts).toEqual(["tablestore", "cloud", "time"]);
});
