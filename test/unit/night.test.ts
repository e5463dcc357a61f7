import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { readPolicyText } from "../../shared/cli/policy-text.ts";
import type { Call } from "../cloud/core/calls.ts";
import { root } from "../local.ts";
import { askingPolicy, cachesByTwo, databasesByNight } from "../night/asking-policy.ts";
import { decidedSummaryOf } from "../night/decided-summary.ts";
import { ownPolicy } from "../night/own-policy.ts";
import { problemsOf } from "../night/verdict.ts";

const send = (InstanceId: string): Call => ({
  ...{ seq: 1, at: "2026-11-29T12:00:00Z", product: "ecs", action: "RedeployInstance", function: "redeploy-instance" },
  ...{ params: { InstanceId }, status: 200, code: null, requestId: "r-1", effect: true },
});

test.each([
  ["an answer for each", ["i-1", "i-2"], []],
  ["one that was sent twice", ["i-1", "i-2", "i-2"], ["by night: i-2 was answered 2 times"]],
  ["one that was not sent", ["i-1"], ["by night: i-2 was answered 0 times"]],
  [
    "one that no rule lets act",
    ["i-1", "i-2", "i-3"],
    ["by night: i-3 was sent to the cloud, which the policy does not let act"],
  ],
])("the verdict of a night: %s", (_, sent, problems) => {
  expect(problemsOf([{ when: "by night", calls: sent.map(send), wanted: ["i-1", "i-2"] }])).toEqual(problems);
});

test("the starter with the owner's edits is a policy: one group acts, the rest is observed", async () => {
  const starter = await readFile(path.join(root, "shared/policy.yaml"), "utf8");
  expect(readPolicyText(Buffer.from(ownPolicy(starter)))).toMatchObject({
    policy: {
      mode: "act",
      rules: [
        { name: "others look after these", do: "nothing" },
        { name: "web servers", match: { tags: { role: "web" } }, do: "documented" },
        { name: "everything else", do: "documented", mode: "observe" },
      ],
    },
  });
  expect(() => ownPolicy("mode: observe\n")).toThrow("The starter has no lines:\nmode: observe");
});

/** The last write of a row: nothing is open on it any more, and its operation has ended so. */
const ended = (state: string): Call => ({
  ...{ seq: 2, at: "2026-11-29T12:06:00Z", product: "tablestore", action: "UpdateRow", function: "reconcile" },
  ...{ status: 200, code: null, requestId: "r-2", effect: true },
  params: { table: "redeploy_once_instances", primaryKey: ["1_cn_i-1"], put: { o_1: state }, delete: ["state"] },
});
const at = (clock: string) => Date.parse(`2026-11-29T${clock}:00Z`);

test.each([
  ["all is as people have decided", [send("i-1"), ended("Succeeded")], at("12:00"), []],
  [
    "it was sent before its time",
    [send("i-1"), ended("Succeeded")],
    at("12:01"),
    ["it was sent at 2026-11-29T12:00:00Z"],
  ],
  ["it is not proved", [send("i-1"), ended("Failed")], at("12:00"), ["i-1 is not proved: ended"]],
  [
    "it was sent twice",
    [send("i-1"), send("i-1"), ended("Succeeded")],
    at("12:00"),
    ["after the yes: i-1 was answered 2 times"],
  ],
])("the verdict of a night in which people decide: %s", (_, calls, fromMs, problems) => {
  const parts = [{ when: "after the yes", calls, wanted: ["i-1"] }];
  const night = { instanceId: "i-1", parts, notices: [], wantedNotices: {}, between: [fromMs, at("13:00")] as const };
  expect(decidedSummaryOf(night).problems).toEqual(problems);
});

test("a part in which nobody has said yes yet has no send", () => {
  const parts = [
    { when: "before", calls: [send("i-1")], wanted: [] },
    { when: "after", calls: [ended("Succeeded")], wanted: ["i-1"] },
  ];
  expect(decidedSummaryOf({ instanceId: "i-1", parts, notices: [], wantedNotices: { needsYes: 1 } }).problems).toEqual([
    "before: i-1 was sent to the cloud, which the policy does not let act",
    "after: i-1 was answered 0 times",
    "needsYes was told 0 times, not 1",
  ]);
});

test.each([
  ["databases by night", databasesByNight],
  ["caches by two", cachesByTwo],
])("the policy of the night about %s is one that policy apply takes", async (_, made) => {
  const starter = await readFile(path.join(root, "shared/policy.yaml"), "utf8");
  expect(readPolicyText(Buffer.from(askingPolicy(starter, made)))).toMatchObject({ policy: { mode: "act" } });
});
