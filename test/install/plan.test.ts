import { expect, test } from "vitest";
import { rightFor } from "../../shared/control/give-right.ts";
import type { Found, FoundFunction } from "../../shared/install/found.ts";
import { planOf } from "../../shared/install/plan.ts";
import { stepWords } from "../../shared/install/step-words.ts";
import { foundAs, wantedFor } from "./wanted.ts";

const nothing: Found = { stack: undefined, functions: [], roles: new Map(), told: undefined };
const wanted = wantedFor();
const asWanted = foundAs(wanted);

const words = (found: Found, to = wanted) => planOf(to, found).steps.map(stepWords);
/** The cloud with one function that is not as wanted. */
const but = (name: string, change: (one: FoundFunction) => FoundFunction): Found => ({
  ...asWanted,
  functions: asWanted.functions.map((one) => (one.name === `redeploy-once-${name}` ? change(one) : one)),
});
const held = (role: string, description: string) => new Map([[role, { name: role, description, trusts: "" }]]);

test("where all is as wanted there is nothing to do", () => {
  expect(planOf(wanted, asWanted)).toEqual({ refusals: [], steps: [] });
});

test("from nothing: the stack, what looks, the tables, the right to act, what acts, and what calls it", () => {
  const all = words(nothing);
  const firstOf = (part: string) => all.findIndex((line) => line.includes(part));
  const lastOf = (part: string) => all.findLastIndex((line) => line.includes(part));
  const right = firstOf("write down that this stack may act on ECS");
  expect(all.slice(0, 2)).toEqual(["create the stack", "create the function redeploy-once-reconcile"]);
  expect(all.slice(right - 4, right + 2)).toEqual([
    "make the tables",
    "create the trigger every-minute of redeploy-once-reconcile",
    "create the trigger http of redeploy-once-console",
    "create the trigger http of redeploy-once-chatops",
    "write down that this stack may act on ECS",
    "create the function redeploy-once-redeploy-instance",
  ]);
  expect(lastOf("create the queue of")).toBe(right + 12);
  expect(all.slice(right + 13).every((line) => line.startsWith("create the trigger"))).toBe(true);
  expect(all.filter((line) => line.startsWith("create the function"))).toHaveLength(9);
  expect(all).toContain("create the limit of instances of redeploy-once-reconcile");
  expect(all).toContain("create the queue of redeploy-once-console");
  expect(all).toContain("create the trigger ecs-system-events of redeploy-once-reboot-instance");
});

test("a function is made before its trigger: nothing calls what is not there", () => {
  const all = words(nothing);
  for (const { name, triggers } of wanted.functions)
    for (const trigger of triggers.keys())
      expect(all.indexOf(`create the function ${name}`)).toBeLessThan(
        all.indexOf(`create the trigger ${trigger} of ${name}`),
      );
});

test("a function of our name without our mark is never touched, and is named", () => {
  const theirs = but("console", (one) => ({
    ...one,
    tags: { team: "billing" },
    properties: { runtime: "python3.10" },
  }));
  const plan = planOf(wanted, theirs);
  expect(plan.steps).toEqual([]);
  expect(plan.refusals.join()).toContain("The function redeploy-once-console is somebody else's");
});

test("another stack's function of our prefix is none of ours, and is left alone", () => {
  const [one] = asWanted.functions;
  if (one === undefined) throw new Error("s.yaml has no function");
  const theirs = { ...one, name: "redeploy-once-2-console", tags: { "redeploy-once": "redeploy-once-2" } };
  expect(planOf(wanted, { ...asWanted, functions: [...asWanted.functions, theirs] })).toEqual({
    refusals: [],
    steps: [],
  });
});

test.each<[string, (one: FoundFunction) => FoundFunction, string]>([
  [
    "a timeout",
    (one) => ({ ...one, properties: { ...one.properties, timeout: 3 } }),
    "update the function redeploy-once-console: timeout",
  ],
  ["its code", (one) => ({ ...one, codeChecksum: "1" }), "update the function redeploy-once-console: code"],
  [
    "a setting, whose value is not told",
    (one) => ({ ...one, environment: { ...one.environment, PRINCIPALS: "[1]" } }),
    "update the function redeploy-once-console: PRINCIPALS",
  ],
  [
    "a setting too many",
    (one) => ({ ...one, environment: { ...one.environment, NODE_OPTIONS: "--require ./x" } }),
    "update the function redeploy-once-console: NODE_OPTIONS",
  ],
  [
    "its release",
    (one) => ({ ...one, environment: { ...one.environment, RELEASE: "0" } }),
    "update the function redeploy-once-console: RELEASE",
  ],
  [
    "its limit",
    (one) => ({ ...one, reservedConcurrency: 1 }),
    "update the limit of instances of redeploy-once-console: reservedConcurrency",
  ],
  [
    "no limit",
    (one) => ({ ...one, reservedConcurrency: undefined }),
    "create the limit of instances of redeploy-once-console",
  ],
  [
    "its queue",
    (one) => ({ ...one, asyncInvokeConfig: { ...one.asyncInvokeConfig, maxAsyncRetryAttempts: 0 } }),
    "update the queue of redeploy-once-console: maxAsyncRetryAttempts",
  ],
  [
    "a trigger that is gone",
    (one) => ({ ...one, triggers: new Map() }),
    "create the trigger http of redeploy-once-console",
  ],
  [
    "a trigger that takes more",
    (one) => ({
      ...one,
      triggers: new Map([
        [
          "http",
          {
            type: "http",
            qualifier: "LATEST",
            config: { authType: "anonymous", disableURLInternet: false, methods: ["POST", "GET"] },
          },
        ],
      ]),
    }),
    "update the trigger http of redeploy-once-console: methods",
  ],
  [
    "a trigger that nobody wants",
    (one) => ({
      ...one,
      triggers: new Map([...one.triggers, ["mine", { type: "http", qualifier: "LATEST", config: {} }]]),
    }),
    "remove the trigger mine of redeploy-once-console",
  ],
])("what differs is brought to what is wanted, and nothing else: %s", (_, change, step) => {
  expect(words(but("console", change))).toEqual([step]);
});

test("what is not wanted any more goes last, its triggers first", () => {
  const withEns = wantedFor({ settings: { ENS: "1" } });
  const found = foundAs(withEns);
  const steps = words({ ...found, stack: asWanted.stack });
  expect(steps.slice(-3)).toEqual([
    "remove the trigger http of redeploy-once-event-redeploy-instance",
    "remove the trigger ens-system-events of redeploy-once-event-redeploy-instance",
    "remove the function redeploy-once-event-redeploy-instance",
  ]);
});

test("a stack whose right another one has is refused, and told whose it is; with --observe it is installed", () => {
  const roles = held("redeploy-once-acts-cn-hangzhou", "The stack ops acts in cn-hangzhou. The role gives no right.");
  expect(planOf(wanted, { ...nothing, roles }).refusals.join()).toMatch(/The stack ops acts in cn-hangzhou.*--observe/);
  const observing = planOf(wantedFor({ acts: false }), { ...nothing, roles });
  expect(observing.refusals).toEqual([]);
  expect(observing.steps.map(stepWords)).toContain("write down that this stack may not act, since ops does");
});

test("a second stack for ENS is refused at that role", () => {
  const roles = held("redeploy-once-acts-ens", "The stack ops in cn-beijing acts on ENS. The role gives no right.");
  expect(planOf(wantedFor({ settings: { ENS: "1" } }), { ...nothing, roles }).refusals.join()).toContain(
    "Another stack has the right to act on ENS: The stack ops in cn-beijing",
  );
});

test("a right is given up before its role goes, and what was begun under it has ended by then", () => {
  const steps = words(asWanted, wantedFor({ acts: false }));
  expect(steps).toEqual([
    "write down that this stack may not act",
    "wait 120 s: what was begun under the right comes to its end",
    "update the stack: Acts",
  ]);
});

test("a stack that was never made is taken away first; one of somebody else's is refused", () => {
  const failed = { ...asWanted, stack: asWanted.stack && { ...asWanted.stack, status: "CREATE_ROLLBACK_COMPLETE" } };
  expect(words(failed)).toEqual(["remove the failed stack", "create the stack"]);
  const theirs = { ...asWanted, stack: asWanted.stack && { ...asWanted.stack, mark: undefined } };
  expect(planOf(wanted, theirs).refusals.join()).toContain("The ROS stack redeploy-once is somebody else's");
});

test("a doctor of another release looks after the tables before anything else is brought to that release", () => {
  const steps = words({ ...asWanted, functions: asWanted.functions.map((one) => ({ ...one, codeChecksum: "1" })) });
  expect(steps.slice(0, 7)).toEqual([
    ...["reconcile", "console", "answer", "chatops", "doctor"].map(
      (name) => `update the function redeploy-once-${name}: code`,
    ),
    "make the tables",
    "update the function redeploy-once-redeploy-instance: code",
  ]);
});

test("a console that does not answer: the tables are looked after, and the right is written again", () => {
  expect(words({ ...asWanted, told: undefined })).toEqual([
    "make the tables",
    "write down that this stack may act on ECS",
  ]);
});

test("what FC writes in another way is the same", () => {
  const found = but("redeploy-instance", (one) => ({
    ...one,
    triggers: new Map(
      [...one.triggers].map(([name, { config, ...trigger }]) => {
        const pattern = (config as { eventRuleFilterPattern?: string }).eventRuleFilterPattern; // of one of the two
        const written = pattern && { eventRuleFilterPattern: JSON.stringify(JSON.parse(pattern), undefined, 2) };
        return [name, { ...trigger, config: { ...(config as object), ...written } }];
      }),
    ),
  }));
  expect(planOf(wanted, found).steps).toEqual([]);
});

test("where the stack has the rules of events itself, no function has a trigger for them: each would come twice", () => {
  const triggers = wantedFor({ hasEventRule: true }).functions.flatMap((one) => [...one.triggers.values()]);
  expect(new Set(triggers.map(({ type }) => type))).toEqual(new Set(["http", "timer"]));
});

test("a right to a part of what it had is given up in the same order", () => {
  const withEns = foundAs(wantedFor({ settings: { ENS: "1" } }));
  const steps = words({ ...withEns, told: { operations: rightFor(["ecs", "ens"]).operations } });
  expect(steps.slice(0, 3)).toEqual([
    "write down that this stack may act on ECS",
    "wait 120 s: what was begun under the right comes to its end",
    "update the stack: Ens, ActsOnEns",
  ]);
});
