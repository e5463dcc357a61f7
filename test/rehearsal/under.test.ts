import { describe, expect, test } from "vitest";
import { fleetUnder } from "../../shared/rehearsal/fleet-under.ts";
import { historyUnder, type Past } from "../../shared/rehearsal/history-under.ts";
import { hookWords } from "../../shared/rehearsal/hook-under.ts";
import { machineUnder } from "../../shared/rehearsal/machine-under.ts";
import type { Machine } from "../../shared/remediation/machine.ts";
import { policyWith } from "../policy/policies.ts";
import { acting, asking, listed, machine, observing, rules, tagged } from "./fixtures.ts";

describe("a fleet under a policy", () => {
  const policy = policyWith([rules.ack, rules.databases, rules.reboots, rules.caches]);
  const fleet = [
    tagged("i-db1", "db"),
    tagged("i-db2", "db"),
    tagged("i-web", "web"),
    machine("i-node", { tags: { "ack.aliyun.com": "c-1", role: "db" } }),
    machine("i-edge", { product: "ens", zone: undefined }),
  ];

  test("has for each rule the machines that it may decide about: none that a rule above takes whatever the event", () => {
    const { machines, rules: counted } = fleetUnder(policy, fleet);
    expect(machines).toBe(5);
    expect(Object.fromEntries(counted.map(({ rule, machines: count }) => [rule, count]))).toEqual({
      "others look after these": 1,
      "databases by hand": 2, // i-node is taken by the rule above
      "reboots in place": 1, // i-web: the databases are taken, and an edge instance has no such event
      "caches may lose their local disks": 0,
      "everything else": 2, // i-web for all but reboots, and the edge
    });
  });

  test("warns of a rule that matches nothing, and of one that rules above leave nothing to", () => {
    expect(fleetUnder(policy, fleet).warnings).toEqual([
      'No machine matches rule "caches may lose their local disks".',
    ]);
    const hidden = policyWith([rules.ack, { ...rules.databases, match: { instances: "i-node" } }]);
    expect(fleetUnder(hidden, fleet).warnings).toEqual([
      'Rule "databases by hand" never decides: rules above it take all 1 machines that it matches.',
    ]);
    expect(fleetUnder(acting, [])).toMatchObject({ machines: 0, warnings: [expect.stringContaining("No machine")] });
  });
});

describe("a machine under a policy", () => {
  const rowsOf = (policy: Parameters<typeof machineUnder>[0], known: Machine) =>
    machineUnder(policy, known).map(({ type, status, fate, planned, ifLocalDisks }) =>
      [type, status, fate, planned?.operation ?? "-", ...(ifLocalDisks === undefined ? [] : [ifLocalDisks])].join(" "),
    );

  test("has a row for every event that a document answers", () => {
    expect(rowsOf(asking, machine("i-edge", { product: "ens" }))).toEqual([
      "Instance:SystemFailure.Redeploy Inquiring asked EventRedeployInstance",
      "Instance:SystemFailure.Redeploy Scheduled asked EventRedeployInstance",
      "Instance:SystemMaintenance.Redeploy Inquiring asked EventRedeployInstance",
      "Instance:SystemMaintenance.Redeploy Scheduled asked EventRedeployInstance",
    ]);
  });

  test("without local disks is redeployed, and with them is asked about", () => {
    const redeploys = (known: Machine) =>
      rowsOf(acting, known).filter((row) => row.startsWith("SystemMaintenance.Redeploy"));
    expect(redeploys(machine("i-a"))).toEqual([
      "SystemMaintenance.Redeploy Inquiring acted RedeployInstance",
      "SystemMaintenance.Redeploy Scheduled acted RedeployInstance",
    ]);
    expect(redeploys(machine("i-a", { hasLocalDisks: true }))).toEqual([
      "SystemMaintenance.Redeploy Inquiring asked RedeployInstance",
      "SystemMaintenance.Redeploy Scheduled asked RedeployInstance",
    ]);
  });

  test("of which it is not known whether it has local disks has two rows where they decide, and one where they do not", () => {
    const rows = rowsOf(acting, machine("i-a", { hasLocalDisks: undefined }));
    expect(rows).toContain("SystemMaintenance.Redeploy Scheduled acted RedeployInstance false");
    expect(rows).toContain("SystemMaintenance.Redeploy Scheduled asked RedeployInstance true");
    expect(rows).toContain("SystemMaintenance.Reboot Scheduled acted RedeployInstance false");
    expect(rows).toContain("SystemMaintenance.Reboot Scheduled acted RebootInstance true");
    expect(
      rowsOf(policyWith([rules.ack]), machine("i-a", { tags: { "ack.aliyun.com": "c" }, hasLocalDisks: undefined })),
    ).toContain("SystemMaintenance.Redeploy Scheduled leftAlone -");
  });

  test("says by which rule and why, and what would be lost", () => {
    const [row] = machineUnder(policyWith([rules.caches]), tagged("i-a", "cache", { hasLocalDisks: true })).filter(
      ({ type, status }) => type === "SystemMaintenance.Redeploy" && status === "Scheduled",
    );
    expect(row).toMatchObject({
      rule: "caches may lose their local disks",
      fate: "acted",
      mode: "act",
      mayLose: ["localDisks"],
      loses: ["localDisks"],
      why: 'rule "caches may lose their local disks", by tag role=cache: RedeployInstance answers SystemMaintenance.Redeploy in Scheduled',
    });
  });
});

describe("the hook of a rule", () => {
  const drain = { before: "fc:ops-hook-drain", after: "fc:ops-hook-back" };
  const hooks = { drain, tell: { after: "fc:ops-hook-back" } };
  const under = (rule: object, hasLocalDisks = false) => {
    const policy = policyWith([{ ...rules.caches, ...rule }], { hooks });
    const rows = machineUnder(policy, tagged("i-a", "cache", { hasLocalDisks }));
    return rows.find(({ type, status }) => type === "SystemMaintenance.Redeploy" && status === "Scheduled");
  };

  test.each<[string, ReturnType<typeof under>, object | undefined]>([
    ["is asked before what is begun", under({ hook: "drain" }), { name: "drain", asksBefore: true }],
    ["is asked after the yes of a person", under({ hook: "drain", mode: "ask" }), { name: "drain", asksBefore: true }],
    ["that has no before is told after", under({ hook: "tell" }), { name: "tell", asksBefore: false }],
    ["is not asked where the rule only observes", under({ hook: "drain", mode: "observe" }), undefined],
    ["is none where the rule names none", under({}), undefined],
  ])("%s", (_, row, hook) => {
    expect(row?.hook).toEqual(hook);
  });
});

test("a person reads of a hook whether it is asked before, or told after alone", () => {
  expect(hookWords({ name: "drain", asksBefore: true })).toBe("asks hook drain before");
  expect(hookWords({ name: "tell", asksBefore: false })).toBe("tells hook tell after");
});

describe("past events under a policy", () => {
  const past = (eventId: string, instanceId: string, known: Partial<Past> = {}): Past => ({
    ...listed(eventId, instanceId),
    product: "ecs",
    diskId: undefined,
    publishedAtMs: 1,
    status: "Executed",
    ...known,
  });
  const machines = new Map(
    [tagged("i-db", "db"), machine("i-a"), machine("i-b", { hasLocalDisks: undefined })].map((each) => [
      each.instanceId,
      each,
    ]),
  );

  test("are counted by rule and by what would have become of them", () => {
    const policy = policyWith([rules.databases, { ...rules.reboots, mode: "observe" }]);
    const events = [
      past("e-1", "i-db"),
      past("e-2", "i-a", { type: "SystemMaintenance.Reboot" }),
      past("e-3", "i-a", { status: "Canceled" }),
      past("e-4", "i-a", { type: "InstanceExpiration.Stop" }),
      past("e-5", "i-a", { simulated: true }),
    ];
    expect(historyUnder(policy, events, machines)).toMatchObject({
      events: 4,
      gone: 0,
      rules: [
        { rule: "databases by hand", acted: 0, asked: 1, observed: 0, leftAlone: 0 },
        { rule: "reboots in place", acted: 0, asked: 0, observed: 1, leftAlone: 0 },
        { rule: "everything else", acted: 1, asked: 0, observed: 0, leftAlone: 1 },
      ],
    });
    expect(historyUnder(observing, events, machines).rules).toEqual([
      { rule: "everything else", acted: 0, asked: 0, observed: 3, leftAlone: 1 },
    ]);
  });

  test.each([
    ["SystemMaintenance.Redeploy", "Executed", "Scheduled"],
    ["SystemMaintenance.Redeploy", "Inquiring", "Inquiring"],
    ["SystemMaintenance.IsolateErrorDisk", "Avoided", "Inquiring"],
    ["SystemFailure.Reboot", "Executed", "Executing"],
    ["InstanceExpiration.Stop", "Executed", "Scheduled"],
  ])("%s that is now %s is judged as if it were %s", (type, status, judgedIn) => {
    expect(historyUnder(acting, [past("e-1", "i-a", { type, status })], machines).rows).toMatchObject([{ judgedIn }]);
  });

  test("tell the newest first, what local disks would change, and which machine is not there any more", () => {
    const events = [past("e-1", "i-b"), past("e-2", "i-gone", { publishedAtMs: 2 })];
    const { rows, gone } = historyUnder(acting, events, machines);
    expect(gone).toBe(1);
    expect(rows.map(({ eventId, fate, ifLocalDisks, isGone }) => [eventId, fate, ifLocalDisks, isGone])).toEqual([
      ["e-2", "acted", "asked", true],
      ["e-1", "acted", "asked", false],
    ]);
  });
});
