import { type Bounds, earliestStampMs } from "../../bounds.ts";
import type { Ecs } from "../../cloud/ecs.ts";
import { inStatus } from "../instance-checks.ts";
import type { Step, Traces } from "../operation.ts";
import { ofInstance, ofParameters, type ReplaceFacts } from "./checks.ts";
import { replaceSystemDiskErrors } from "./errors.ts";
import type { ReplaceSystemDiskInput } from "./input.ts";
import { startErrors, stopErrors } from "./power-errors.ts";

type ReplaceStep = Step<ReplaceSystemDiskInput, ReplaceFacts, Ecs>;

type StepTraces = Traces<ReplaceSystemDiskInput, ReplaceFacts>;

/** Before the replacement: everything that would refuse it is looked at before the instance is stopped. */
export const stop: ReplaceStep = {
  isDone: ({ instance }) => instance?.status === "Stopped",
  checks: [...ofInstance, inStatus("Running", "Stopped"), ...ofParameters],
  effect: {
    evidence: ({ facts: { instance }, signedAtMs }) =>
      ["Stopping", "Stopped"].includes(instance?.status ?? "") ? [`Stopped after ${signedAtMs}`] : [],
    absenceShows: (traces, bounds) => traces.facts.instance?.status === "Running" && !isStartedSince(traces, bounds),
    proof: (traces, { adopted }, bounds) => {
      const status = traces.facts.instance?.status;
      if (status === "Stopped") return "succeeded";
      // Another's passing status was taken for it: with no start since, it never was Stopped.
      return adopted && status === "Running" && !isStartedSince(traces, bounds) ? "failed" : "running";
    },
  },
  call: (ecs, { InstanceId }, pin) => ecs.stopInstance(InstanceId, pin),
  replyFields: () => ({}),
  // Before it is stopped, what would refuse the replacement refuses the stop.
  errors: { ...replaceSystemDiskErrors, ...stopErrors },
};

/** After the replacement, whatever came of it. That it is Running counts only with a start since: a read may be old. */
export const start: ReplaceStep = {
  // Nothing but the instance: what cannot be read of disks and images must not keep it Stopped.
  look: async (ecs, { InstanceId }) => ({ ...(await ecs.readInstance(InstanceId, [])), disks: [], image: undefined }),
  isDone: ({ instance }, runbook, lookedAtMs, bounds) =>
    instance?.status === "Running" && isAfter(instance.startedAtMs, runbook?.stopSignedAtMs ?? 0, lookedAtMs, bounds),
  checks: [...ofInstance, inStatus("Running", "Stopped")],
  effect: {
    evidence: (traces, bounds) => (isStartedSince(traces, bounds) ? [`Running after ${traces.signedAtMs}`] : []),
    absenceShows: (traces, bounds) => traces.facts.instance?.status === "Stopped" && !isStartedSince(traces, bounds),
    proof: ({ facts: { instance }, signedAtMs }, { acceptedForMs }, bounds) =>
      instance?.status === "Running" && isAfter(instance.startedAtMs, signedAtMs, signedAtMs + acceptedForMs, bounds)
        ? "succeeded"
        : "running",
  },
  call: (ecs, { InstanceId }, pin) => ecs.startInstance(InstanceId, pin),
  replyFields: () => ({}),
  errors: startErrors,
};

/**
 * It was started after a call of ours was signed. A start in the very minute of the call may be an older one, since the
 * cloud's times have no seconds: then it counts from a look that no lag can have made that old.
 */
function isAfter(startedAtMs = 0, signedAtMs: number, lookedAtMs: number, bounds: Bounds): boolean {
  const { skewMs, lagMs } = bounds;
  const isClear = startedAtMs > signedAtMs + skewMs || lookedAtMs >= signedAtMs + lagMs + 2 * skewMs;
  return startedAtMs >= earliestStampMs(signedAtMs, bounds) && isClear;
}

/** It was started after the attempt was signed, by whomever. */
const isStartedSince = ({ facts: { instance }, signedAtMs }: StepTraces, bounds: Bounds) =>
  (instance?.startedAtMs ?? 0) >= earliestStampMs(signedAtMs, bounds);
