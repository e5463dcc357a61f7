import * as z from "zod";
import { type Bounds, earliestStampMs } from "../bounds.ts";
import type { Ecs } from "../cloud/ecs.ts";
import type { InstanceFacts } from "../cloud/ecs-facts.ts";
import { overStatuses, type SystemEvent } from "../remediation/answerable.ts";
import { exists, inStatus, isNotLocked, isPaid } from "./instance-checks.ts";
import { operationOf, type Traces } from "./operation.ts";
import { flag, forceStop, instanceId } from "./parameters.ts";

type RebootFacts = InstanceFacts<"disks">;

/**
 * A restart may show the same minute as the start before it. It counts as done if the instance is Running after this
 * time (invented).
 */
const settledAfterMs = 600_000;

/** Restarts a Running instance. Source: ECS API RebootInstance, 2014-05-26. */
export const rebootInstance = operationOf<Ecs, RebootFacts>()({
  name: "RebootInstance",
  product: "ecs",
  version: "2014-05-26",
  summary: "Restart a Running instance",
  consent: "for `ForceStop`",
  parameters: {
    schema: z.strictObject({
      InstanceId: instanceId,
      ForceStop: forceStop,
      DryRun: flag.default(false).describe("Only check, by the cloud's own dry run; claims and changes nothing"),
    }),
    target: ({ InstanceId }) => InstanceId,
    isDryRun: ({ DryRun }) => DryRun,
  },
  event: {
    inputFor: ({ instanceId: InstanceId }) => ({ InstanceId }),
    // A restart before NotBefore ends the event as Avoided. Source: ECS "Instance event notifications". The page says
    // so of Scheduled. It does not say what a restart does to Inquiring.
    answers: { "SystemMaintenance.Reboot": { statuses: ["Scheduled"] } },
  },
  // The disks are read for the plan only: it prefers an operation that loses nothing on this machine.
  look: (ecs, { InstanceId }) => ecs.readInstance(InstanceId, ["disks"]),
  checks: [
    exists("The specified InstanceId does not exist."),
    isNotLocked("The specified operation is denied as your instance is locked for security reasons."),
    isPaid,
    inStatus("Running"),
  ],
  dataLoss: (_, { ForceStop }) => (ForceStop ? ["unsavedMemory"] : []),
  effect: {
    baseline: started,
    // An older start may be missing in the baseline, since look may have read old data. It is no evidence.
    evidence: ({ facts, eventId, signedAtMs, baseline }, bounds) => [
      ...((facts.instance?.startedAtMs ?? 0) < earliestStampMs(signedAtMs, bounds) ? [] : started(facts)).filter(
        (id) => !baseline.includes(id),
      ),
      ...facts.events
        .filter((event) => event.eventId === eventId && isDone(event))
        .map(({ eventId: id }) => `event ${id}`),
    ],
    // Absence proves nothing. No document says that a reboot moves StartTime, and one says that the event may stay as
    // it is ("the risk remains").
    absenceShows: () => false,
    proof: (traces, { evidenceIds, adopted, acceptedForMs }, bounds) => {
      const { instance, events } = traces.facts;
      const event = events.find(({ eventId }) => eventId === traces.eventId);
      const isAnswered = traces.eventId === undefined || begunStatuses.includes(event?.status ?? "");
      if (instance?.status !== "Running" || !isAnswered) return "running";
      if (event?.status === "Failed") return "failed";
      const settled = !adopted && acceptedForMs >= settledAfterMs && couldHide(traces, bounds);
      return evidenceIds.length > 0 || settled ? "succeeded" : "running";
    },
  },
  call: (ecs, { InstanceId, ForceStop, DryRun }, pin) => ecs.rebootInstance(InstanceId, ForceStop, DryRun, pin),
  replyFields: () => ({}),
  errors: {
    "403 IncorrectInstanceStatus": "status",
    "403 InstanceLockedForSecurity": "lock",
    "403 DiskError": "status",
    "403 InstanceExpiredOrInArrears": "payment",
    "403 InvalidParameter.KMSKeyId.CMKUnauthorized": "key",
    "403 InvalidParameter.KMSKeyId.CMKNotEnabled": "key",
    "403 InvalidParameter.KMSKeyId.KMSUnauthorized": "key",
    "404 InvalidParameter.KMSKeyId.NotFound": "key",
    "404 InvalidInstanceId.NotFound": "gone",
    "500 InternalError": "internal",
  },
});

/** The last start of the instance as an evidence id. */
function started({ instance }: RebootFacts): string[] {
  return instance?.startedAtMs === undefined ? [] : [`StartTime ${new Date(instance.startedAtMs).toISOString()}`];
}

/** True iff a restart answers or answered the event, whoever asked for it. */
const isDone = ({ status }: SystemEvent) => ["Executing", "Executed", "Avoided"].includes(status);

/** The statuses of an event that is not pending. An event that is not listed has none: it may still be pending. */
const begunStatuses: readonly string[] = ["Executing", ...overStatuses];

/** True iff the older start was so close before the attempt that a start by the attempt may show the same minute. */
const couldHide = ({ facts: { instance }, signedAtMs }: Traces<unknown, RebootFacts>, bounds: Bounds) =>
  (instance?.startedAtMs ?? signedAtMs) >= earliestStampMs(signedAtMs, bounds);
