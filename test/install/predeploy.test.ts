import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { deployedFunctions } from "../../shared/install/deployed-functions.ts";
import { settingsProblems } from "../../shared/install/settings-problems.ts";
import { staleBundles } from "../../shared/install/stale-bundles.ts";
import { productYaml } from "../deploy.ts";
import { root } from "../local.ts";
import { installed, settings } from "./settings.ts";

const said = (changed: Readonly<Record<string, string>>) => settingsProblems(installed(changed));

test("a region and two secrets are enough, with ENS and without", () => {
  expect(said({})).toEqual([]);
  expect(said({ ENS: "1" })).toEqual([]);
});

test.each([
  [
    { PRINCIPALS: "oops" },
    /^PRINCIPALS: must be JSON, for example \[.*\]\. Functions: console, answer, redeploy-instance, /,
  ],
  [
    { FINGERPRINT_KEYS: "[]" },
    /^FINGERPRINT_KEYS: needs at least one key.* Functions: console, answer, redeploy-instance, /,
  ],
  [
    { DATE_WINDOW_MINUTES: "1" },
    /^DATE_WINDOW_MINUTES: may not be under 15.*\. Functions: reconcile, console, answer\.$/,
  ],
  [{ NOTICES: "[{}]" }, /^NOTICES\.0\.name: .*Functions: reconcile\.$/],
  [{ ENS: "yes" }, /^ENS: must be 0 or 1\. Functions: reconcile, doctor\.$/],
  [{ ALIBABA_CLOUD_REGION: "Hangzhou" }, /^The region is Hangzhou\. It must be one such as cn-hangzhou\.$/],
  [{ STACK: "Ops" }, /^STACK: must be 2 to 13 of a-z/],
  [{ STACK: "payments" }, /^The Tablestore instance would be named payments\..* choose another STACK, or /],
])("%j is refused in one line that says what is allowed", (changed, line) => {
  expect(said(changed)).toContainEqual(expect.stringMatching(line));
});

test("no line has a secret in it, and one problem of five functions is one line", () => {
  const secret = "whsec_a-secret-that-must-not-be-shown";
  const lines = said({ PRINCIPALS: JSON.stringify([{ name: "oncall", keys: [secret] }]) });
  expect(lines).toHaveLength(1);
  expect(lines.join("\n")).not.toContain(secret);
});

test("more settings than FC takes are refused by size, with the one to shorten", () => {
  const key = (at: number) => `whpk_${Buffer.alloc(32, at).toString("base64")}`;
  const many = (count: number) =>
    JSON.stringify(Array.from({ length: count }, (_, at) => ({ name: `caller-${at}`, keys: [key(at), key(at + 64)] })));
  expect(said({ PRINCIPALS: many(24) })).toEqual([]);
  expect(said({ PRINCIPALS: many(32) })).toContainEqual(
    expect.stringMatching(
      /^The settings of console have \d+ bytes; FC takes 4096\. The largest is PRINCIPALS: shorten it\.$/,
    ),
  );
});

test("of ENS nothing is looked at where it is not deployed", () => {
  const text = productYaml().replace("ens: https://ens.aliyuncs.com", "ens: ens.aliyuncs.com");
  const saidOf = (ENS: string) => settingsProblems(installed({ ENS }, text)).join("\n");
  expect(saidOf("0")).not.toContain("event-redeploy-instance");
  expect(saidOf("1")).toContain("event-redeploy-instance");
});

/** A folder with sources and bundles; the bundles were made ten seconds after the sources. */
function checkout() {
  const folder = mkdtempSync(path.join(tmpdir(), "predeploy-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const put = (file: string, second: number) => {
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), "");
    utimesSync(path.join(folder, file), second, second);
  };
  for (const file of ["functions/console.ts", "shared/config.ts", "shared/openapi.json", "package-lock.json"])
    put(file, 1_000);
  const codes = deployedFunctions(installed()).map(([, { code }]) => code);
  for (const code of codes) put(`${code}/index.js`, 1_010);
  return {
    put,
    stale: () => staleBundles(folder, installed()),
    remove: (file: string) => rmSync(path.join(folder, file)),
  };
}

test("bundles that are newer than their sources are deployed", async () => {
  const { put, stale } = checkout();
  put("shared/openapi.json", 2_000); // no source of a bundle
  expect(await stale()).toBeUndefined();
});

test.each(["functions/console.ts", "shared/config.ts", "package-lock.json"])(
  "bundles that were built before %s was changed are refused",
  async (file) => {
    const { put, stale } = checkout();
    put(file, 1_020);
    expect(await stale()).toMatch(
      new RegExp(`^Built before ${file} was changed: ./dist/reconcile, .*Run: npm run build$`),
    );
  },
);

test("a bundle that is missing is refused", async () => {
  const { remove, stale } = checkout();
  remove("dist/console/index.js");
  expect(await stale()).toBe("Not built: ./dist/console. Run: npm run build");
});

const predeploy = async (env: Readonly<Record<string, string>>) => {
  const command = [path.join(root, "node_modules/tsx/dist/cli.mjs"), path.join(root, "shared/cli/predeploy.ts")];
  const { PATH = "" } = process.env;
  return await promisify(execFile)(process.execPath, command, { env: { PATH, ...env } }).then(
    ({ stdout }) => ({ code: 0, out: stdout, err: "" }),
    (error: { code: number; stderr: string }) => ({ code: error.code, out: "", err: error.stderr }),
  );
};

test("the command ends with 1 and a line for what is missing, and needs no account", async () => {
  const { ALIBABA_CLOUD_REGION: _, ...rest } = settings;
  expect(await predeploy(rest)).toMatchObject({
    code: 1,
    err: "ALIBABA_CLOUD_REGION is not set, and has no default, for vars.region. Set it in the environment and run this again.\n",
  });
  const { code, err } = await predeploy({ ...settings, FINGERPRINT_KEYS: "[]" });
  expect([code, err]).toEqual([1, expect.stringContaining("FINGERPRINT_KEYS: needs at least one key")]);
});
