import { expect, test } from "vitest";
import { chosenSettings } from "../../shared/install/chosen-settings.ts";
import { newSettings } from "../../shared/install/new-settings.ts";
import { settingsProblems } from "../../shared/install/settings-problems.ts";
import { installed } from "./settings.ts";
import { foundAs, wantedFor } from "./wanted.ts";

const ours = foundAs(wantedFor({ settings: { NOTICES: '[{"name":"oncall"}]' } })).functions;
const given = { STACK: "redeploy-once", ALIBABA_CLOUD_REGION: "cn-hangzhou" };

test("a stranger says a region, and no secret: the settings of a new stack can be loaded", () => {
  const { env, sources } = chosenSettings({ given, ours: [], made: newSettings });
  const installation = installed(
    Object.fromEntries(["PRINCIPALS", "FINGERPRINT_KEYS"].map((name) => [name, env(name) ?? ""])),
  );
  expect(settingsProblems(installation)).toEqual([]);
  expect(Object.fromEntries(sources())).toEqual({ PRINCIPALS: "made", FINGERPRINT_KEYS: "made" });
});

test("two new stacks have two keys, and neither passes for the other", () => {
  const keys = [newSettings, newSettings].map((made) =>
    chosenSettings({ given, ours: [], made }).env("FINGERPRINT_KEYS"),
  );
  const ids = keys.map((text) => JSON.parse(text ?? "")[0].id);
  expect(new Set(ids).size).toBe(2);
});

test("what is not said stays as it is, secrets too", () => {
  const { env, sources } = chosenSettings({ given, ours, made: newSettings });
  expect(env("NOTICES")).toBe('[{"name":"oncall"}]');
  expect(env("FINGERPRINT_KEYS")).toBe(ours.at(-1)?.environment["FINGERPRINT_KEYS"]);
  expect(sources().get("FINGERPRINT_KEYS")).toBe("kept");
});

test("what is said counts, and an empty setting says nothing", () => {
  const { env } = chosenSettings({ given: { NOTICES: "[]", PRINCIPALS: "" }, ours, made: newSettings });
  expect(env("NOTICES")).toBe("[]");
  expect(env("PRINCIPALS")).toBe(ours.at(-1)?.environment["PRINCIPALS"]);
});

test("two values of one setting are a person's to choose between, and neither is told", () => {
  const [first, ...others] = ours.filter(({ environment }) => environment["PRINCIPALS"]);
  if (first === undefined) throw new Error("no function has principals");
  const mixed = [{ ...first, environment: { PRINCIPALS: "another" } }, ...others];
  const { env } = chosenSettings({ given, ours: mixed, made: newSettings });
  expect(() => env("PRINCIPALS")).toThrow(
    /PRINCIPALS is not the same in redeploy-once-console and .* Set it in the environment/,
  );
});

test("a key is made once a run, however often it is asked for", () => {
  const { env } = chosenSettings({ given, ours: [], made: newSettings });
  expect(env("FINGERPRINT_KEYS")).toBe(env("FINGERPRINT_KEYS"));
});
