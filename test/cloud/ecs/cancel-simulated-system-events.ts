import * as z from "zod";
import { type Check, type ErrorRow, runChecks } from "../rpc/rpc-error.ts";
import { isFinished } from "../world/system-event.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { eventManners } from "./event-manners.ts";
import { requireRegion, unknownRegion } from "./region.ts";

/** Error table of the CancelSimulatedSystemEvents document (2021); its texts are %s, these are invented. */
const errors = {
  tooMany: { status: 400, code: "EventIdLimitExceeded", message: "The amount of EventId specified exceeds limit." },
  notFound: { status: 403, code: "InvalidEventId.NotFound", message: "Cannot find EventId." },
  notSimulated: {
    status: 403,
    code: "CannotCancelSystemEvent.NotSimulated",
    message: "The system event is not simulated.",
  },
} as const satisfies Record<string, ErrorRow>;

const params = z.strictObject({ RegionId: z.string().min(1), EventId: z.array(z.string()).min(1) });

type Judged = { readonly world: World; readonly eventIds: readonly string[] };

/** Their order is invented. */
const checks: readonly Check<Judged>[] = [
  { refuses: ({ eventIds }) => eventIds.length > 100, error: errors.tooMany },
  { refuses: ({ world, eventIds }) => eventIds.some((id) => !world.events.has(id)), error: errors.notFound },
  {
    refuses: ({ world, eventIds }) => eventIds.some((id) => world.events.get(id)?.simulated === false),
    error: errors.notSimulated,
  },
];

/** CancelSimulatedSystemEvents (ecs 2014-05-26): drills that are Scheduled or Executing become Canceled. */
export const cancelSimulatedSystemEvents = defineAction({
  name: "CancelSimulatedSystemEvents",
  changesWorld: true,
  errors: [unknownRegion, ...Object.values(errors)],
  params,
  ...eventManners,
  run: (world, { RegionId, EventId }) => {
    requireRegion(world, RegionId);
    runChecks(checks, { world, eventIds: EventId }, world.holds("ecs.simulated.order"));
    for (const eventId of EventId) {
      const event = world.events.get(eventId);
      if (event !== undefined && !isFinished(event.eventStatus)) world.moveEvent(eventId, "Canceled");
    }
    return {};
  },
});
