import { setTimeout as realDelay } from "node:timers/promises";
import type { Hand } from "../../hand.ts";

const minuteMs = 60_000;

export type StormWorld = Awaited<ReturnType<typeof createStormWorld>>;

/**
 * The time of a storm: a world that is reset, with nothing pending. A step goes to what is due next and no further, then waits
 * until no function runs. So no function sees time jump while it works. Reconcile runs each minute after the reset.
 */
export async function createStormWorld(hand: Hand) {
  await hand.reset();
  await hand.quietFleet();
  let seen = await hand.work();
  const beganMs = Date.parse(seen.now);
  const nowMs = () => Date.parse(seen.now);
  const goTo = async (ms: number) => {
    const nextRunMs = beganMs + (Math.floor((nowMs() - beganMs) / minuteMs) + 1) * minuteMs;
    await hand.advance(Math.ceil(Math.max(Math.min(ms, nextRunMs), nowMs()) - nowMs()));
    for (seen = await hand.work(); !isIdle(seen); seen = await hand.work()) await realDelay(pollMs);
  };
  return {
    /** World minutes since the reset. */
    minutes: () => (nowMs() - beganMs) / minuteMs,
    /** So much time, or to the next run of reconcile. */
    pass: (ms: number) => goTo(nowMs() + ms),
    /** To the next delivery that is tried again, or the next run of reconcile. */
    step: () => goTo(Math.max(firstTryMs(seen), nowMs() + togetherMs)),
  };
}

/** How many events of the herd are over, as the cloud has them. */
export async function eventsOver(hand: Hand): Promise<number> {
  const { events } = await hand.world();
  return Object.values(events).filter(({ instanceId, eventStatus }) => isOver(instanceId, eventStatus)).length;
}

/** What is due within so much is taken together: about as long as an invocation takes in FC (invented). */
const togetherMs = 300;
const pollMs = 5;

type Work = Awaited<ReturnType<Hand["work"]>>;

const isIdle = ({ work, queue }: Work) => work.running === 0 && queue.every(({ state }) => state !== "running");

const firstTryMs = ({ queue }: Work) =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...queue.flatMap(({ nextTryAt }) => (nextTryAt === null ? [] : [Date.parse(nextTryAt)])),
  );

const isOver = (instanceId: string, status: string) =>
  instanceId.startsWith("i-bp1herd") && ["Executed", "Avoided", "Canceled", "Failed"].includes(status);
