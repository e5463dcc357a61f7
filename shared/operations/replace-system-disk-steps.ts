import type { Ecs } from "../cloud/ecs.ts";
import { type Bounds, earliestStampMs } from "../ledger/bounds.ts";
import type { Step, Traces } from "../operation.ts";
import { fitting, inStatus, type ReplaceFacts, standing } from "./replace-system-disk-checks.ts";
import type { ReplaceSystemDiskInput } from "./replace-system-disk-input.ts";

type ReplaceStep = Step<ReplaceSystemDiskInput, ReplaceFacts, Ecs>;

/** What StopInstance and StartInstance (ECS 2014-05-26) may refuse. */
const powerErrors = {
  "404 InvalidInstanceId.NotFound": "notFound",
  "403 IncorrectInstanceStatus": "status",
  "403 InstanceLockedForSecurity": "lock",
  "403 InstanceExpiredOrInArrears": "payment",
} as const;

/** Before the replacement: everything that would refuse it is looked at before the instance is stopped. */
export const stop: ReplaceStep = {
  isDone: ({ instance }) => instance?.status === "Stopped",
  checks: [...standing, inStatus("Running", "Stopped"), ...fitting],
  ...powerStep("Running", ["Stopping", "Stopped"]),
  call: (ecs, { InstanceId }, pin) => ecs.stopInstance(InstanceId, pin),
};

/** After the replacement, whatever came of it. */
export const start: ReplaceStep = {
  isDone: ({ instance }) => instance?.status === "Running",
  checks: [...standing, inStatus("Running", "Stopped")],
  ...powerStep("Stopped", ["Starting", "Running"]),
  call: (ecs, { InstanceId }, pin) => ecs.startInstance(InstanceId, pin),
};

/** A step that takes the instance from one status, through the next, to the last: its status is all that shows. */
function powerStep(from: string, [passing, wanted]: readonly [string, string]) {
  return {
    evidence: ({ facts: { instance }, signedAtMs }: Traces<ReplaceSystemDiskInput, ReplaceFacts>) =>
      [passing, wanted].includes(instance?.status ?? "") ? [`${wanted} after ${signedAtMs}`] : [],
    // A start since then would mean that it was there and is undone.
    absenceShows: ({ facts: { instance }, signedAtMs }: Traces<ReplaceSystemDiskInput, ReplaceFacts>, bounds: Bounds) =>
      instance?.status === from && (instance.startedAtMs ?? signedAtMs) < earliestStampMs(signedAtMs, bounds),
    proof: ({ facts: { instance } }: Traces<ReplaceSystemDiskInput, ReplaceFacts>) =>
      instance?.status === wanted ? ("succeeded" as const) : ("running" as const),
    errors: powerErrors,
  };
}
