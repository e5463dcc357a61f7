import { describe, expect, test } from "vitest";
import type { Policy } from "../../shared/policy/policy.ts";
import { effectsOf } from "../../shared/rehearsal/effects.ts";
import type { Unsent } from "../../shared/rehearsal/unsent.ts";
import type { Machine } from "../../shared/remediation/machine.ts";
import { policyWith } from "../policy/policies.ts";
import { acting, asking, listed, machine, observing, rules, tagged, unowned } from "./fixtures.ts";

/** How many start, end and ask again, in this order. */
function counts(before: Policy, after: Policy, unsent: readonly Unsent[], machines: readonly Machine[] = []) {
  const known = new Map(machines.map((each) => [each.instanceId, each]));
  const { starts, ends, asksAgain } = effectsOf(before, after, unsent, known, 1);
  return [starts.length, ends, asksAgain];
}

const redeploy = unowned(listed("e-1", "i-a"));
const plain = [machine("i-a")];
const withDisks = [machine("i-a", { hasLocalDisks: true })];
const nothing = policyWith([{ name: "none", match: { event: "SystemMaintenance.Redeploy" }, do: "nothing" }]);
const mayLose = policyWith([{ ...rules.caches, match: { instances: "i-a" } }]);

describe("a pending redeploy on a machine without local disks", () => {
  test.each([
    ["observe", "observe", observing, observing, [0, 0, 0]],
    ["observe", "ask", observing, asking, [0, 0, 1]],
    ["observe", "act", observing, acting, [1, 0, 0]],
    ["ask", "observe", asking, observing, [0, 1, 0]],
    ["ask", "ask", asking, asking, [0, 0, 0]],
    ["ask", "act", asking, acting, [1, 0, 0]],
    ["act", "observe", acting, observing, [0, 1, 0]],
    ["act", "ask", acting, asking, [0, 0, 1]],
    ["act", "nothing is to be done", acting, nothing, [0, 1, 0]],
    ["nothing is to be done", "act", nothing, acting, [1, 0, 0]],
    ["observe", "nothing is to be done", observing, nothing, [0, 0, 0]],
  ])("from %s to %s: starts, ends, asks again", (_, __, before, after, expected) => {
    expect(counts(before, after, [redeploy], plain)).toEqual(expected);
  });
});

describe("a pending redeploy that would clear local disks", () => {
  test.each([
    ["from observe to act asks, and starts nothing", observing, acting, [0, 0, 1]],
    ["from act to a group that may lose them starts", acting, mayLose, [1, 0, 0]],
    ["from a group that may lose them to act asks", mayLose, acting, [0, 0, 1]],
  ])("%s", (_, before, after, expected) => {
    expect(counts(before, after, [redeploy], withDisks)).toEqual(expected);
  });
});

describe("what is not known may be anything, so that no start is missed", () => {
  const byTag = policyWith([rules.ack], { mode: "act" });

  test("a machine that may have local disks starts or asks: it counts as both", () => {
    expect(counts(observing, acting, [redeploy], [machine("i-a", { hasLocalDisks: undefined })])).toEqual([1, 0, 1]);
  });

  test("a machine whose tags are not known may be one that the rule does not match", () => {
    expect(counts(observing, byTag, [redeploy])).toEqual([1, 0, 1]);
    expect(counts(observing, byTag, [redeploy], [machine("i-a", { tags: { "ack.aliyun.com": "c" } })])).toEqual([
      0, 0, 0,
    ]);
  });

  test("the same rules for unknown machines are no change, whatever the machines are", () => {
    const databases = policyWith([rules.databases, rules.ack]);
    expect(counts(databases, { ...databases, timeZone: "Asia/Shanghai" }, [redeploy])).toEqual([0, 0, 0]);
  });

  test("one rule of two that changes for unknown machines counts once", () => {
    const before = policyWith([{ ...rules.databases, mode: "observe" }], { mode: "act" });
    const after = policyWith([rules.databases], { mode: "act" });
    expect(counts(before, after, [redeploy])).toEqual([0, 0, 1]);
    expect(counts(before, after, [redeploy], [tagged("i-a", "web")])).toEqual([0, 0, 0]);
  });
});

test("another operation for the same event is a start, since nobody has seen it begin", () => {
  const reboot = unowned(listed("e-1", "i-a", { type: "SystemMaintenance.Reboot" }));
  expect(counts(acting, policyWith([rules.reboots]), [reboot], plain)).toEqual([1, 0, 0]);
});

test("what starts is named with its rule and operation", () => {
  const known = new Map([["i-a", tagged("i-a", "cache")]]);
  expect(effectsOf(observing, policyWith([rules.caches]), [redeploy], known, 1).starts).toEqual([
    { instanceId: "i-a", eventId: "e-1", rule: "caches may lose their local disks", operation: "RedeployInstance" },
  ]);
});

describe("a plan that waits", () => {
  const plan = { operationId: "o-1", operation: "RedeployInstance", reason: "" };
  const input = { InstanceId: "i-a", ForceStop: false };
  const waits = (wait: NonNullable<Unsent["entry"]>["wait"], by?: string): Unsent => ({
    ...redeploy,
    entry: {
      ...plan,
      input,
      ...(wait && { wait }),
      ...(by !== undefined && { approvals: [{ by, atMs: 1, seal: "" }] }),
    },
  });
  const question = { for: "approval", code: "Forbidden.ApprovalRequired" } as const;
  const sameByOtherName = policyWith([
    { name: "redeploys", match: { event: redeploy.event?.type ?? "" }, do: "documented", mode: "ask" },
  ]);
  const agreed = waits({ for: "time", code: "IncorrectInstanceStatus" }, "lin");

  test("keeps its question under the same rule, and is asked again under another one", () => {
    expect(counts(asking, policyWith([rules.ack], { mode: "ask" }), [waits(question)], plain)).toEqual([0, 0, 0]);
    expect(counts(asking, sameByOtherName, [waits(question)], plain)).toEqual([0, 0, 1]);
  });

  test("that people agreed to goes on under the same rule; another rule asks again", () => {
    expect(counts(asking, policyWith([rules.ack], { mode: "ask" }), [agreed], plain)).toEqual([0, 0, 0]);
    expect(counts(asking, sameByOtherName, [agreed], plain)).toEqual([0, 0, 1]);
  });

  describe("for an event that the list does not have", () => {
    const unlisted = (wait: NonNullable<Unsent["entry"]>["wait"]) => ({ ...waits(wait), event: undefined });

    test.each([
      ["is observed, and the next policy acts", { for: "policy", code: "PolicyObserves" }, acting, [1, 0, 1]],
      [
        "is observed, and the next policy observes too",
        { for: "policy", code: "PolicyObserves" },
        observing,
        [0, 0, 0],
      ],
      ["waits for its next attempt, and the next policy observes", { for: "attempt", code: "x" }, observing, [0, 1, 0]],
      [
        "was not looked at yet, and the next policy observes",
        { for: "time", code: "EventNotListed" },
        observing,
        [0, 1, 0],
      ],
    ] as const)("%s", (_, wait, after, expected) => {
      const before = wait.for === "policy" ? observing : acting;
      expect(counts(before, after, [unlisted(wait)], [machine("i-a", { hasLocalDisks: undefined })])).toEqual(expected);
    });

    test("that was not looked at yet starts, though its first idea is the plan that acts", () => {
      const event = { event: "SystemMaintenance.Redeploy" };
      const only = policyWith([
        { name: "redeploys", match: event, do: "documented" },
        { name: "all others", match: { product: ["ecs", "ens"] }, do: "nothing" },
      ]);
      expect(counts(observing, only, [unlisted({ for: "time", code: "EventNotListed" })], plain)).toEqual([1, 0, 0]);
    });
  });
});
