import { expect, test } from "vitest";
import { defaultBounds } from "../../shared/bounds.ts";
import type { InstanceState, Task } from "../../shared/cloud/ecs-facts.ts";
import { rebootInstance } from "../../shared/operations/reboot-instance.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";
import type { SystemEvent } from "../../shared/remediation/answerable.ts";

const instance: InstanceState = {
  status: "Running",
  startedAtMs: Date.parse("2026-11-24T10:02:00Z"),
  osType: "linux",
  onDedicatedHost: false,
  locks: [],
  expired: false,
  hasLocalStorage: false,
  tags: {},
  zoneId: undefined,
};
const tasks: Task[] = [{ taskId: "t-1", status: "Finished", createdAtMs: undefined }];
const base = { type: "SystemMaintenance.Reboot", notBeforeMs: undefined, simulated: false, diskId: undefined };
const traceOf = (eventId: string | undefined, events: readonly SystemEvent[]) => ({
  facts: { instance, hasLocalDisks: false, events, disks: [], tasks },
  input: { InstanceId: "i-1", ForceStop: false, DryRun: false },
  eventId,
  signedAtMs: Date.parse("2026-11-24T10:00:30Z"),
  baseline: [],
});
const effect = { evidenceIds: ["t-1"], adopted: false, acceptedForMs: 0 };
const avoided = [{ ...base, eventId: "e-1", status: "Avoided" }];

test.each([
  ["is over", "e-1", avoided, "succeeded", "succeeded"],
  ["is named by nobody", undefined, [], "succeeded", "succeeded"],
  ["is not listed, and so may be pending", "e-1", [], "unproven", "running"],
])("what was done for an event that %s", (_, eventId, events, redeploy, reboot) => {
  expect(redeployInstance.effect.proof(traceOf(eventId, events), effect, defaultBounds)).toBe(redeploy);
  expect(rebootInstance.effect.proof(traceOf(eventId, events), effect, defaultBounds)).toBe(reboot);
});
