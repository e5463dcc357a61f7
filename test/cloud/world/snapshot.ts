import { toSecond } from "./cloud-time.ts";
import type { Instance } from "./instance.ts";
import type { SystemEvent } from "./system-event.ts";

/** What a tester sees of a world. */
export type Snapshot = {
  readonly instances: Readonly<
    Record<
      string,
      Pick<Instance, "status" | "effects" | "wipes" | "hostId" | "instanceType"> & {
        readonly zone: string;
        readonly disks: string;
        /** By key. */
        readonly tags: Readonly<Record<string, string>>;
      }
    >
  >;
  readonly events: Readonly<
    Record<string, Pick<SystemEvent, "instanceId" | "eventType" | "eventStatus"> & { readonly notBefore: string }>
  >;
};

/** The world as a tester sees it, by id. */
export const takeSnapshot = (world: {
  readonly instances: ReadonlyMap<string, Instance>;
  readonly events: ReadonlyMap<string, SystemEvent>;
}): Snapshot => ({ instances: showInstances(world.instances), events: showEvents(world.events) });

const showInstances = (instances: ReadonlyMap<string, Instance>) =>
  Object.fromEntries(
    [...instances].map(([id, { status, zoneId, effects, wipes, hostId, instanceType, localStorageAmount, tags }]) => [
      id,
      {
        ...{ status, zone: zoneId, effects, wipes, hostId, instanceType },
        disks: localStorageAmount > 0 ? "local" : "cloud",
        tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
      },
    ]),
  );

const showEvents = (events: ReadonlyMap<string, SystemEvent>) =>
  Object.fromEntries(
    [...events].map(([id, { instanceId, eventType, eventStatus, notBeforeMs }]) => [
      id,
      { instanceId, eventType, eventStatus, notBefore: toSecond(notBeforeMs) },
    ]),
  );
