import { maintenance } from "./actions.ts";
import { call, type Delivery, event, invoke, overriding, queuedCall, word } from "./delivery.ts";
import {
  diskEvent,
  edgeEvent,
  edgeInstance,
  eventOne,
  eventThree,
  eventTwo,
  failureEvent,
  instanceA,
  instanceB,
  rebootEvent,
  startMs,
  stopEvent,
} from "./names.ts";
import { ownersRules, replacement } from "./rules.ts";

const redeployed = (eventId: string, instanceId = instanceA, eventStatus = "Scheduled") =>
  event({
    operation: "RedeployInstance",
    rules: [],
    instanceId,
    eventId,
    eventType: maintenance.redeploy,
    eventStatus,
  });

const redeploy = (token: string, InstanceId: string, ForceStop = false, consents = false) =>
  call("RedeployInstance", token, { InstanceId, ForceStop }, consents);

const onReboot = {
  instanceId: instanceA,
  eventId: rebootEvent,
  eventType: maintenance.reboot,
  eventStatus: "Scheduled",
};
const reboot = { InstanceId: instanceA };
const plainReplacement = { InstanceId: instanceA, ImageId: "m-new" };
/** Soon enough to come within a schedule, late enough for every fault before it. */
const planAheadMs = 90 * 60_000;

const accepted = { InstanceId: instanceA, EventId: diskEvent };
const edge = { EventId: edgeEvent, ResourceId: edgeInstance, OpsType: "immediate" };

/** What may arrive in a schedule; the first is the plainest. A tape's numbers rest on this order. */
export const templates: readonly (() => Delivery)[] = [
  () => redeployed(eventOne),
  () => redeploy("T1", instanceA),
  () => redeployed(eventOne, instanceA, "Inquiring"),
  () => redeploy("T2", instanceA),
  () => redeployed(eventTwo),
  () => redeploy("T1", instanceB),
  () => redeployed(eventThree, instanceB),
  () => redeploy("T3", instanceA, false, true),
  () => redeploy("T1", instanceA, true, true),
  () => queuedCall("RedeployInstance", "T1", { InstanceId: instanceA, ForceStop: false }),
  () => invoke("RedeployInstance", { InstanceId: instanceA, ForceStop: false }, { eventId: eventOne }),
  () => redeploy("T3", instanceB, false, true),
  // 12: a reboot, at the function that looks at it. The rules of two invocations differ while a new setting is rolled out.
  () => event({ ...onReboot, operation: "RedeployInstance", rules: ownersRules }),
  () => event({ ...onReboot, operation: "RedeployInstance", rules: [] }),
  () => call("RebootInstance", "R1", reboot),
  () => call("RebootInstance", "R2", { ...reboot, ForceStop: true }, true),
  () => invoke("RebootInstance", reboot, { eventId: rebootEvent }),
  // 17: a new system disk
  () => call("ReplaceSystemDisk", "P1", replacement, true),
  () => call("ReplaceSystemDisk", "P2", plainReplacement, true),
  () => call("ReplaceSystemDisk", "P3", { ...plainReplacement, Password: "Simulated-1" }, true),
  () => event({ ...onStop, operation: "RedeployInstance", rules: ownersRules }),
  () => invoke("ReplaceSystemDisk", replacement, { clientToken: "P1" }),
  () => call("ReplaceSystemDisk", "P4", replacement),
  // 23: an edge instance
  () => event({ ...onEdge, operation: "EventRedeployInstance", source: "acs.ens" }),
  () => call("EventRedeployInstance", "E1", edge),
  () => call("EventRedeployInstance", "E2", edge, true),
  () => call("EventRedeployInstance", "E3", { ...edge, OpsType: "scheduled", PlanTime: startMs + planAheadMs }, true),
  // 27: a token that comes by two ways
  () => queuedCall("RebootInstance", "R1", reboot),
  // 28: a reboot that is not answered yet by a reboot, and the same at a function that does not look
  () => event({ ...onReboot, operation: "RedeployInstance", eventStatus: "Inquiring" }),
  () => event({ ...onReboot, operation: "RebootInstance" }),
  // 30: a damaged disk, which a redeploy answers too
  () => event({ ...onDisk, operation: "RedeployInstance", rules: ownersRules }),
  () => event({ ...onDisk, operation: "RedeployInstance", rules: [] }),
  () => call("AcceptInquiredSystemEvent", "A1", accepted),
  () => call("AcceptInquiredSystemEvent", "A2", accepted, true),
  () => invoke("AcceptInquiredSystemEvent", accepted, { eventId: diskEvent }),
  // 35: a failure, and calls that override a freeze
  () => event({ ...onFailure, operation: "RedeployInstance", rules: ownersRules }),
  () => overriding(call, "RedeployInstance", "O1", { InstanceId: instanceA, ForceStop: false }),
  () => overriding(queuedCall, "RedeployInstance", "O2", { InstanceId: instanceA, ForceStop: false }),
  // 38: what one person says by chat, and the same again in other messages
  () => word(1, "RebootInstance", instanceA),
  () => word(2, "RebootInstance", instanceA),
  () => word(3, "RebootInstance", instanceA),
  () => word(4, "RedeployInstance", instanceA),
  () => word(5, "RedeployInstance", instanceA),
].map(copied);

const onDisk = { instanceId: instanceA, eventId: diskEvent, eventType: maintenance.disk, eventStatus: "Inquiring" };
const onFailure = {
  instanceId: instanceA,
  eventId: failureEvent,
  eventType: maintenance.failure,
  eventStatus: "Inquiring",
};
const onStop = { instanceId: instanceA, eventId: stopEvent, eventType: maintenance.stop, eventStatus: "Scheduled" };
const onEdge = { instanceId: edgeInstance, eventId: edgeEvent, eventType: maintenance.edge, eventStatus: "Scheduled" };

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

/** Templates that meet in one schedule. A tape's numbers rest on this order. */
export const themes: readonly (readonly number[])[] = [
  [0, 1, 3, 4, ...range(12, 17)],
  [17, 17, ...range(17, 23), 14],
  [17],
  [17, 17, 17, 14],
  range(17, 23),
  [0, 1, 7, 12, 13, 14, ...range(17, 23)],
  range(23, 26),
  range(0, 26),
  [26, ...range(23, 27)],
  [14, 14, 15, 27],
  [12, 13, 13, 14, 16, 28, 28, 29],
  [...range(30, 35), 33, 1, 14],
  [0, 1, 9, ...range(35, 38), 36, 37],
  [38, 39, 38, 39, 40, 14],
  [0, ...range(38, 43), 42, 41],
];

/** A delivery is made once and copied for each schedule: its bytes stay the same, and so does what is made of them. */
function copied(make: () => Delivery): () => Delivery {
  let made: Delivery | undefined;
  return () => {
    made ??= make();
    return { ...made };
  };
}
