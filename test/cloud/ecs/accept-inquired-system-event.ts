import * as z from "zod";
import { type Check, type ErrorRow, RpcError, runChecks } from "../rpc/rpc-error.ts";
import { acceptInquiry, isAcceptable, switchToOffline } from "../world/accept-inquiry.ts";
import { eventsOf } from "../world/answerable.ts";
import { withEffect } from "../world/instance.ts";
import type { SystemEvent } from "../world/system-event.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { invalidParameter } from "./event-manners.ts";
import { requireRegion, unknownRegion } from "./region.ts";

/** Error table of the AcceptInquiredSystemEvent document (2025); the first two texts are %s there, these are invented. */
const errors = {
  notFound: {
    status: 404,
    code: "InvalidEventId.NoInquiringEventFound",
    message: "No inquiring event is found by the EventId.",
  },
  conflict: { status: 403, code: "OperationConflict", message: "Another event of the instance is being executed." },
  notSupported: {
    status: 403,
    code: "OperationDenied.AcceptNotSupported",
    message: "Accept is not supported on current event type.",
  },
  incorrectStatus: {
    status: 400,
    code: "IncorrectInstanceStatus",
    message: "Current instance status does not support this operation.",
  },
  onlineIsolateFail: {
    status: 403,
    code: "SwitchToOffline.OnlineIsolateFail",
    message: "Failed to online isolate disk while offline isolation succeeded.",
  },
  onlineReinitFail: {
    status: 403,
    code: "SwitchToOffline.OnlineReinitFail",
    message: "Failed to online reinitialize disk while offline reinitialization succeeded.",
  },
} as const satisfies Record<string, ErrorRow>;

type Judged = { readonly world: World; readonly event: SystemEvent };

/** Their order is invented. */
const checks: readonly Check<Judged>[] = [
  { refuses: ({ event }) => event.eventStatus !== "Inquiring", error: errors.notFound },
  { refuses: ({ event }) => !isAcceptable(event), error: errors.notSupported },
  {
    refuses: ({ world, event }) => eventsOf(world, event).some(({ eventStatus }) => eventStatus === "Executing"),
    error: errors.conflict,
  },
  {
    refuses: ({ world, event }) =>
      !["Running", "Stopped"].includes(world.instances.get(event.instanceId)?.status ?? ""),
    error: errors.incorrectStatus,
  },
];

/** AcceptInquiredSystemEvent (ecs 2014-05-26): consent to the default action of an Inquiring event. */
export const acceptInquiredSystemEvent = defineAction({
  name: "AcceptInquiredSystemEvent",
  changesWorld: true,
  errors: [unknownRegion, ...Object.values(errors)],
  malformed: invalidParameter,
  params: z.strictObject({
    RegionId: z.string().min(1),
    EventId: z.string().min(1),
    /** Not for public use; of no consequence here. */
    Choice: z.string().optional(),
  }),
  run: (world, { RegionId, EventId }, { failedTask }) => {
    requireRegion(world, RegionId);
    const event = world.events.get(EventId);
    if (event === undefined) throw new RpcError(errors.notFound);
    runChecks(checks, { world, event }, world.holds("ecs.accept.order"));
    if (failedTask && switchToOffline(world, event)) {
      throw new RpcError(event.eventType.includes("Isolate") ? errors.onlineIsolateFail : errors.onlineReinitFail);
    }
    world.changeInstance(event.instanceId, (instance) => withEffect(instance, "AcceptInquiredSystemEvent"));
    acceptInquiry(world, event, failedTask);
    return {};
  },
});
