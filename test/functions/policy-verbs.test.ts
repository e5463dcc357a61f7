import { expect, test } from "vitest";
import { actingBy, textOf } from "../acting-by.ts";
import { invokeFunction } from "../invoke.ts";
import { createBench, plain } from "./bench.ts";

const bench = createBench({ policy: actingBy([], "observe") });
const acting = actingBy([]);
const observing = actingBy([], "observe");

/** What a person says to console by a direct invoke: under RAM they have every role. */
async function say(verb: string, args: object): Promise<Record<string, unknown>> {
  const { body } = await invokeFunction(bench.cloud(), "console", { verb, ...args });
  return body;
}
const apply = (policy: object, args: object) => say("policy apply", { Policy: policy, Why: "a test", ...args });

/** Pending events that reconcile has seen and, under a policy that observes, only stored. */
async function observed(...instanceIds: readonly string[]): Promise<void> {
  for (const instanceId of instanceIds) await bench.hand().raise(instanceId);
  await bench.hand().minutes(2);
}

test("observed, previewed, applied with its number: only then the pending events are answered", async () => {
  await observed(plain, "i-bp1plain0002");
  expect(await bench.sends(plain)).toEqual([]);

  const preview = await apply(acting, { Serial: 1, Preview: true });
  expect(preview).toMatchObject({
    Policy: { Hash: textOf(acting).hash },
    Before: { Serial: 1, By: "tester" },
    Diff: [{ Path: "mode", Before: "observe", After: "act" }],
    Starts: 2,
    Ends: 0,
    StartsOf: [expect.stringContaining("RedeployInstance"), expect.stringContaining("RedeployInstance")],
    Warnings: [],
  });

  const unsaid = await apply(acting, { Serial: 1 });
  expect(unsaid["errorMessage"]).toContain("StartsOthers: It would start 2 waiting or pending operations");
  expect((await apply(acting, { Serial: 0, Start: 2 }))["errorMessage"]).toContain(
    "PolicyChanged: You looked at policy 0",
  );
  await bench.hand().minutes(7);
  expect(await bench.sends(plain)).toEqual([]);

  expect(await apply(acting, { Serial: 1, Start: 2 })).toMatchObject({ Policy: { Serial: 2, By: "ram" }, Starts: 2 });
  await bench.hand().minutes(7);
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(await bench.sends("i-bp1plain0002")).toHaveLength(1);
});

test("while nobody has listed what is pending, a policy that acts needs its number, and nothing is applied without it", async () => {
  const said = (await apply(acting, { Serial: 1 }))["errorMessage"];
  expect(said).toMatch(/^StartsOthers: What it would start could not be counted whole: .*never listed/);
  expect(await say("policy show", {})).toMatchObject({ Policy: { Serial: 1 } });
  expect(await apply(acting, { Serial: 1, Start: 0 })).toMatchObject({ Policy: { Serial: 2 } });
});

test("a rollback is told and counted like an apply, and gets a serial of its own", async () => {
  await apply(acting, { Serial: 1, Start: 0 });
  await apply(observing, { Serial: 2 });
  await observed(plain);
  const back = { To: 2, Why: "it was right", Serial: 3 };
  expect((await say("policy rollback", back))["errorMessage"]).toContain("StartsOthers");
  expect(await say("policy rollback", { ...back, Start: 1 })).toMatchObject({
    Policy: { Serial: 4, Hash: textOf(acting).hash, Why: "it was right" },
    Before: { Serial: 3 },
  });
  expect((await say("policy rollback", { ...back, To: 9, Serial: 4 }))["errorMessage"]).toContain(
    "InvalidSerial.NotFound",
  );
});

test("a policy is applied by its owner alone, over HTTP too", async () => {
  const hand = bench.hand();
  const { settings } = await hand.world();
  const body = { Policy: acting, Why: "a test", Serial: 1, Start: 0 };
  expect((await hand.call("console", body, undefined, {}, "/policy/apply")).status).toBe(403);
  const applied = await hand.call("console", body, settings.consentSecret, {}, "/policy/apply");
  expect([applied.status, applied.body["Policy"]]).toEqual([
    200,
    expect.objectContaining({ Serial: 2, By: "consent" }),
  ]);
});

test("a broken draft is told where it is broken, and the policy in force stays", async () => {
  const broken = { ...acting, mode: "ack" };
  expect(await say("policy check", { Policy: broken })).toMatchObject({
    Problems: [{ Path: "mode", Message: expect.stringContaining("must be observe, ask or act") }],
  });
  const refused = await apply(broken, { Serial: 1 });
  expect(refused["errorMessage"]).toContain("InvalidParameter.Policy: Policy: mode: must be observe, ask or act");
  expect((await apply(acting, { Serial: 1, Preview: true }))["Before"]).toMatchObject({ Serial: 1 });
});

test("a draft is tried on the fleet, on one machine, and on what has happened", async () => {
  const rules = [
    { name: "others look after these", match: { managedBy: "ack.aliyun.com" }, do: "nothing" },
    { name: "databases", match: { tags: { role: "none" } }, do: "documented" },
    { name: "everything else", do: "documented" },
  ];
  await observed(plain, "i-bp1acknode0001");
  const draft = { Policy: { ...acting, rules }, Fleet: true, InstanceId: plain, History: 1 };
  const { Problems, Fleet, Instance, History } = await say("policy check", draft);
  expect(Problems).toEqual([]);
  expect(Fleet).toMatchObject({
    Rules: [{ Rule: "others look after these", Instances: 1 }, { Rule: "databases", Instances: 0 }, {}],
    Warnings: ['No machine matches rule "databases".'],
  });
  expect(Instance).toMatchObject({ InstanceId: plain, Product: "ecs", LocalDisks: "unknown" });
  expect(Object(Instance).Decisions).toContainEqual(
    expect.objectContaining({
      Type: "SystemMaintenance.Redeploy",
      Status: "Scheduled",
      LocalDisks: "yes",
      Fate: "asked",
    }),
  );
  expect(Object(History).Rows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ InstanceId: plain, Fate: "acted", IfLocalDisks: "asked", Do: "RedeployInstance" }),
      expect.objectContaining({ InstanceId: "i-bp1acknode0001", Fate: "leftAlone" }),
    ]),
  );
  expect((await say("policy check", { Policy: acting, InstanceId: "i-none" }))["errorMessage"]).toContain("NotFound");
});

test("what cannot be read of one product is told, and the other one is tried alone", async () => {
  await bench.hand().fault({ product: "ens", action: "DescribeInstances", effect: "error" });
  const { Fleet } = await say("policy check", { Policy: acting, Fleet: true });
  expect(Object(Fleet).Warnings).toEqual([expect.stringContaining("Nothing of ens is in this")]);
  expect(Object(Fleet).Instances).toBeGreaterThan(10);
});

test("a hook is named by the stack: check and apply refuse any other, and say the allowed form", async () => {
  const withHook = (name: string) => ({ ...observing, hooks: { database: { after: name } } });
  const names = ["fc:failover", "fc:redeploy-once-reboot-instance", "fc2:ops/put-back"];
  for (const name of names) {
    const must = `${name} is no hook of this stack; must be fc:redeploy-once-hook-<name>; HOOKS_SERVICE names no service for fc2:`;
    expect(await say("policy check", { Policy: withHook(name) })).toMatchObject({
      Problems: [{ Path: "hooks.database.after", Message: must }],
    });
    const applied = await apply(withHook(name), { Serial: 1 });
    expect(applied["errorMessage"]).toContain(`hooks.database.after: ${must}. Nothing was applied.`);
  }
  const named = withHook("fc:redeploy-once-hook-failover");
  expect(await say("policy check", { Policy: named })).toMatchObject({ Problems: [] });
  expect(await apply(named, { Serial: 1 })).toMatchObject({ Policy: { Serial: 2 } });
});

test("a preview says which hook is asked before what starts; a draft says it for one machine", async () => {
  await observed(plain);
  const { rules, ...rest } = acting;
  const hooks = { web: { before: "fc:redeploy-once-hook-drain" } };
  const hooked = { ...rest, hooks, rules: rules.map((one) => ({ ...one, hook: "web" })) };
  const preview = await apply(hooked, { Serial: 1, Preview: true });
  expect(preview["StartsOf"]).toEqual([
    expect.stringMatching(/^i-bp1plain0001 e-\w+: RedeployInstance by "everything else", asks hook web before$/),
  ]);
  const { Instance } = await say("policy check", { Policy: hooked, InstanceId: plain });
  const { Decisions } = Instance as { readonly Decisions: readonly { readonly Do?: string; readonly Hook?: string }[] };
  const said = (isDone: boolean) =>
    new Set(Decisions.flatMap((one) => ((one.Do !== undefined) === isDone ? [one.Hook] : [])));
  expect([said(true), said(false)]).toEqual([new Set(["asks hook web before"]), new Set([undefined])]);
});
