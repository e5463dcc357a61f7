import { fork } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundle, bundleSettings } from "../../functions/build/bundle.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { root, startLocal } from "../local.ts";
import type { Announced, Played, Stage } from "./play.ts";
import { type Recorder, startRecorder } from "./recorder.ts";

let cloud: Cloud;
let recorder: Recorder;
let folder = "";
let plain: Run;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "gate-"));
  cloud = await startLocal();
  for (const name of ["fc:redeploy-once-hook-failover", "fc2:ops/put-back"]) {
    const script = JSON.stringify({ name, answers: [{ state: "ready" }] });
    await fetch(`${cloud.wireUrl}/_cloud/hooks`, { method: "POST", body: script });
  }
  recorder = await startRecorder(cloud.wireUrl);
  plain = await play(await bundledPlainly());
});
afterAll(async () => {
  recorder.close();
  await cloud.close();
  await rm(folder, { recursive: true });
});

/** Of each play, the bytes of its requests and what it came to. */
type Run = Readonly<Record<string, { readonly requests: readonly string[]; readonly outcome: unknown }>>;

const driver = path.join(root, "test/gate/driver.ts");

async function bundledPlainly(): Promise<string> {
  const outfile = path.join(folder, "plain/driver.cjs");
  await build({ ...bundleSettings, entryPoints: [driver], outfile });
  return outfile;
}

/** The driver as functions are bundled. `read` reads the files of packages. */
async function trimmed(name: string, read?: (file: string) => Promise<string>): Promise<string> {
  const outDir = path.join(folder, name);
  const entries = [{ in: driver, out: "driver" }];
  await bundle({ outDir, entries, partsFolder: ".", ...(read && { read }) });
  return path.join(outDir, "driver.js");
}

/** Plays everything in a process of its own. */
async function play(script: string): Promise<Run> {
  const { accessKey, settings, clock } = cloud;
  const stage: Stage = {
    endpoint: recorder.endpoint,
    nowMs: clock.nowMs(),
    accessKey,
    accountId: settings.accountId,
    regionId: settings.regionId,
    instance: settings.tablestoreInstance,
  };
  const child = fork(script, { env: { STAGE: JSON.stringify(stage) } });
  const { outcomes, unplayed } = await new Promise<Played>((played, failed) => {
    child.on("message", (message: Announced | Played) => {
      if ("outcomes" in message) return played(message);
      recorder.announce(message);
      child.send("heard");
    });
    child.on("exit", (code) => failed(new Error(`${script} ended with ${code} before it had played everything`)));
  });
  if (unplayed.length > 0) throw new Error(`No play makes these calls: ${unplayed.join(", ")}`);
  const requests = recorder.take();
  return Object.fromEntries(
    Object.entries(outcomes).map(([name, outcome]) => [name, { requests: requests[name] ?? [], outcome }]),
  );
}

/** The names of the plays that differ. */
const differences = (run: Run) =>
  Object.keys({ ...plain, ...run }).filter((name) => JSON.stringify(plain[name]) !== JSON.stringify(run[name]));

test("what is trimmed sends the same bytes and takes the same from every answer as what is not", async () => {
  const run = await play(await trimmed("trimmed"));
  expect(differences(run)).toEqual([]);
  const count = Object.values(run).flatMap(({ requests }) => requests).length;
  console.log(`${Object.keys(run).length} plays and ${count} requests compared, 0 differences`);
  expect(count).toBeGreaterThan(1_000);
});

test("one model left out is found", async () => {
  const model = 'Object.defineProperty(exports, "StartInstanceRequest", ';
  const read = async (file: string) => {
    const text = await readFile(file, "utf8");
    return file.endsWith("ecs20140526/dist/models/model.js")
      ? text.replace(model, model.replace("Start", "Tart"))
      : text;
  };
  const found = differences(await play(await trimmed("planted", read)));
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((name) => !name.startsWith("StartInstance"))).toEqual([]);
});
