import type { Clock } from "../core/clock.ts";
import type { Fc } from "../fc/fc.ts";
import type { Resource } from "./resource.ts";

type Needs = { readonly clock: Pick<Clock, "nowMs">; readonly fc: Pick<Fc, "queue" | "work"> };

/** `GET work`: what runs and what waits, without the world around it, which is large where the fleet is. */
export function createWorkResource({ clock, fc }: Needs): Resource {
  return { GET: () => ({ now: new Date(clock.nowMs()).toISOString(), queue: fc.queue(), work: fc.work() }) };
}
