import type { Clock } from "../core/clock.ts";
import type { Holds } from "../core/guesses.ts";
import type { Invocation, Outcome, Run } from "./outcome.ts";
import type { Instance } from "./start-instance.ts";

/** The instances of one function. */
export type Pool = {
  readonly invoke: (invocation: Invocation) => Run;
  /** How many invocations run now; those that stand frozen do not. */
  readonly running: () => number;
  /** Nothing more is invoked: idle instances end now, the others when they have answered. */
  readonly retire: () => void;
  /** Whether it has no instance, idle, busy or frozen. */
  readonly isEmpty: () => boolean;
  /** Ends every instance and whatever runs in it; the pool may be used again afterwards. */
  readonly end: () => Promise<void>;
};

/** How long an instance stays without a call, world time: FC reclaims it after "some time", and that it is this is invented. */
export const IDLE_MS = 10 * 60_000;

type Needs = { readonly clock: Pick<Clock, "after">; readonly holds: Holds };

/** Gives each invocation an idle instance or starts one, up to `maxInstances`; idle instances are kept warm for a while. */
export function createPool(start: () => Instance, maxInstances: () => number, { clock, holds }: Needs): Pool {
  const instances = new Set<Instance>();
  const busy = new Set<Instance>();
  /** How to keep an idle instance from being reclaimed. */
  const keep = new Map<Instance, () => void>();
  let isRetired = false;

  const take = () => {
    const idle = [...instances].find((instance) => !busy.has(instance) && !instance.frozen());
    if (idle !== undefined || instances.size >= maxInstances()) return idle;
    const started = start();
    instances.add(started);
    return started;
  };

  const reclaim = async (instance: Instance) => {
    instances.delete(instance);
    keep.delete(instance);
    await instance.end();
  };

  const invokeOn = async (instance: Instance, invocation: Invocation): Promise<Outcome> => {
    keep.get(instance)?.();
    busy.add(instance);
    const outcome = await instance.invoke(invocation);
    busy.delete(instance);
    if (!holds("fc.warm") || isRetired) await instance.end();
    if (instance.alive())
      keep.set(
        instance,
        clock.after(IDLE_MS, () => reclaim(instance)),
      );
    else instances.delete(instance);
    return outcome;
  };

  return {
    invoke: (invocation) => {
      for (const instance of instances) if (!instance.alive()) instances.delete(instance);
      const instance = take();
      if (instance === undefined) return { outcome: Promise.resolve({ kind: "throttled" }), frozen: () => false };
      return { outcome: invokeOn(instance, invocation), frozen: instance.frozen };
    },
    retire: () => {
      isRetired = true;
      for (const instance of [...instances].filter((candidate) => !busy.has(candidate))) {
        keep.get(instance)?.();
        void reclaim(instance);
      }
    },
    running: () => [...busy].filter((instance) => !instance.stands()).length,
    isEmpty: () => instances.size === 0,
    end: async () => {
      const ending = [...instances];
      instances.clear();
      busy.clear();
      for (const cancel of keep.values()) cancel();
      keep.clear();
      await Promise.all(ending.map((instance) => instance.end()));
    },
  };
}
