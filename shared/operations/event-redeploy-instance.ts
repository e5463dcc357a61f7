import * as z from "zod";
import type { EdgeFacts, Ens } from "../cloud/ens.ts";
import { defineOperation } from "../operation.ts";
import type { SystemEvent } from "../remediation/answerable.ts";

const input = z
  .strictObject({
    EventId: z
      .string("must be text")
      .regex(/^[\x21-\x7e]{1,128}$/, "must be an event's id, such as e-d71ff150945b9c02eb6ebc0016328468")
      .describe("The system event to answer"),
    ResourceId: z
      .string("must be text")
      .regex(/^i-[A-Za-z0-9]{1,61}$/, "must look like i-55qi8m11rr53c4i964md8a00l")
      .describe("The edge instance"),
    OpsType: z
      .enum(["immediate", "scheduled"], "must be immediate or scheduled")
      .describe("`immediate`, or `scheduled` at the planned time"),
    PlanTime: z
      .int("must be epoch milliseconds, for example 1742452232000")
      .min(1e12, "must be milliseconds")
      .optional()
      .describe("When, epoch milliseconds; needed for `scheduled`, in the future, before the event's own time"),
    // The document is silent on it: that it is PlanTime in words, to the second, is invented.
    PlanUtcTime: z.iso
      .datetime({ precision: 0, error: "must be ISO 8601 in UTC, to the second, for example 2025-03-20T06:30:32Z" })
      .optional()
      .describe("The same as `PlanTime` in ISO 8601"),
  })
  .refine(({ OpsType, ...times }) => OpsType === "immediate" || planMsOf(times) !== undefined, {
    path: ["PlanTime"],
    message: "is needed for OpsType scheduled, or else PlanUtcTime",
  })
  .refine(({ OpsType, PlanTime }) => OpsType === "scheduled" || PlanTime === undefined, {
    path: ["PlanTime"],
    message: "is for OpsType scheduled only",
  })
  .refine(({ OpsType, PlanUtcTime }) => OpsType === "scheduled" || PlanUtcTime === undefined, {
    path: ["PlanUtcTime"],
    message: "is for OpsType scheduled only",
  })
  .refine(
    ({ PlanTime, PlanUtcTime }) =>
      PlanTime === undefined || PlanUtcTime === undefined || toSecond(PlanTime) === toSecond(Date.parse(PlanUtcTime)),
    { path: ["PlanUtcTime"], message: "must be the same time as PlanTime" },
  );

type EventRedeployInput = z.output<typeof input>;

const types = ["Instance:SystemFailure.Redeploy", "Instance:SystemMaintenance.Redeploy"];
const statuses = ["Inquiring", "Scheduled"];

/** Redeploys an edge instance now or at a time, in answer to a system event. Source: ENS API, 2017-11-10. */
export const eventRedeployInstance = defineOperation({
  name: "EventRedeployInstance",
  product: "ens",
  version: "2017-11-10",
  summary: "Redeploy an edge instance, now or at a planned time",
  consent: "local disks are cleared",
  input,
  target: ({ ResourceId }) => ResourceId,
  eventIdOf: ({ EventId }) => EventId,
  inputForEvent: ({ eventId, instanceId }) => ({ EventId: eventId, ResourceId: instanceId, OpsType: "immediate" }),
  // The document names the types; that it answers them in these statuses is invented.
  answers: Object.fromEntries(types.map((type) => [type, { statuses }])),
  look: (ens: Ens, { ResourceId }): Promise<EdgeFacts> => ens.readInstance(ResourceId),
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
  dataLoss: ({ hasLocalDisks }) => (hasLocalDisks ? "a redeploy clears the instance's local disks" : undefined),
  baseline: ({ events }) => events.map(versionOf),
  evidence: ({ facts: { events }, input: asked, eventId, baseline }) =>
    events
      .filter((event) => event.eventId === eventId && isEffectOf(asked, event))
      .map(versionOf)
      .filter((version) => !baseline.includes(version)),
  // Planned for the event's own time, or failed before, an event looks the same with the effect as without.
  absenceShows: ({ facts: { events }, input: asked, eventId, baseline }) =>
    events.some(
      (event) => event.eventId === eventId && baseline.includes(versionOf(event)) && !isEffectOf(asked, event),
    ),
  proof: ({ facts: { instance, events }, eventId }, { evidenceIds }) => {
    const event = events.find((listed) => listed.eventId === eventId);
    if (event?.status === "Failed") return "failed";
    if (event?.status === "Canceled") return "unproven";
    const done = event === undefined ? evidenceIds.length > 0 : answered.includes(event.status);
    return done && instance?.status === "Running" ? "succeeded" : "running";
  },
  beginsAtMs: planMsOf,
  call: (ens: Ens, asked, pin) => ens.eventRedeployInstance(asked, pin),
  answerFields: () => ({}),
  errors: {
    "400 NoPermission": "permission",
    "400 InvalidParameter.%s": "parameter",
    "400 Throttling.Api": "throttled",
  },
});

/** A plan is in the future and before the event's own time. */
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

/** A plan further ahead is a slip, microseconds for instance; invented, for an event that names no time. */
const farthestPlanMs = 30 * 86_400_000;

type Times = { readonly PlanTime?: number | undefined; readonly PlanUtcTime?: string | undefined };

/** When a scheduled redeploy is to begin, epoch milliseconds. */
function planMsOf({ PlanTime, PlanUtcTime }: Times): number | undefined {
  return PlanTime ?? (PlanUtcTime === undefined ? undefined : Date.parse(PlanUtcTime));
}

const toSecond = (ms: number) => Math.floor(ms / 1_000);

/** The API gives no id to what it does; an event that changed is what shows. */
const versionOf = ({ eventId, status, notBeforeMs }: SystemEvent) => `${eventId} ${status} ${notBeforeMs ?? "-"}`;

/**
 * The event was answered, whoever did it. ECS documents Avoided as "answered before it was executed"; that ENS means the
 * same is invented.
 */
const answered: readonly string[] = ["Executed", "Avoided"];

const isEffectOf = ({ OpsType, ...times }: EventRedeployInput, { status, notBeforeMs }: SystemEvent) =>
  [...answered, "Executing", "Failed"].includes(status) ||
  (OpsType === "scheduled" && status === "Scheduled" && toSecond(notBeforeMs ?? 0) === toSecond(planMsOf(times) ?? -1));
