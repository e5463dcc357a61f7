import { createHash } from "node:crypto";

/** An event that the storm brings: raised when its first delivery is due. */
export type StormEvent = { readonly instanceId: string; readonly eventType: string };

/** The deliveries of a storm in their order, each the number of an event. What comes at the same moment is one burst. */
export type StormPlan = { readonly events: readonly StormEvent[]; readonly bursts: readonly (readonly number[])[] };

/** Every event is delivered once to so many times. */
const mostCopies = 5;
/** A burst has one to so many deliveries. A function has eight instances, so some of them are tried again. */
const mostAtOnce = 15;

/** Two events for each machine: its host failed, and the platform plans to move it. */
const eventTypes = ["SystemFailure.Redeploy", "SystemMaintenance.Redeploy"] as const;

export const machinesFor = (events: number): number => Math.ceil(events / eventTypes.length);

/** The id of a machine of the local cloud's herd, counted from 0. */
const herdId = (index: number) => `i-bp1herd${String(index + 1).padStart(5, "0")}`;

/**
 * The same numbers give the same plan. Without repeats it has the same events, in the order of their first deliveries.
 */
export function planStorm(events: number, seed: number, repeats: boolean): StormPlan {
  const machines = machinesFor(events);
  const all = Array.from({ length: events }, (_, at) => ({
    instanceId: herdId(at % machines),
    eventType: eventTypes[Math.floor(at / machines)] ?? eventTypes[0],
  }));
  const deliveries = all
    .flatMap((_, event) => copiesOf(event, seed))
    .sort((a, b) => a.place - b.place)
    .map(({ event }) => event);
  return { events: all, bursts: burstsOf(repeats ? deliveries : [...new Set(deliveries)], seed) };
}

/** Half of the copies come right behind the first delivery, mostly in its burst. The others come at any time. */
const copiesOf = (event: number, seed: number) =>
  Array.from({ length: 1 + Math.floor(mostCopies * fraction(seed, `copies of ${event}`)) }, (_, copy) => ({
    event,
    place: fraction(
      seed,
      fraction(seed, `is ${copy} of ${event} apart`) < 0.5 ? `first of ${event}` : `${copy} of ${event}`,
    ),
  }));

function burstsOf(deliveries: readonly number[], seed: number): readonly (readonly number[])[] {
  const bursts: (readonly number[])[] = [];
  for (let at = 0; at < deliveries.length; at += bursts.at(-1)?.length ?? 0)
    bursts.push(deliveries.slice(at, at + 1 + Math.floor(mostAtOnce * fraction(seed, `burst at ${at}`))));
  return bursts;
}

/** At least 0, less than 1. */
const fraction = (seed: number, what: string): number =>
  createHash("sha256").update(`${seed} ${what}`).digest().readUInt32BE() / 2 ** 32;
