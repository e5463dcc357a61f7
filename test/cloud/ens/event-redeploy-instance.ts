import * as z from "zod";
import { type Check, rowsOf, runChecks } from "../rpc/rpc-error.ts";
import { acceptPlan, acceptRedeploy } from "./accept-redeploy.ts";
import { defineAction } from "./define-action.ts";
import type { Edge } from "./edge.ts";
import { type EdgeEvent, isOpen } from "./edge-event.ts";
import type { EdgeInstance } from "./edge-instance.ts";
import { ensErrors } from "./ens-errors.ts";
import { epochMsText, utcTimeText } from "./parameter-types.ts";
import { type Asked, planChecks, planMsOf } from "./plan-checks.ts";

const answerableTypes = ["Instance:SystemFailure.Redeploy", "Instance:SystemMaintenance.Redeploy"];

type Judged = {
  readonly edge: Edge;
  readonly asked: Asked;
  readonly event: EdgeEvent | undefined;
  readonly instance: EdgeInstance | undefined;
};

/** Their order is invented, and which field each of them blames. */
const checks: readonly Check<Judged>[] = [
  { refuses: ({ event }) => event === undefined, error: ensErrors.invalid("EventId") },
  { refuses: (subject) => isForeign(subject) && blamesResource(subject), error: ensErrors.invalid("ResourceId") },
  { refuses: (subject) => isForeign(subject) && !blamesResource(subject), error: ensErrors.invalid("EventId") },
  {
    refuses: ({ event }) => event !== undefined && !answerableTypes.includes(event.eventType),
    error: ensErrors.invalid("EventId"),
  },
  {
    refuses: ({ edge, event }) => event !== undefined && !waitsForAnswer(edge, event),
    error: ensErrors.invalid("EventId"),
  },
  { refuses: ({ edge, instance }) => !isReady(edge, instance), error: ensErrors.invalid("ResourceId") },
  ...planChecks,
];

/** EventRedeployInstance (ens 2017-11-10): redeploys an edge instance in answer to an event, now or at a time. */
export const eventRedeployInstance = defineAction({
  name: "EventRedeployInstance",
  changesWorld: true,
  errors: rowsOf(checks),
  params: z.strictObject({
    EventId: z.string().min(1),
    ResourceId: z.string().min(1),
    OpsType: z.enum(["immediate", "scheduled"]),
    PlanTime: epochMsText.optional(),
    PlanUtcTime: utcTimeText.optional(),
  }),
  run: (edge, asked, { failedTask }) => {
    const { EventId, ResourceId, OpsType } = asked;
    const event = edge.events.get(EventId);
    const instance = edge.instances.get(ResourceId);
    runChecks(checks, { edge, asked, event, instance }, edge.holds("ens.redeploy.order"));
    const redeploy = { eventId: EventId, instanceId: ResourceId, fails: failedTask };
    if (OpsType === "immediate") acceptRedeploy(edge, redeploy);
    else acceptPlan(edge, redeploy, planMsOf(asked) ?? edge.nowMs());
    return {};
  },
});

const isForeign = ({ event, asked }: Judged) => event !== undefined && event.instanceId !== asked.ResourceId;

const blamesResource = ({ edge }: Judged) => edge.holds("ens.redeploy.foreign");

/** The document names the types, not the statuses. */
function waitsForAnswer({ holds }: Edge, event: EdgeEvent) {
  if (event.planId !== undefined && !holds("ens.redeploy.replan")) return false;
  return holds("ens.redeploy.statuses") ? isOpen(event) : event.eventStatus === "Inquiring";
}

function isReady({ holds }: Edge, instance: EdgeInstance | undefined) {
  return instance?.status === "Running" || instance?.status === "Stopped" || !holds("ens.redeploy.instance-status");
}
