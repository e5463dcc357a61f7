import { describe, expect, test } from "vitest";
import { firstControl } from "../../shared/control/control.ts";
import { rightFor } from "../../shared/control/give-right.ts";
import { checks } from "../../shared/doctor/checks.ts";
import type { PolicySeen, Probed, Seen } from "../../shared/doctor/seen.ts";
import { operations } from "../../shared/operations/index.ts";

const nowMs = Date.parse("2026-11-29T12:00:00Z");
const shape = { "primary key": "id STRING", "time to live": "-1", "versions of a cell": "1" };
const instances = {
  ...shape,
  "column openSinceMs": "DCT_INTEGER",
  "index redeploy_once_open": "key openSinceMs, id; columns revision; global; asynchronous",
};
const table = (wanted: Seen["tables"][string]["wanted"], found = wanted): Seen["tables"][string] => ({
  wanted,
  found: { shape: found, unfinished: [] },
});
const probe: Probed = {
  At: new Date(nowMs).toISOString(),
  ...{ Node: "v20.10.0", Flags: [], CodeCache: "hit", Tag: 1, Release: "0.1.0+aa", Ledger: "https://l redeploy-once" },
  SettingsBytes: 500,
  Tried: [{ Call: "the control row", State: "ok" }],
  ...{ askedAtMs: nowMs, answeredAtMs: nowMs + 2_000 },
};
const console: Probed = { ...probe, DateWindowMs: 3_600_000, Principals: [{ Name: "lin", Decides: true }] };
const answer: Probed = { ...probe, DateWindowMs: 3_600_000, Corp: "ding0corp" };
const reconcile: Probed = { ...probe, DateWindowMs: 3_600_000, Channels: [{ Channel: "oncall", Taken: "taken" }] };
const control = { ...firstControl, right: rightFor(["ecs"]) };
const policy: PolicySeen = {
  ...{ serial: 3, mode: "act", problems: [], wantsPeople: 1 },
  approvers: [{ name: "lin", is: ["webhook:lin"] }],
  tells: ["oncall", "log"],
};

/** A stack that is well. */
const well: Seen = {
  ...{ stack: "ops", regionId: "cn-hangzhou", nowMs, requestId: "r-1" },
  tables: {
    redeploy_once_instances: table(instances),
    redeploy_once_tokens: table(shape),
    redeploy_once_control: table(shape),
  },
  ...{ control, policy, run: { atMs: nowMs - 20_000 } },
  probes: { "redeploy-instance": probe, reconcile, console, answer, chatops: probe, doctor: probe },
  aheadMs: { ECS: 400, Tablestore: -300 },
  arrival: { arrived: true },
};

const linesOf = (seen: Seen) => checks.flatMap(({ judge }) => judge(seen));
const wrongIn = (seen: Seen) =>
  linesOf(seen)
    .filter(({ State }) => State === "wrong")
    .map(({ Check }) => Check);

const withProbe = (file: string, changed: Partial<Probed>): Partial<Seen> => ({
  probes: { ...well.probes, [file]: { ...(well.probes[file] as Probed), ...changed } },
});
const withTable = (name: string, changed: Seen["tables"][string]): Partial<Seen> => ({
  tables: { ...well.tables, [name]: changed },
});
const failed = { failed: "OTSNoPermissionAccess" };
const noIndex = { ...shape, "column openSinceMs": "DCT_INTEGER" };

/** Each fault, and the one line that finds it. */
const faults: readonly [fault: string, changed: Partial<Seen>, line: string][] = [
  ["no table", withTable("redeploy_once_tokens", { wanted: shape, found: undefined }), "table redeploy_once_tokens"],
  [
    "a table without its index",
    withTable("redeploy_once_instances", table(instances, noIndex)),
    "table redeploy_once_instances",
  ],
  [
    "a table that forgets",
    withTable("redeploy_once_tokens", table(shape, { ...shape, "time to live": "86400" })),
    "table redeploy_once_tokens",
  ],
  [
    "a table that keeps versions",
    withTable("redeploy_once_control", table(shape, { ...shape, "versions of a cell": "2" })),
    "table redeploy_once_control",
  ],
  [
    "a table with another key",
    withTable("redeploy_once_control", table(shape, { ...shape, "primary key": "pk STRING" })),
    "table redeploy_once_control",
  ],
  [
    "an index of somebody else's",
    withTable("redeploy_once_control", table(shape, { ...shape, "index theirs": "key x" })),
    "table redeploy_once_control",
  ],
  [
    "no right to describe tables",
    withTable("redeploy_once_tokens", { wanted: shape, found: failed }),
    "table redeploy_once_tokens",
  ],
  ["a torn control row", { control: { failed: "the control row's column p_1 is torn" } }, "control row"],
  ["a policy of a later release", { policy: { ...policy, problems: ["rules.0.hok is not known here"] } }, "policy"],
  ["a policy whose text is gone", { policy: failed }, "policy"],
  ["a loss that two must agree to, where one can", { policy: { ...policy, wantsPeople: 2 } }, "people"],
  [
    "a right that an earlier release wrote",
    { control: { ...control, right: { operations: ["RedeployInstance"] } } },
    "right",
  ],
  [
    "a function that may not be invoked",
    { probes: { ...well.probes, "redeploy-instance": failed } },
    "function redeploy-instance",
  ],
  ["a damaged code cache", withProbe("redeploy-instance", { CodeCache: "damaged" }), "function redeploy-instance"],
  [
    "an approver of another organisation",
    { policy: { ...policy, approvers: [...policy.approvers, { name: "wei", is: ["dingtalk:ding1/wei"] }] } },
    "chat",
  ],
  ["an old Node", withProbe("redeploy-instance", { Node: "v18.20.0" }), "function redeploy-instance"],
  [
    "a role without a right",
    withProbe("redeploy-instance", { Tried: [{ Call: "a look", State: "failed", Message: "Forbidden.RAM" }] }),
    "rights of redeploy-instance",
  ],
  ["a function of another build", withProbe("redeploy-instance", { Release: "0.1.0+bb" }), "release"],
  ["a function with another ledger", withProbe("redeploy-instance", { Ledger: "https://l other" }), "one ledger"],
  ["two date windows", withProbe("console", { DateWindowMs: 900_000 }), "date window"],
  ["settings that nearly fill the environment", withProbe("console", { SettingsBytes: 4_000 }), "environment"],
  ["a clock of ECS that is 31 s away", { aheadMs: { ECS: 31_000, Tablestore: 0 } }, "clock"],
  ["a clock of Tablestore that is 31 s behind", { aheadMs: { ECS: 0, Tablestore: -31_000 } }, "clock"],
  [
    "a function whose clock is a minute ahead",
    withProbe("redeploy-instance", { At: new Date(nowMs + 62_000).toISOString() }),
    "clock",
  ],
  [
    "a function whose clock is a minute behind",
    withProbe("redeploy-instance", { At: new Date(nowMs - 60_000).toISOString() }),
    "clock",
  ],
  ["a service that tells no time", { aheadMs: { ECS: failed, Tablestore: 0 } }, "clock"],
  ["an invocation that never arrives", { arrival: { arrived: false } }, "asynchronous invocation"],
  ["no right to queue one", { arrival: failed }, "asynchronous invocation"],
  ["reconcile that has stopped", { run: { atMs: nowMs - 6 * 60_000 } }, "reconcile"],
  ["a last run that cannot be read", { run: failed }, "reconcile"],
  ["reconcile that sees no events", { run: { atMs: nowMs, blindEcsSinceMs: nowMs - 1 } }, "reconcile"],
  ["a policy that tells a channel that there is not", { policy: { ...policy, tells: ["ops"] } }, "notices"],
  [
    "a channel that takes nothing",
    withProbe("reconcile", { Channels: [{ Channel: "oncall", Taken: "refused", Code: "HTTP 500" }] }),
    "channel oncall",
  ],
];

test("a stack that is well has no wrong line, and none that is unknown", () => {
  const lines = linesOf(well);
  expect(lines.filter(({ State }) => State === "wrong")).toEqual([]);
  expect(lines.filter(({ State }) => State === "unknown")).toEqual([]);
});

describe("each fault is found by one line alone", () => {
  test.each(faults)("%s", (_, changed, line) => {
    expect(wrongIn({ ...well, ...changed })).toEqual([line]);
  });

  test("and every check finds one", () => {
    const found = checks.filter((check) =>
      faults.some(([, changed]) => check.judge({ ...well, ...changed }).some(({ State }) => State === "wrong")),
    );
    expect(checks.filter((check) => !found.includes(check))).toEqual([]);
  });
});

test("what is wrong or not seen says what to do; what is right does not", () => {
  for (const changed of [{}, ...faults.map(([, fault]) => fault)])
    for (const { State, Mend, Found } of linesOf({ ...well, ...changed })) {
      expect(Found).not.toBe("");
      expect(Mend !== undefined).toBe(State !== "ok");
    }
});

test.each([
  ["30 s away", { aheadMs: { ECS: 30_000, Tablestore: -30_000 } }],
  ["a stack that only observes", { control: firstControl }],
  ["a stack beside another that acts", { control: { ...firstControl, right: { operations: [], holder: "ops" } } }],
  ["nobody who may say yes, where one is enough", { policy: { ...policy, approvers: [] } }],
  ["reconcile that has not run yet", { run: undefined }],
  ["a code cache of another Node", withProbe("redeploy-instance", { CodeCache: "none" })],
] satisfies readonly [string, Partial<Seen>][])("%s is in order", (_, changed) => {
  expect(wrongIn({ ...well, ...changed })).toEqual([]);
});

test("two who may say yes are enough for two only if a door knows both", () => {
  const two = { ...policy, wantsPeople: 2, approvers: [...policy.approvers, { name: "wei", is: ["webhook:wei"] }] };
  expect(wrongIn({ ...well, policy: two })).toEqual(["people"]);
  const signs = withProbe("console", { Principals: ["lin", "wei"].map((Name) => ({ Name, Decides: true })) });
  expect(wrongIn({ ...well, ...signs, policy: two })).toEqual([]);
  const cannot = withProbe("console", {
    Principals: ["lin", "wei"].map((Name) => ({ Name, Decides: Name === "lin" })),
  });
  expect(wrongIn({ ...well, ...cannot, policy: two })).toEqual(["people"]);
});

test("the right is told to be whole only if every operation of its products is in it", () => {
  expect(operations.filter(({ product }) => product === "ens")).not.toEqual([]);
  expect(wrongIn({ ...well, control: { ...control, right: rightFor(["ecs", "ens"]) } })).toEqual([]);
});
