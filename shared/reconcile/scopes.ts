import type { Steering } from "../control/steering.ts";
import { type Placed, scopesOf } from "../guards/limits.ts";
import { machinesOf } from "./machines-of.ts";
import type { Run } from "./sweep.ts";
import type { WaitingForPlace } from "./waiting-for-place.ts";

/** What a waiting operation counts in; undefined if that is not known in this run. */
export type Scopes = (waiting: WaitingForPlace, steering: Steering) => Promise<readonly string[] | undefined>;

/** So many machines are asked for at once, and so often in a run (invented): the first of them are served first. */
const batchSize = 100;
const maxBatches = 5;

/**
 * Finds where waiting operations count. Most have found it in a look of their own, under the policy that still holds. The
 * machines of the others are read in batches, in the order in which they are served.
 */
export function createScopes(run: Run, waiting: readonly WaitingForPlace[]): Scopes {
  const unknown = waiting.filter((one) => foundBy(one, run.steering?.serial) === undefined);
  const machines = new Map<string, Placed>();
  let batches = 0;
  const readNext = async () => {
    batches++;
    try {
      for (const [id, machine] of await machinesOf(run, unknown.splice(0, batchSize))) machines.set(id, machine);
    } catch (error) {
      run.report("machines", "failed", error); // those wait for the next run
    }
  };
  return async (one, { serial, limits }) => {
    const found = foundBy(one, serial);
    if (found !== undefined) return found;
    if (limits.every(({ per }) => per === "region")) return scopesOf(limits, nowhere);
    while (!machines.has(one.instanceId) && unknown.length > 0 && batches < maxBatches) await readNext();
    const machine = machines.get(one.instanceId);
    return machine && scopesOf(limits, machine);
  };
}

const nowhere: Placed = { zone: undefined, tags: {} };

/** Another policy may count by what this one did not ask for. */
const foundBy = ({ entry: { wait } }: WaitingForPlace, serial: number | undefined) =>
  wait.serial === serial ? wait.scopes : undefined;
