import type { World } from "../world/world.ts";

type Known = { readonly has: (id: string) => boolean };
type Found<T> = Known & { readonly get: (id: string) => T | undefined };

export type SeenInstance = {
  readonly status: string;
  readonly zone: string;
  readonly instanceType: string;
  /** `cloud` or `local`: a redeploy clears the latter. */
  readonly disks: string;
  /** By key; of an edge instance none is known. */
  readonly tags: Readonly<Record<string, string>>;
};

export type SeenEvent = { readonly instanceId: string; readonly eventType: string; readonly eventStatus: string };

/** A part of the cloud with instances and system events of its own: the region, or the edge. */
export type Realm = Pick<World, "raiseEvent" | "moveEvent"> & {
  readonly instances: Known;
  readonly events: Found<SeenEvent>;
  readonly notification: (eventId: string, options?: { readonly name?: string | undefined }) => object;
  readonly snapshot: () => {
    readonly instances: Readonly<Record<string, SeenInstance>>;
    readonly events: Readonly<Record<string, SeenEvent>>;
  };
};

/** All realms as a tester sees them, by id. */
export function showRealms(realms: readonly Pick<Realm, "snapshot">[]) {
  const shown = realms.map(({ snapshot }) => snapshot());
  return {
    instances: Object.fromEntries(shown.flatMap(({ instances }) => Object.entries(instances))),
    events: Object.fromEntries(shown.flatMap(({ events }) => Object.entries(events))),
  };
}
