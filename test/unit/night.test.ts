import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { readPolicyText } from "../../shared/cli/policy-text.ts";
import type { Call } from "../cloud/core/calls.ts";
import { root } from "../local.ts";
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
