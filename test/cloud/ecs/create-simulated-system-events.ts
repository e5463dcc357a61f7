import * as z from "zod";
import { type Check, type ErrorRow, runChecks } from "../rpc/rpc-error.ts";
import type { World } from "../world/world.ts";
import { defineAction } from "./define-action.ts";
import { eventManners } from "./event-manners.ts";
import { timeText } from "./parameter-types.ts";
import { requireRegion, unknownRegion } from "./region.ts";

/** Statuses of the page of 2025, messages of the page of 2018. */
const errors = {
  passed: {
    status: 403,
    code: "InvalidNotBefore.Passed",
    message: "The NotBefore of system event has passed.",
  },
  tooManyEvents: {
    status: 403,
    code: "SimulatedEventLimitExceeded",
    message: "The amount of active simulated system event exceeds limit.",
  },
  tooManyInstances: {
    status: 403,
    code: "InstanceIdLimitExceeded",
    message: "The amount of InstanceId specified exceeds limit.",
  },
  notFound: { status: 404, code: "InvalidInstanceId.NotFound", message: "Cannot find InstanceId." },
} as const satisfies Record<string, ErrorRow>;

const params = z.strictObject({
  RegionId: z.string().min(1),
  EventType: z.enum([
    "SystemMaintenance.Reboot",
    "SystemMaintenance.Stop",
    "SystemMaintenance.Redeploy",
    "SystemFailure.Reboot",
    "SystemFailure.Redeploy",
    "SystemFailure.Stop",
    "InstanceFailure.Reboot",
  ]),
  InstanceId: z.array(z.string()).min(1),
  NotBefore: timeText,
});

type Judged = { readonly world: World; readonly asked: z.output<typeof params> };

const checks: readonly Check<Judged>[] = [
  { refuses: ({ asked }) => asked.InstanceId.length > 100, error: errors.tooManyInstances },
  { refuses: ({ world, asked }) => asked.NotBefore < world.nowMs(), error: errors.passed },
  { refuses: ({ world, asked }) => asked.InstanceId.some((id) => !world.instances.has(id)), error: errors.notFound },
  {
    refuses: ({ world, asked }) =>
      activeDrills(world) + asked.InstanceId.length > (world.holds("ecs.simulated.limit") ? 200 : 10),
    error: errors.tooManyEvents,
  },
];

const activeDrills = ({ events }: World) =>
  [...events.values()].filter(({ simulated, finishedAtMs }) => simulated && finishedAtMs === undefined).length;

/** CreateSimulatedSystemEvents (ecs 2014-05-26): drills, Scheduled, or Executing for failures, until NotBefore. */
export const createSimulatedSystemEvents = defineAction({
  name: "CreateSimulatedSystemEvents",
  changesWorld: true,
  errors: [unknownRegion, ...Object.values(errors)],
  params,
  ...eventManners,
  run: (world, asked) => {
    requireRegion(world, asked.RegionId);
    runChecks(checks, { world, asked }, world.holds("ecs.simulated.order"));
    const eventStatus = asked.EventType.includes("Failure.") ? "Executing" : "Scheduled";
    const raised = asked.InstanceId.map((instanceId) =>
      world.raiseEvent({
        instanceId,
        eventType: asked.EventType,
        eventStatus,
        notBefore: new Date(asked.NotBefore).toISOString(),
        simulated: true,
      }),
    );
    for (const { eventId } of raised) world.tellOfDrill(eventId);
    return { EventIdSet: { EventId: raised.map(({ eventId }) => eventId) } };
  },
});
