import { expect, test } from "vitest";
import type { Waiting } from "../../shared/ledger/row.ts";
import { foundIn } from "../../shared/reconcile/found-in.ts";
import type { PendingEvent } from "../../shared/remediation/answerable.ts";
import { steeredBy } from "../acting-by.ts";

const listed: PendingEvent = {
  eventId: "e-1",
  instanceId: "i-1",
  type: "SystemMaintenance.Redeploy",
  status: "Scheduled",
  notBeforeMs: 7,
  simulated: false,
  diskId: undefined,
};
const redeploy = { operation: "RedeployInstance", input: { InstanceId: "i-1", ForceStop: false } };
const reboot = { operation: "RebootInstance", input: { InstanceId: "i-1", ForceStop: false, DryRun: false } };
const rebootEvent = { type: "SystemMaintenance.Reboot" };

const question = { for: "approval", code: "c" } as const;

const found = (
  plan: Pick<Waiting, "operation" | "input">,
  event: Partial<PendingEvent> = {},
  wait: Waiting["wait"] = question,
) =>
  foundIn(
    { ...plan, eventId: "e-1", reason: "", wait } as Waiting, // what is read of an entry
    { ...listed, ...event },
    "ecs",
    steeredBy([], 1, 0),
  );

test("a plan that is the same on every machine is made from the list alone", () => {
  expect(found(redeploy)).toMatchObject({ kind: "listed", plan: redeploy, dueMs: 7 });
  expect(found(reboot)).toMatchObject({ kind: "listed", plan: redeploy });
});

test("what nothing answers as it is listed now has no plan", () => {
  expect(found(redeploy, { status: "Executing" })).toMatchObject({ kind: "listed", plan: undefined, dueMs: 7 });
  expect(found(redeploy, { simulated: true })).toMatchObject({ kind: "listed", plan: undefined, dueMs: 7 });
});

test("where the machine's disks decide, the list decides nothing, whatever plan is stored", () => {
  expect(found(reboot, rebootEvent)).toBeUndefined();
  expect(found(redeploy, rebootEvent)).toBeUndefined();
});

test("what waits to be listed, and is listed now, goes on with its first idea: its function plans it", () => {
  const wait = { for: "time", code: "EventNotListed" } as const;
  expect(found(redeploy, rebootEvent, wait)).toMatchObject({ kind: "listed", plan: redeploy });
});
