import type { Ens } from "../../shared/cloud/ens.ts";
import type { EdgeFacts } from "../../shared/cloud/ens-facts.ts";
import { send } from "./gateway.ts";
import { listedEvents, look } from "./look.ts";
import { listPending } from "./pending-list.ts";
import { shownOf } from "./shown.ts";
import type { Worker, World } from "./world.ts";

/** ENS as one worker reaches it. */
export const createEns = (world: World, worker: Worker): Ens => ({
  readInstance: (instanceId) => {
    const readAtMs = world.nowMs + worker.skewMs;
    return look(world, worker, (atMs, passing) => factsOf(world, instanceId, atMs, passing, readAtMs));
  },
  listPending: () => listPending(world, worker, "ens"),
  eventRedeployInstance: ({ EventId: eventId, ResourceId: instanceId, PlanTime: startsAtMs }, pin) =>
    send(world, worker, {
      action: "EventRedeployInstance",
      instanceId,
      pin,
      eventId,
      startsAtMs,
      losesData: world.cloud.localDisks.has(instanceId),
    }),
});

/** What DescribeInstances and DescribeHistoryEvents say of a moment. */
const factsOf = (
  { cloud }: World,
  instanceId: string,
  nowMs: number,
  passing: string | undefined,
  readAtMs: number,
): EdgeFacts => ({
  instance: { status: passing ?? shownOf(cloud, instanceId, nowMs).status },
  hasLocalDisks: cloud.localDisks.has(instanceId),
  events: listedEvents(cloud, instanceId, nowMs),
  readAtMs,
});
