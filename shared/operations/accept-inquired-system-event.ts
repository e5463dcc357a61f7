import * as z from "zod";
import type { Ecs } from "../cloud/ecs.ts";
import type { InstanceFacts } from "../cloud/ecs-facts.ts";
import { eventIdSchema } from "../command.ts";
import type { SystemEvent } from "../remediation/answerable.ts";
import { operationOf } from "./operation.ts";
import { instanceId } from "./parameters.ts";

/**
 * Lets the platform do what an Inquiring event asks for. The platform does so online: the instance goes on running, and
 * of the local disks only the damaged one is lost. Source: ECS API AcceptInquiredSystemEvent, 2014-05-26.
 */
export const acceptInquiredSystemEvent = operationOf<Ecs, InstanceFacts<"disks">>()({
  name: "AcceptInquiredSystemEvent",
  product: "ecs",
  version: "2014-05-26",
  summary: "Let the platform do what an event asks for",
  consent: "local disks: the one that the event names is lost",
  parameters: {
    // The document names the event alone. The row of the ledger is the instance's, so a call must name it too.
    schema: z.strictObject({ InstanceId: instanceId, EventId: eventIdSchema.describe("The event to accept") }),
    unsupported: { Choice: "is offered by invitation only, says the document" },
    target: ({ InstanceId }) => InstanceId,
  },
  event: {
    idOf: ({ EventId }) => EventId,
    inputFor: ({ instanceId: InstanceId, eventId: EventId }) => ({ InstanceId, EventId }),
    // These two are accepted online. Two other types need a restart, and work in the guest first: a person's.
    answers: {
      "SystemMaintenance.IsolateErrorDisk": { statuses: ["Inquiring"] },
      "SystemMaintenance.ReInitErrorDisk": { statuses: ["Inquiring"] },
    },
    answersNoOther: true, // what the platform does about other events may clear other disks, or wait for a restart
  },
  look: (ecs, { InstanceId }) => ecs.readInstance(InstanceId, ["disks"]),
  checks: [
    {
      code: "InvalidInstanceId.NotFound",
      status: 404,
      message: "The specified InstanceId does not exist.",
      fails: ({ instance }) => instance === undefined,
    },
    {
      code: "InvalidEventId.NoInquiringEventFound",
      message: (_facts, { EventId, InstanceId }) => `${InstanceId} has no event ${EventId} that can be accepted.`,
      fails: (_facts, _input, event) => event === undefined,
    },
  ],
  dataLoss: ({ hasLocalDisks }) => (hasLocalDisks ? ["localDisks"] : []),
  effect: {
    baseline: ({ events }) => events.map(versionOf),
    evidence: ({ facts: { events }, eventId, baseline }) =>
      events
        .filter((event) => event.eventId === eventId && isMoved(event, baseline))
        .map(versionOf)
        .filter((version) => !baseline.includes(version)),
    // An accepted event stops asking. So an event that still asks shows that nothing was accepted. An event that has a time
    // now shows nothing: the cloud may plan what was accepted, and somebody else may have moved the event.
    absenceShows: ({ facts: { events }, eventId, baseline }) =>
      events.some((event) => event.eventId === eventId && event.status === "Inquiring" && !isSwitched(event, baseline)),
    proof: ({ facts: { events }, eventId, baseline }) => {
      const event = events.find((listed) => listed.eventId === eventId);
      if (event === undefined) return "running";
      if (event.status === "Failed" || isSwitched(event, baseline)) return "failed";
      if (event.status === "Canceled") return "unproven";
      return ["Executed", "Avoided"].includes(event.status) ? "succeeded" : "running";
    },
  },
  call: (ecs, { EventId }, pin) => ecs.acceptInquiredSystemEvent(EventId, pin),
  replyFields: () => ({}),
  errors: {
    "400 IncorrectInstanceStatus": "status",
    "403 IncorrectInstanceStatus": "status",
    "403 OperationConflict": "status",
    "403 OperationFail.DiskCategoryNotSupported": "unsupported",
    "403 OperationFail.DiskStatusNotSupported": "status",
    "403 OperationFail.InstanceStatusNotSupported": "status",
    "403 OperationDenied.AcceptNotSupported": "unsupported",
    "403 SwitchToOffline.OnlineIsolateFail": "changed",
    "403 SwitchToOffline.OnlineReinitFail": "changed",
    "404 InvalidEventId.NoInquiringEventFound": "event",
  },
});

/** The API gives no id to its effect. It shows only as a change of the event. */
const versionOf = ({ eventId, type, status }: SystemEvent) => `${eventId} ${type} ${status}`;

/** True iff the online repair failed: the event is now of another type, which needs a restart. */
const isSwitched = ({ eventId, type }: SystemEvent, baseline: readonly string[]) =>
  !baseline.some((version) => version.startsWith(`${eventId} ${type} `));

const isMoved = (event: SystemEvent, baseline: readonly string[]) =>
  ["Executing", "Executed", "Avoided", "Failed"].includes(event.status) || isSwitched(event, baseline);
