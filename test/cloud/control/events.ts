import * as z from "zod";
import type { Clock } from "../core/clock.ts";
import type { Watch } from "../core/watch.ts";
import type { Fc } from "../fc/fc.ts";
import { eventStatuses } from "../world/system-event.ts";
import type { Realm } from "./realm.ts";
import { ControlError, parse, type Resource } from "./resource.ts";

const eventStatus = z.enum(eventStatuses);
const deliver = z.boolean().default(false);

/** What is over for longer is in no list (30 days), so a longer time is a typing error. */
const longestAgoMs = 90 * 86_400_000;

const raiseSchema = z.strictObject({
  instanceId: z.string(),
  eventType: z.string().min(1),
  eventStatus,
  notBefore: z.iso.datetime({ offset: true, error: "must be ISO 8601, such as 2026-11-21T04:00:00Z." }).optional(),
  publishedAgoMs: z.int().nonnegative().max(longestAgoMs).optional(),
  deliver,
});

const moveSchema = z.strictObject({ eventStatus, deliver, name: z.string().min(1).optional() });

type Needs = {
  readonly realms: readonly Realm[];
  readonly fc: Pick<Fc, "publish">;
  readonly clock: Pick<Clock, "nowMs">;
  readonly watch: Watch;
};

/** `POST events`: a system event comes up, or came up a while ago, and is told to the bus if asked. */
export function createEventsResource({ realms, fc, ...shown }: Needs): Resource {
  return {
    POST: ({ body }) => {
      const { deliver, ...event } = parse(raiseSchema, body);
      const realm = realms.find(({ instances }) => instances.has(event.instanceId));
      if (realm === undefined) {
        throw new ControlError(400, "instanceId", `no instance ${event.instanceId} in this world.`);
      }
      const { eventId } = realm.raiseEvent(event);
      show("raised", realm, eventId, shown);
      if (deliver) fc.publish([realm.notification(eventId)]);
      return { eventId };
    },
  };
}

/** `POST events/<id>`: a system event moves on. */
export function createEventResource({ realms, fc, ...shown }: Needs): Resource {
  return {
    POST: ({ id = "", body }) => {
      const { deliver, name, eventStatus } = parse(moveSchema, body);
      const realm = realms.find(({ events }) => events.has(id));
      if (realm === undefined) throw new ControlError(404, null, `No event ${id} in this world.`);
      realm.moveEvent(id, eventStatus);
      show("moved", realm, id, shown);
      if (deliver) fc.publish([realm.notification(id, { name })]);
      return { eventId: id };
    },
  };
}

function show(
  change: "raised" | "moved",
  realm: Realm,
  eventId: string,
  { clock, watch }: Pick<Needs, "clock" | "watch">,
) {
  const event = realm.events.get(eventId);
  if (event === undefined) return;
  const { instanceId, eventType, eventStatus } = event;
  watch({
    what: "event",
    at: new Date(clock.nowMs()).toISOString(),
    change,
    eventId,
    instanceId,
    eventType,
    eventStatus,
  });
}
