import { type Action, maintenance } from "./actions.ts";
import { type CloudEvent, isOver, take } from "./cloud.ts";
import type { Delivery } from "./delivery.ts";
import { eventFour, instanceA } from "./names.ts";
import { raise } from "./scenario.ts";
import { shownOf } from "./shown.ts";
import { countFault, type World } from "./world.ts";

/** Someone else redeploys, reboots or starts the instance, by the console or another program. */
export function actByOthers(world: World): void {
  const { cloud, tape, nowMs, left } = world;
  left.foreign--;
  const fails = tape.choose(2, "detail", () => ["finishes", "fails"]) === 1;
  const actions = actionsOfOthers(world);
  const action = actions[actions.length === 1 ? 0 : tape.choose(actions.length, "detail", () => actions)];
  if (action === undefined) return;
  countFault(world, "foreign redeploy", "cloud");
  world.say(() => `someone else: ${action} of ${instanceA}${fails ? ", which will fail" : ""}`);
  take(cloud, { action, instanceId: instanceA, nonce: undefined, fails, lagMs: cloud.lagMs, nowMs });
}

/** What makes sense on the instance as it is, in a schedule that has such operations at all. */
function actionsOfOthers({ cloud, nowMs, deliveries }: World): readonly Action[] {
  if (deliveries.every(({ operation }) => operation === "RedeployInstance")) return ["RedeployInstance"];
  const { status } = shownOf(cloud, instanceA, nowMs);
  return ["RedeployInstance", status === "Stopped" ? "StartInstance" : "RebootInstance"];
}

/** How long the cloud's reads may fail at a stretch: a bad day, a right that is missing for days or weeks. */
const outagesMs = [7_200_000, 3 * 86_400_000, 32 * 86_400_000];

/** No read of the cloud is answered for long; sends are. */
export function becomeUnreadable(world: World): void {
  const { tape, nowMs, left } = world;
  left.outages--;
  const choice = tape.choose(outagesMs.length, "detail", () => outagesMs.map((ms) => `for ${ms / 3_600_000} h`));
  const outageMs = outagesMs[choice] ?? 0;
  world.unreadableUntilMs = nowMs + outageMs;
  countFault(world, "unreadable for long", "cloud");
  world.say(() => `the cloud is unreadable for ${outageMs / 3_600_000} h`);
}

/** True iff something came that is not on its way anyway. */
export const mayRepeat = (world: World) => world.deliveries.some((delivery) => isIdle(world, delivery));

const isIdle = ({ queue, workers }: World, delivery: Delivery) =>
  !queue.includes(delivery) && !workers.some((worker) => worker.delivery === delivery);

/** A caller or a queue brings something again, however old it is, perhaps when the next system event is there. */
export function repeat(world: World): void {
  const { tape, left, deliveries } = world;
  left.repeats--;
  const idle = deliveries.filter((delivery) => isIdle(world, delivery));
  const delivery = idle[tape.choose(idle.length, "detail", () => idle.map(({ label }) => label))];
  if (delivery === undefined) return;
  const again: Delivery = { ...delivery, retriesLeft: 2, done: false, isOthers: false };
  if (tape.choose(2, "detail", () => ["as it was", "with a new event"]) === 1) raise(world, instanceA, eventFour);
  world.say(() => `again: ${again.label}`);
  deliveries.push(again);
  world.queue.push(again);
}

/** True iff there is an event that the cloud could withdraw or move on. */
export const mayTurn = ({ cloud, nowMs }: World) =>
  [...cloud.events.keys()].some((eventId) => !isOver(cloud, eventId, nowMs));

/** The cloud withdraws an event that nobody has answered, or moves it from Inquiring to Scheduled, or its time by a day. */
export function turn(world: World): void {
  const { cloud, tape, nowMs, left } = world;
  left.turns--;
  const open = [...cloud.events.values()].filter(({ eventId }) => !isOver(cloud, eventId, nowMs));
  const event = open[tape.choose(open.length, "detail", () => open.map(({ eventId }) => eventId))];
  if (event === undefined) return;
  // A plan for an edge event moves its time itself: one that is moved besides would show nothing.
  const turns = event.type === maintenance.edge ? ["withdrawn"] : ["withdrawn", "moved on", "later"];
  const how = turns[tape.choose(turns.length, "detail", () => turns)];
  world.say(() => `the cloud: ${event.eventId} is ${how}`);
  countFault(world, `event ${how}`, "cloud");
  if (how === "withdrawn") cloud.withdrawn.set(event.eventId, nowMs);
  else if (how === "moved on") cloud.events.set(event.eventId, { ...event, status: "Scheduled" });
  else moveByADay(cloud, event, nowMs);
}

function moveByADay({ events, moved }: World["cloud"], event: CloudEvent, nowMs: number): void {
  const { eventId, notBeforeMs: dueMs } = event;
  moved.set(eventId, { dueMs, untilMs: nowMs });
  events.set(eventId, { ...event, notBeforeMs: (dueMs ?? nowMs) + dayMs });
}

const dayMs = 86_400_000;

/** True iff a machine has a local disk, and people have a word left about it. */
export const maySwap = ({ cloud, left }: World) => left.words > 0 && cloud.localDisks.size > 0;

/** The local disks of every machine are others: what people were shown is not what would be cleared. */
export function swapDisks(world: World): void {
  const { cloud, left, nowMs } = world;
  left.words--;
  cloud.localDiskIds.push({ id: `d-local-${cloud.localDiskIds.length + 1}`, sinceMs: nowMs });
  world.say(() => `a local disk is swapped: ${cloud.localDiskIds.at(-1)?.id}`);
}
