import type { Ens } from "../cloud/ens.ts";
import type { EdgeFacts } from "../cloud/ens-facts.ts";
import type { SystemEvent } from "../remediation/answerable.ts";
import { type EventRedeployInput, eventRedeployInput, planMsOf, toSecond } from "./event-redeploy-instance-input.ts";
import { operationOf } from "./operation.ts";

const types = ["Instance:SystemFailure.Redeploy", "Instance:SystemMaintenance.Redeploy"];
const statuses = ["Inquiring", "Scheduled"];

/** Redeploys an edge instance now or at a time, in answer to a system event. Source: ENS API, 2017-11-10. */
export const eventRedeployInstance = operationOf<Ens, EdgeFacts>()({
  name: "EventRedeployInstance",
  product: "ens",
  version: "2017-11-10",
  summary: "Redeploy an edge instance, now or at a planned time",
  consent: "if local disks would be cleared",
  parameters: { schema: eventRedeployInput, target: ({ ResourceId }) => ResourceId },
  event: {
    idOf: ({ EventId }) => EventId,
    inputFor: ({ eventId, instanceId }) => ({ EventId: eventId, ResourceId: instanceId, OpsType: "immediate" }),
    // The document names the types. The statuses are invented.
    answers: Object.fromEntries(types.map((type) => [type, { statuses }])),
  },
  look: (ens, { ResourceId }) => ens.readInstance(ResourceId),
  checks: [
    {
      code: "InvalidParameter.ResourceId",
      message: "The specified field ResourceId invalid: no such instance.",
      fails: ({ instance }) => instance === undefined,
    },
    {
      code: "InvalidParameter.EventId",
      message: (_facts, { EventId, ResourceId }) =>
        `The specified field EventId invalid: ${ResourceId} has no event ${EventId} of type ${types.join(" or ")} in ${statuses.join(" or ")}.`,
      fails: (_facts, _input, event) => event === undefined,
    },
    {
      code: "InvalidParameter.PlanUtcTime",
      message: planRange,
      fails: (facts, asked, event) => asked.PlanTime === undefined && isOutOfRange(facts, asked, event),
    },
    {
      code: "InvalidParameter.PlanTime",
      message: planRange,
      fails: isOutOfRange,
    },
  ],
  dataLoss: ({ hasLocalDisks }) => (hasLocalDisks ? ["localDisks"] : []),
  effect: {
    baseline: ({ events }) => events.map(versionOf),
    evidence: ({ facts: { events }, input: asked, eventId, baseline }) =>
      events
        .filter((event) => event.eventId === eventId && isEffectOf(asked, event))
        .map(versionOf)
        .filter((version) => !baseline.includes(version)),
    // `immediate`: an event that is still pending was not answered. `scheduled`: an event that is as before the send,
    // and not as the plan would make it, was not answered. Any other event proves nothing: somebody else may have moved
    // it.
    absenceShows: ({ facts: { events }, input: asked, eventId, baseline }) =>
      events.some(
        (event) =>
          event.eventId === eventId &&
          !isEffectOf(asked, event) &&
          (baseline.includes(versionOf(event)) || (asked.OpsType === "immediate" && statuses.includes(event.status))),
      ),
    proof: ({ facts: { instance, events }, eventId }, { evidenceIds }) => {
      const event = events.find((listed) => listed.eventId === eventId);
      if (event?.status === "Failed") return "failed";
      if (event?.status === "Canceled") return "unproven";
      const done = event === undefined ? evidenceIds.length > 0 : answered.includes(event.status);
      return done && instance?.status === "Running" ? "succeeded" : "running";
    },
    beginsAtMs: planMsOf,
  },
  call: (ens, asked, pin) => ens.eventRedeployInstance(asked, pin),
  replyFields: () => ({}),
  errors: {
    "400 NoPermission": "permission",
    "400 InvalidParameter.%s": "parameter",
    "400 Throttling.Api": "throttled",
  },
});

/** True iff a plan is not in the future, or not before the event's own time. */
function isOutOfRange(
  { readAtMs }: EdgeFacts,
  { OpsType, ...times }: EventRedeployInput,
  event: SystemEvent | undefined,
): boolean {
  const planMs = planMsOf(times) ?? 0;
  return OpsType === "scheduled" && !(planMs > readAtMs && planMs < latestPlanMs(readAtMs, event));
}

function planRange({ readAtMs }: EdgeFacts, { PlanTime }: EventRedeployInput, event: SystemEvent | undefined): string {
  const field = PlanTime === undefined ? "PlanUtcTime" : "PlanTime";
  const [from = "", to = ""] = [readAtMs, latestPlanMs(readAtMs, event)].map((ms) => new Date(ms).toISOString());
  return `The specified field ${field} invalid: it must be after ${from} and before ${to}.`;
}

const latestPlanMs = (readAtMs: number, event: SystemEvent | undefined) =>
  event?.notBeforeMs ?? readAtMs + farthestPlanMs;

/** A plan further ahead is taken for a slip, such as microseconds. Invented, for an event that names no time. */
const farthestPlanMs = 30 * 86_400_000;

/** The API gives no id to its effect. It shows only as a change of the event. */
const versionOf = ({ eventId, status, notBeforeMs }: SystemEvent) => `${eventId} ${status} ${notBeforeMs ?? "-"}`;

/**
 * The statuses of an event that was answered, by anybody. ECS documents Avoided as "answered before it was executed".
 * It is invented that ENS means the same.
 */
const answered: readonly string[] = ["Executed", "Avoided"];

const isEffectOf = ({ OpsType, ...times }: EventRedeployInput, { status, notBeforeMs }: SystemEvent) =>
  [...answered, "Executing", "Failed"].includes(status) ||
  (OpsType === "scheduled" && status === "Scheduled" && toSecond(notBeforeMs ?? 0) === toSecond(planMsOf(times) ?? -1));
