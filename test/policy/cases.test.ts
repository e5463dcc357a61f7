import { describe, expect, test } from "vitest";
import { type Case, cases, type Setting, settings } from "../../shared/install/cases.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import { readPolicy } from "../../shared/policy/read-policy.ts";
import type { Rule } from "../../shared/policy/rule.ts";
import { foresee } from "../../shared/rehearsal/foresee.ts";
import type { PreviewNeeds } from "../../shared/rehearsal/preview.ts";
import { putInForce } from "../../shared/rehearsal/put-in-force.ts";
import { createControlTable } from "../rehearsal/control-table.ts";
import { subjectOf } from "./policies.ts";

type Part = {
  readonly rule?: Partial<Rule>;
  readonly policy?: object;
  /** What `policy apply` says nothing goes by yet. */
  readonly refused?: readonly string[];
};

/** Each setting as an owner writes it, for the rule "caches". */
const parts: Readonly<Record<Setting, Part>> = {
  mode: { rule: { mode: "ask" } },
  window: {
    rule: { window: "nights" },
    policy: { windows: { nights: { days: ["mon"], open: "01:00", close: "05:00", cutoff: "30m" } } },
  },
  freeze: {
    policy: { freezes: [{ from: "2027-01-28 00:00", to: "2027-02-05 00:00", why: "spring festival" }] },
  },
  guardBand: { policy: { guardBand: "30m" } },
  mayLose: { rule: { mayLose: ["localDisks"] } },
  limits: { policy: { limits: [{ per: "region", inFlight: 5 }] } },
  hook: {
    rule: { hook: "database" },
    policy: { hooks: { database: { before: "fc:redeploy-once-hook-failover" } } },
  },
  repeat: { policy: { repeat: { attempts: 2, within: "24h", cooldown: "1h" } } },
};

/** A policy with both settings, as its reader takes it. */
function policyOf({ keys: [one, other] }: Case, mode: Policy["mode"], rule: Partial<Rule> = {}): Policy {
  const caches = { name: "caches", match: { tags: { role: "cache" } }, do: "documented" };
  const reading = readPolicy({
    ...{ version: 1, timeZone: "UTC", mode },
    rules: [
      { ...caches, ...parts[one].rule, ...parts[other].rule, ...rule },
      { name: "everything else", do: "documented", mode: "observe" },
    ],
    ...parts[one].policy,
    ...parts[other].policy,
  });
  if ("policy" in reading) return reading.policy;
  throw new Error(reading.problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}

/** A stack in which nothing waits. */
function createStack() {
  const fleet = { readMachines: async () => [], listMachines: async () => [], listPast: async () => [] };
  const needs: PreviewNeeds = {
    control: createControlTable().store,
    store: { listOpen: async () => [], readInstance: async () => undefined },
    fleets: { ecs: fleet, ens: fleet },
    scope: { accountId: "1", regionId: "cn-hangzhou" },
    nowMs: () => 7,
    listed: async () => ({ events: [], warnings: [] }),
  };
  const said = { by: "lin", why: "a test", serial: 0, start: undefined, isPreview: false };
  return { applied: (policy: Policy) => putInForce(needs, { ...said, policy }) };
}

const cache = subjectOf({ tags: { role: "cache" }, hasLocalDisks: true });
const named = cases.map((each) => ({ name: each.keys.join(" and "), each }));

test("each pair of settings has one row", () => {
  const pairs = settings.flatMap((one, at) => settings.slice(at + 1).map((other) => `${one} and ${other}`));
  expect(named.map(({ name }) => name).sort()).toEqual(pairs.sort());
  expect(pairs).toHaveLength(28);
});

describe("mode and mayLose", () => {
  const row = named.find(({ name }) => name === "mode and mayLose")?.each;

  test.each([
    ["act", "acted"],
    ["ask", "asked"],
    ["observe", "observed"],
  ] as const)("in mode %s a cache that may lose its local disks is %s", async (mode, fate) => {
    if (row === undefined) throw new Error("The row is gone.");
    for (const policy of [policyOf(row, mode, { mode: "act" }), policyOf(row, "act", { mode })]) {
      expect(foresee(policy, cache)).toMatchObject({ rule: "caches", fate, loses: ["localDisks"] });
      expect(await createStack().applied(policy)).toMatchObject({ applied: { serial: 1 } });
    }
  });

  test("what mayLose does not name is asked for in mode act, too", () => {
    if (row === undefined) throw new Error("The row is gone.");
    expect(foresee(policyOf(row, "act", { mode: "act", mayLose: ["unsavedMemory"] }), cache).fate).toBe("asked");
  });
});
