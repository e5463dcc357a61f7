import type { SystemEvent } from "../../shared/remediation/answerable.ts";
import { type Cloud, listedForMs, overSinceMs } from "./cloud.ts";
import { callPort } from "./port.ts";
import { eventOf } from "./shown.ts";
import type { Worker, World } from "./world.ts";

/** One read of an instance: what `factsOf` makes of a moment, or of a status that passes. */
export function look<F extends Listed>(
  world: World,
  worker: Worker,
  factsOf: (atMs: number, passing?: string) => F,
): Promise<F> {
  const { OpError } = world.product;
  worker.lookedAtMs = world.nowMs + worker.skewMs;
  worker.lists = [];
  const seen = (facts: F): F => {
    worker.lists = facts.events.map(({ eventId }) => eventId);
    return facts;
  };
  const unread = (throttled: boolean) => (): never => {
    throw throttled
      ? new OpError("throttled", "Throttling.User", "throttled")
      : new OpError("unavailable", "ServiceUnavailable", "not read");
  };
  return callPort(world, worker, ["look", "look"], {
    arrive: () => (world.nowMs < world.unreadableUntilMs ? unread(false)() : seen(factsOf(world.nowMs))),
    lost: unread(false),
    special: (fate) => {
      if (fate === "throttled") return unread(true)();
      if (fate === "busy") return seen(factsOf(world.nowMs, "Stopping"));
      if (fate === "unlisted") return seen(withoutEvents(factsOf(world.nowMs)));
      return seen(factsOf(world.nowMs - world.cloud.lagMs));
    },
  });
}

type Listed = { readonly events: readonly SystemEvent[] };

/** A list that leaves out for a moment what it had and will have. */
const withoutEvents = <F>(facts: F): F => ({ ...facts, events: [] });

/** The events of an instance as they are listed. What has been over for long is not listed any more. */
export const listedEvents = (cloud: Cloud, instanceId: string, nowMs: number): SystemEvent[] =>
  [...cloud.events.values()]
    .filter((event) => event.instanceId === instanceId && isListed(overSinceMs(cloud, event.eventId), nowMs))
    .map((event) => eventOf(cloud, event, nowMs));

export const isListed = (overAtMs: number, nowMs: number) => nowMs < overAtMs + listedForMs;
