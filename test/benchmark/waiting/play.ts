import { actingBy } from "../../acting-by.ts";
import type { Call } from "../../cloud/core/calls.ts";
import { cloudEvent } from "../../demo/cloud-event.ts";
import { instanceOf, isSend } from "../../demo/wire.ts";
import { yamlWithTriggers } from "../../deploy.ts";
import type { Hand } from "../../hand.ts";
import { startLocal } from "../../local.ts";
import { createProductHand } from "../../product-hand.ts";
import { createStormWorld } from "../storm/world.ts";

export type WaitingAsked = {
  /** Machines, each with one planned event. */
  readonly events: number;
  /** Redeploys at once in the region. */
  readonly inFlight: number;
  /** World minutes that are watched once all wait. */
  readonly minutes: number;
};

/** Until then reconcile counts what is in flight, which new limits ask for. */
const settledMinutes = 3;

/**
 * Lets many planned events wait under one limit of the region, and counts on the wire what that costs. The deadlines lie an hour
 * apart, in an order that is neither that of the names nor that of the notices.
 */
export async function playWaiting(asked: WaitingAsked, progress: (text: string) => void = () => undefined) {
  const { events, inFlight, minutes } = asked;
  const cloud = await startLocal({
    herd: events,
    policy: { ...actingBy([]), limits: [{ per: "region", inFlight }] },
    serverlessYaml: yamlWithTriggers((name, type) => type !== "eventbridge" || name === "redeploy-instance"),
    onFunctionLog: () => undefined,
  });
  try {
    const hand = createProductHand(cloud);
    const world = await createStormWorld(hand);
    const until = async (minute: number) => {
      while (world.minutes() < minute) await world.step();
    };
    await until(settledMinutes);
    await bringAll(hand, events, progress);
    const before = await hand.calls();
    const begun = before.filter((call) => isSend(call) && call.effect).map(instanceOf);
    const watched: Call[] = [];
    for (let minute = 1; minute <= minutes; minute++) {
      const since = (watched.at(-1) ?? before.at(-1))?.seq ?? 0;
      await until(settledMinutes + minute);
      watched.push(...(await hand.calls(since)).filter(({ seq }) => seq > since));
      progress(`${minute} of ${minutes} minutes watched`);
    }
    return judged(asked, begun, watched);
  } finally {
    await cloud.close();
  }
}

/** What the wire says of these minutes. */
function judged({ events, minutes }: WaitingAsked, begun: readonly string[], calls: readonly Call[]) {
  const dispatches = calls.filter(({ product, function: by }) => product === "fc" && by === "reconcile");
  const served = [...new Set(dispatches.flatMap(herdIn))]; // what no instance has taken yet is queued again, under the same task id
  const inOrder = byDeadline(events).filter((id) => !begun.includes(id));
  const taken = new Set([...served, ...begun]);
  const looks = calls.filter(({ product }) => product === "ecs").flatMap(herdIn);
  return {
    /** Operations that were queued by reconcile. */
    dispatched: served.length,
    mostDispatchedInMinute: mostInMinute(dispatches),
    /** Of those, how many were not the next by deadline. */
    outOfOrder: served.filter((id, at) => id !== inOrder[at]).length,
    /** Reads of machines or events that name one which only waited. */
    looksAtOthers: looks.filter((id) => !taken.has(id)).length,
    storeCallsPerMinute: Math.round(calls.filter(({ product }) => product === "tablestore").length / minutes),
  };
}

const idOf = (at: number) => `i-bp1herd${String(at + 1).padStart(5, "0")}`;

/** A step that goes round any number of machines but its own multiples, and leaves none out. */
const stride = 37;

/** The machines in the order of their deadlines. */
const byDeadline = (events: number) => Array.from({ length: events }, (_, at) => idOf((at * stride) % events));

/** Eight notices at once, as many as a function has instances; so none is tried again. */
const together = 8;

async function bringAll(hand: Hand, events: number, progress: (text: string) => void): Promise<void> {
  const nowMs = Date.parse((await hand.world()).now);
  const notices = new Map<string, object>();
  for (const [at, instanceId] of byDeadline(events).entries()) {
    const notBefore = new Date(nowMs + (24 + at) * 3_600_000).toISOString();
    const eventId = await hand.raise(instanceId, { notBefore });
    const eventType = "SystemMaintenance.Redeploy";
    notices.set(instanceId, cloudEvent({ instanceId, eventId, eventStatus: "Scheduled", eventType }));
  }
  for (let at = 0; at < events; at += together) {
    const ids = Array.from({ length: Math.min(together, events - at) }, (_, index) => idOf(at + index));
    await hand.publish(ids.flatMap((id) => notices.get(id) ?? []));
    await hand.idle();
    progress(`${Math.min(at + together, events)} of ${events} notices brought`);
  }
}

function mostInMinute(calls: readonly Call[]): number {
  const counts = new Map<string, number>();
  for (const { at } of calls) counts.set(at.slice(0, 16), (counts.get(at.slice(0, 16)) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

/** The machines that a call names. */
const herdIn = ({ params }: Call): readonly string[] => [
  ...new Set(JSON.stringify(params).match(/i-bp1herd\d{5}/g) ?? []),
];
