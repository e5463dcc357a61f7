import fc from "fast-check";
import { expect, test } from "vitest";
import type { Rule } from "../../shared/policy/rule.ts";
import { effectsOf } from "../../shared/rehearsal/effects.ts";
import type { Machine } from "../../shared/remediation/machine.ts";
import { policyWith } from "../policy/policies.ts";
import { listed, machine, unowned } from "./fixtures.ts";

const matches = [
  { tags: { role: "db" } },
  { tags: { role: "*" } },
  { managedBy: "ack.aliyun.com" },
  { zone: "cn-hangzhou-h" },
  { event: "SystemMaintenance.Reboot" },
  { tags: { role: "db" }, event: "SystemMaintenance.Redeploy" },
  { status: "Inquiring" },
  { instances: "i-a" },
] as const satisfies readonly Rule["match"][];

const anyRule = fc.record({
  match: fc.constantFrom(...matches),
  do: fc.constantFrom("nothing", "documented", "RedeployInstance"),
  mode: fc.constantFrom("observe", "ask", "act"),
});

/** Rules of which none is hidden by one above. */
const anyPolicy = fc
  .record({
    mode: fc.constantFrom("observe", "ask", "act"),
    rules: fc.uniqueArray(anyRule, { maxLength: 4, selector: ({ match }) => JSON.stringify(match) }),
  })
  .map(({ mode, rules }) => {
    try {
      return policyWith(
        rules.map((rule, at) => ({ name: `rule ${at}`, ...rule }) as Rule),
        { mode } as object,
      );
    } catch {
      return undefined; // one rule hides another
    }
  })
  .filter((policy) => policy !== undefined);

const anyMachine = fc.record({
  tags: fc.constantFrom({}, { role: "db" }, { role: "web" }, { "ack.aliyun.com": "c" }),
  zone: fc.constantFrom("cn-hangzhou-h", "cn-hangzhou-i", undefined),
  hasLocalDisks: fc.boolean(),
});

const anyEvent = fc.record({
  type: fc.constantFrom("SystemMaintenance.Reboot", "SystemMaintenance.Redeploy", "SystemFailure.Reboot"),
  status: fc.constantFrom("Inquiring", "Scheduled", "Executing"),
});

const runs = { numRuns: 300 };
const known = (facts: Omit<Machine, "product" | "instanceId">) => new Map([["i-a", machine("i-a", facts)]]);

test("whatever a machine is, what starts, ends or asks on it is counted while nothing is known of it", () => {
  const property = fc.property(anyPolicy, anyPolicy, anyMachine, anyEvent, (before, after, facts, event) => {
    const unsent = [unowned(listed("e-1", "i-a", event))];
    const on = effectsOf(before, after, unsent, known(facts), 1);
    const less = [new Map(), known({ ...facts, hasLocalDisks: undefined })].map((machines) =>
      effectsOf(before, after, unsent, machines, 1),
    );
    for (const { starts, ends, asksAgain } of less) {
      expect(starts.length).toBeGreaterThanOrEqual(on.starts.length);
      expect(ends).toBeGreaterThanOrEqual(on.ends);
      expect(asksAgain).toBeGreaterThanOrEqual(on.asksAgain);
    }
  });
  fc.assert(property, runs);
});

test("the same policy changes nothing, on whatever machine, known or not", () => {
  const property = fc.property(anyPolicy, anyMachine, anyEvent, fc.boolean(), (policy, facts, event, isKnown) => {
    const unsent = [unowned(listed("e-1", "i-a", event))];
    const effects = effectsOf(policy, policy, unsent, isKnown ? known(facts) : new Map(), 1);
    expect(effects).toEqual({ starts: [], ends: 0, asksAgain: 0 });
  });
  fc.assert(property, runs);
});
