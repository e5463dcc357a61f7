import { cloudEvent } from "../../demo/cloud-event.ts";
import type { Hand } from "../../hand.ts";
import type { StormEvent, StormPlan } from "./plan.ts";
import type { StormWorld } from "./world.ts";

/** Deliveries come within so many world minutes at least. More of them take longer. */
const comingMinutes = 10;

/** Brings all that is planned. An event is raised just before its first delivery; its copies are the same notice. */
export async function deliver(
  hand: Hand,
  world: StormWorld,
  { events, bursts }: StormPlan,
  attend: (isMiddle: boolean) => Promise<void>,
): Promise<void> {
  const notices = new Map<number, object>();
  const noticeOf = async (at: number, event: StormEvent) => {
    const notice = notices.get(at) ?? (await raise(hand, event));
    notices.set(at, notice);
    return notice;
  };
  const gapMs = (comingMinutes * 60_000) / bursts.length;
  for (const [index, burst] of bursts.entries()) {
    const told: object[] = [];
    for (const at of burst) {
      const event = events[at];
      if (event !== undefined) told.push(await noticeOf(at, event));
    }
    await hand.publish(told);
    await world.pass(gapMs);
    await attend(index * 2 >= bursts.length);
  }
}

async function raise(hand: Hand, { instanceId, eventType }: StormEvent): Promise<object> {
  const eventStatus = "Scheduled";
  const eventId = await hand.raise(instanceId, { eventType, eventStatus });
  return cloudEvent({ instanceId, eventId, eventStatus, eventType });
}
