import type { FunctionDefinition } from "./function-definition.ts";
import { createPool, type Pool } from "./pool.ts";
import type { Registry } from "./registry.ts";
import { type Host, startInstance } from "./start-instance.ts";

/** The instances of all functions. */
export type Pools = {
  readonly of: (definition: FunctionDefinition) => Pool;
  /** How many invocations run now, in instances of earlier code too. */
  readonly running: () => number;
  readonly end: () => Promise<void>;
};

/** A function that was updated runs in new instances; what runs in the old ones comes to its end there. */
export function createPools(registry: Registry, host: Host & Parameters<typeof createPool>[2]): Pools {
  const current = new Map<string, Pool>();
  const retired = new Set<Pool>();
  const all = () => [...current.values(), ...retired];

  const retire = (functionName: string) => {
    const pool = current.get(functionName);
    if (pool === undefined) return;
    current.delete(functionName);
    retired.add(pool);
    pool.retire();
  };
  registry.onChange((outdated) => {
    if (outdated !== undefined) retire(outdated);
    for (const pool of retired) if (pool.isEmpty()) retired.delete(pool);
  });

  return {
    of: ({ functionName }) => {
      const known = current.get(functionName);
      if (known !== undefined) return known;
      const pool = poolOf(functionName, registry, host);
      current.set(functionName, pool);
      return pool;
    },
    running: () => all().reduce((sum, pool) => sum + pool.running(), 0),
    end: async () => void (await Promise.all(all().map((pool) => pool.end()))),
  };
}

function poolOf(functionName: string, registry: Registry, host: Host & Parameters<typeof createPool>[2]): Pool {
  const definition = () => {
    const found = registry.find(functionName)?.definition;
    if (found === undefined) throw new Error(`No function ${functionName} to start an instance of.`);
    return found;
  };
  const maxInstances = () => registry.find(functionName)?.definition.maxInstances ?? 0;
  return createPool(() => startInstance(definition(), host), maxInstances, host);
}
