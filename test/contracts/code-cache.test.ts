import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { load as loadFile } from "../../functions/build/compile.ts";
import { root } from "../local.ts";

const settings = {
  FC_ACCOUNT_ID: "1000000000000001",
  FC_REGION: "cn-hangzhou",
  TABLESTORE_ENDPOINT: "http://127.0.0.1:1",
  TABLESTORE_INSTANCE: "redeploy-once",
  ECS_ENDPOINT: "http://127.0.0.1:1",
  ENS_ENDPOINT: "http://127.0.0.1:1",
  PRINCIPALS: "[]",
  FINGERPRINT_KEYS: '[{"id":"k1","secret":"0123456789abcdef0123456789abcdef"}]',
  DATE_WINDOW_MINUTES: "60",
  STACK: "redeploy-once",
};
const request = {
  version: "v1",
  rawPath: "/resolve",
  body: "{}",
  isBase64Encoded: false,
  headers: {},
  requestContext: { http: { method: "POST", path: "/resolve" } },
};
const context = { requestId: "r", credentials: {}, function: { name: "console", timeout: 60 } };

/** Loads a function as FC does, and asks it something: the last line is its answer, the one before the loader's. */
const script = (folder: string) => `
  const { handler, preload } = require(${JSON.stringify(path.join(folder, "index.js"))});
  preload().then(() => handler(Buffer.from(${JSON.stringify(JSON.stringify(request))}), ${JSON.stringify(context)}))
    .then((answer) => console.log(JSON.stringify(answer)));`;

async function load(folder: string, flags: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const file = path.join(mkdtempSync(path.join(tmpdir(), "code-cache-")), "load.cjs");
  onTestFinished(() => rmSync(path.dirname(file), { recursive: true }));
  writeFileSync(file, script(folder));
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file], { env: { ...settings, ...env } });
  const lines = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { said: lines.find((line) => line["step"] === "load"), answer: lines.at(-1) };
}

/** A copy of the built console, to be spoilt. */
function copied(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "code-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(path.join(root, "dist/console"), folder, { recursive: true });
  return folder;
}

const caches = (folder: string) => readdirSync(folder).filter((file) => file.endsWith(".cache"));
const rewrite = (folder: string, change: (bytes: Buffer) => Buffer) => {
  for (const file of caches(folder))
    writeFileSync(path.join(folder, file), change(readFileSync(path.join(folder, file))));
};

/** 512 MiB in s.yaml. */
const ofFc = ["--max-old-space-size=460", "--max-http-header-size=16384", "--expose-gc"];

test.each([
  ["without flags", [], {}, "hit"],
  ["with FC's flags for its memory", ofFc, {}, "hit"],
  ["with FC's flags for another memory", ["--max-old-space-size=921", ...ofFc.slice(1)], {}, "none"],
  ["with flags in NODE_OPTIONS", [], { NODE_OPTIONS: "--max-old-space-size=100" }, "none"],
])("a Node %s says how it loads, once, and what it is", async (_, flags, env, codeCache) => {
  const { said, answer } = await load(path.join(root, "dist/console"), flags, env);
  expect(said).toMatchObject({ level: "info", codeCache, node: process.version, tag: expect.any(Number) });
  expect(said?.["flags"]).toEqual([...flags, ...Object.values(env)]);
  expect(answer).toMatchObject({ statusCode: 401 });
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ["that is empty", () => Buffer.alloc(0)],
  ["that is cut short", (bytes) => bytes.subarray(0, bytes.length - 100)],
  ["with one wrong byte", (bytes) => Buffer.from(bytes).fill(~(bytes[50_000] ?? 0), 50_000, 50_001)],
])("a cache %s is not used, and the function answers", async (_, spoil) => {
  const folder = copied();
  rewrite(folder, spoil);
  const { said, answer } = await load(folder);
  expect(said).toMatchObject({ codeCache: "damaged" });
  expect(answer).toMatchObject({ statusCode: 401 });
});

test("a cache that another Node made, under this one's name, is refused by V8, and the function answers", async () => {
  const folder = copied();
  const [one = "", other = ""] = caches(folder).filter((file) => file.startsWith("main."));
  const bytes = [one, other].map((file) => readFileSync(path.join(folder, file)));
  for (const [at, file] of [other, one].entries()) writeFileSync(path.join(folder, file), bytes[at] ?? "");
  const { said, answer } = await load(folder);
  expect(said).toMatchObject({ codeCache: "refused" });
  expect(answer).toMatchObject({ statusCode: 401 });
});

test("a cache of another source is not used: V8 compares lengths only", async () => {
  const folder = copied();
  const file = path.join(folder, "main.js");
  writeFileSync(file, readFileSync(file, "utf8").replace("Settings are not usable.", "Settings are not Usable."));
  expect((await load(folder)).said).toMatchObject({ codeCache: "damaged" });
});

test("without caches, and where nothing can be written, a function loads: it writes nothing itself", async () => {
  const folder = copied();
  for (const file of caches(folder)) rmSync(path.join(folder, file));
  const before = readdirSync(folder);
  const { said, answer } = await load(folder);
  expect(said).toMatchObject({ codeCache: "none" });
  expect(answer).toMatchObject({ statusCode: 401 });
  expect(readdirSync(folder)).toEqual(before);
});

test("a part that could not be loaded is loaded anew when it is required again, not taken for an empty one", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "code-cache-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  write("main.js", 'exports.take = () => require("./part.js").it;');
  const { take } = loadFile(path.join(folder, "main.js"), () => undefined) as { readonly take: () => unknown };
  expect(take).toThrow("ENOENT");
  write("part.js", 'exports.it = "half"; throw new Error("broken");');
  expect(take).toThrow("broken");
  write("part.js", 'exports.it = "whole";');
  expect(take()).toBe("whole");
});

test("which part cannot be loaded, and why, is told by the loader: a caller hears of an internal error only", async () => {
  const folder = copied();
  rmSync(path.join(folder, "tablestore.js"));
  const script = `require(${JSON.stringify(path.join(folder, "index.js"))}).preload().catch(() => undefined)`;
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script], { env: settings });
  expect(JSON.parse(stdout.trim().split("\n").at(-1) ?? "")).toMatchObject({
    level: "error",
    step: "load",
    file: "tablestore.js",
    message: expect.stringContaining("ENOENT"),
  });
});
