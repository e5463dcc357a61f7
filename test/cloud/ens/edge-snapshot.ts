import { toSecond } from "../world/cloud-time.ts";
import type { EdgeEvent } from "./edge-event.ts";
import type { EdgeInstance } from "./edge-instance.ts";

type Seen = {
  readonly instances: ReadonlyMap<string, EdgeInstance>;
  readonly events: ReadonlyMap<string, EdgeEvent>;
};

/** The edge as a tester sees it, by id; an instance's zone is its edge region. */
export const takeEdgeSnapshot = ({ instances, events }: Seen) => ({
  instances: Object.fromEntries(
    [...instances].map(([id, { status, ensRegionId, effects, wipes, hostId, specName, dataDisks }]) => [
      id,
      {
        ...{ status, zone: ensRegionId, effects, wipes, hostId, instanceType: specName, disks: whereAre(dataDisks) },
        tags: {}, // no action here tells any
      },
    ]),
  ),
  events: Object.fromEntries(
    [...events].map(([id, { instanceId, eventType, eventStatus, notBeforeMs }]) => [
      id,
      { instanceId, eventType, eventStatus, notBefore: toSecond(notBeforeMs) },
    ]),
  ),
});

const whereAre = (disks: EdgeInstance["dataDisks"]) =>
  disks.some(({ category }) => category.startsWith("local_")) ? "local" : "cloud";
