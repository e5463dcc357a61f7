import { describe, expect, test } from "vitest";
import { OpError } from "../../shared/errors.ts";
import { ownIdOf } from "../../shared/ledger/owned.ts";
import type { Progress } from "../../shared/ledger/progress.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import type { Policy } from "../../shared/policy/policy.ts";
import type { PreviewNeeds } from "../../shared/rehearsal/preview.ts";
import { putInForce } from "../../shared/rehearsal/put-in-force.ts";
import { rollBack } from "../../shared/rehearsal/roll-back.ts";
import type { Listed } from "../../shared/rehearsal/unsent.ts";
import type { Machine } from "../../shared/remediation/machine.ts";
import { policyWith } from "../policy/policies.ts";
import { createControlTable } from "./control-table.ts";
import { acting, asking, listed, machine, observing, rules } from "./fixtures.ts";

const scope = { accountId: "1", regionId: "cn-hangzhou" };

type Given = {
  readonly pending?: readonly Listed[];
  readonly rows?: Readonly<Record<string, InstanceRow>>;
  readonly machines?: readonly Machine[] | "unreadable";
};

/** A stack with these pending events, rows and machines, and a person who applies and rolls back. */
function createStack({ pending = [], rows = {}, machines = [] }: Given = {}) {
  const table = createControlTable();
  const reads: string[][] = [];
  const readMachines = async (ids: readonly string[]) => {
    reads.push([...ids]);
    if (machines === "unreadable") throw new OpError("throttled", "Throttling.User", "later");
    return machines.filter(({ instanceId }) => ids.includes(instanceId));
  };
  const fleet = { readMachines, listMachines: async () => [], listPast: async () => [] };
  const needs: PreviewNeeds = {
    control: table.store,
    store: {
      listOpen: async (after) =>
        after === undefined ? Object.keys(rows).map((instanceId) => ({ instanceId, openSinceMs: 0 })) : [],
      readInstance: async (instanceId) => rows[instanceId],
    },
    fleets: { ecs: fleet, ens: fleet },
    scope,
    nowMs: () => 7,
    listed: async () => ({ events: pending, warnings: [] }),
  };
  const said = { by: "lin", why: "a test", start: undefined, isPreview: false };
  return {
    ...table,
    reads,
    applied: (policy: Policy, serial: number, others: { start?: number; isPreview?: boolean } = {}) =>
      putInForce(needs, { ...said, policy, serial, ...others }),
    rolledBack: (to: number, serial: number, start?: number) => rollBack(needs, to, { ...said, serial, start }),
  };
}

const three = [listed("e-1", "i-a"), listed("e-2", "i-b"), listed("e-3", "i-b")];
const fleet = [machine("i-a"), machine("i-b")];

describe("policy apply", () => {
  test("tells what it would do, and does nothing for a preview", async () => {
    const { applied, active } = createStack({ pending: three });
    const preview = await applied(acting, 0, { isPreview: true });
    expect(preview).toMatchObject({
      before: undefined,
      applied: undefined,
      starts: [{ eventId: "e-1" }, { eventId: "e-2" }, { eventId: "e-3" }],
      ends: 0,
    });
    expect(preview.differences).toContainEqual({ path: "mode", before: "observe", after: "act" });
    expect(active()).toBeUndefined();
  });

  test("takes the number of what begins, and no other", async () => {
    const { applied, active } = createStack({ pending: three });
    const refused = { code: "StartsOthers", status: 409, message: expect.stringContaining("say Start: 3") };
    await expect(applied(acting, 0)).rejects.toMatchObject(refused);
    await expect(applied(acting, 0, { start: 2 })).rejects.toMatchObject(refused);
    expect(active()).toBeUndefined();
    expect(await applied(acting, 0, { start: 3 })).toMatchObject({ applied: { serial: 1, by: "lin", atMs: 7 } });
  });

  test("takes no number where nothing begins, and not a wrong one", async () => {
    const { applied } = createStack();
    await expect(applied(acting, 0, { start: 1 })).rejects.toMatchObject({ code: "StartsOthers" });
    expect(await applied(acting, 0)).toMatchObject({ applied: { serial: 1 } });
  });

  test("is refused for who has looked at another policy than is in force", async () => {
    const { applied } = createStack();
    await applied(observing, 0);
    await expect(applied(asking, 0)).rejects.toMatchObject({
      code: "PolicyChanged",
      status: 409,
      message: expect.stringContaining("You looked at policy 0, but policy 1 is in force"),
    });
    await expect(applied(observing, 0)).rejects.toThrow("It is this very policy.");
    await expect(applied(asking, 2)).rejects.toMatchObject({ code: "PolicyChanged" });
    expect(await applied(asking, 1)).toMatchObject({ before: { serial: 1 }, applied: { serial: 2 } });
  });

  test("of the policy that is in force leaves it as it was applied", async () => {
    const { applied, past } = createStack();
    await applied(observing, 0);
    expect(await applied(observing, 1)).toMatchObject({ applied: { serial: 1 } });
    expect(past.size).toBe(0);
  });

  test("reads machines only where a rule asks for their tags or zone", async () => {
    const byTag = policyWith([rules.ack]);
    const { applied, reads } = createStack({ pending: three, machines: fleet });
    await applied(acting, 0, { isPreview: true });
    expect(reads).toEqual([["i-a", "i-b"]]); // the starter asks for tags
    await applied(observing, 0);
    await applied(acting, 1, { isPreview: true });
    expect(reads).toHaveLength(2);
    expect((await applied(byTag, 1, { isPreview: true })).starts).toHaveLength(3);
    expect(reads).toHaveLength(3);
  });

  test("counts whatever may start, and says so, while the machines cannot be read", async () => {
    const byTag = policyWith([rules.ack]);
    const { applied } = createStack({ pending: three, machines: "unreadable" });
    expect(await applied(byTag, 0, { isPreview: true })).toMatchObject({
      starts: [{}, {}, {}],
      warnings: [expect.stringContaining("could not be read")],
    });
  });

  test("in the place of one that nobody can read counts everything that acts as a start", async () => {
    const { applied, texts } = createStack({ pending: three });
    await applied(acting, 0, { start: 3 });
    texts.clear();
    const again = await applied(policyWith([rules.reboots]), 1, { isPreview: true });
    expect(again.starts).toHaveLength(3);
    expect(again.warnings[0]).toContain("cannot be read");
  });
});

describe("what is counted", () => {
  const plan = { operation: "RedeployInstance", source: "event", actor: "a", reason: "", attempt: 0, fruitless: 0 };
  const ownId = ownIdOf(scope, "i-a", "e-1");
  const stored = { ...plan, fingerprint: "", openSinceMs: 0, input: { InstanceId: "i-a", ForceStop: false } };
  const waits = {
    ...stored,
    operationId: "o-1",
    eventId: "e-1",
    wait: { for: "policy", code: "PolicyObserves" },
  } as const;
  const sending: Progress = { state: "Sending", leaseUntilMs: 0, signedAtMs: 0, nonce: "", baseline: [] };
  const claimed: Progress = { state: "Claimed", leaseUntilMs: 0 };
  const current = { ...stored, operationId: ownId, eventId: "e-1", promised: true } as const;
  const ended = { operation: plan.operation, fingerprint: "", state: "Succeeded", endedAtMs: 1 } as const;

  test.each<[string, InstanceRow, readonly Listed[], number]>([
    ["an event that nobody owns", emptyRow, [listed("e-1", "i-a")], 1],
    [
      "an event and the plan that waits for it, once",
      { ...emptyRow, waiting: { "o-1": waits } },
      [listed("e-1", "i-a")],
      1,
    ],
    ["a plan whose event is not listed", { ...emptyRow, waiting: { "o-1": waits } }, [], 1],
    [
      "what was claimed a moment ago",
      { ...emptyRow, current: { ...current, progress: claimed } },
      [listed("e-1", "i-a")],
      1,
    ],
    ["nothing in flight", { ...emptyRow, current: { ...current, progress: sending } }, [listed("e-1", "i-a")], 0],
    ["no call of a person", { ...emptyRow, waiting: { "o-1": { ...waits, clientToken: "t" } } }, [], 0],
    ["no event that was answered", { ...emptyRow, outcomes: { [ownId]: ended } }, [listed("e-1", "i-a")], 0],
    ["no drill", emptyRow, [listed("e-1", "i-a", { simulated: true })], 0],
  ])("is %s", async (_, row, pending, expected) => {
    const { applied } = createStack({ rows: { "i-a": row }, pending, machines: [machine("i-a")] });
    expect((await applied(acting, 0, { isPreview: true })).starts).toHaveLength(expected);
  });
});

describe("policy rollback", () => {
  test("puts an earlier text in force under a new serial, with the same guards", async () => {
    const { applied, rolledBack, active } = createStack({ pending: three });
    await applied(acting, 0, { start: 3 });
    await applied(observing, 1);
    await expect(rolledBack(1, 2)).rejects.toMatchObject({ code: "StartsOthers" });
    await expect(rolledBack(1, 1, 3)).rejects.toMatchObject({ code: "PolicyChanged" });
    expect(await rolledBack(1, 2, 3)).toMatchObject({ before: { serial: 2 }, applied: { serial: 3 } });
    expect(active()).toMatchObject({ serial: 3, by: "lin" });
  });

  test.each([
    [9, "There is no policy 9 in the history."],
    [2, "Policy 2 is in force: there is nothing to roll back."],
  ])("to %d is refused: %s", async (to, message) => {
    const { applied, rolledBack } = createStack();
    await applied(acting, 0);
    await applied(observing, 1);
    await expect(rolledBack(to, 2)).rejects.toMatchObject({
      code: "InvalidSerial.NotFound",
      status: 404,
      message: `${message} Nothing was applied.`,
    });
  });

  test("to a policy whose text is gone is refused", async () => {
    const { applied, rolledBack, texts } = createStack();
    await applied(acting, 0);
    await applied(observing, 1);
    texts.clear();
    await expect(rolledBack(1, 2)).rejects.toMatchObject({ code: "InvalidSerial.NotFound" });
  });
});
