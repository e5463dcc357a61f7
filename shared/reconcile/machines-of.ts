import type { Placed } from "../guards/limits.ts";
import { products } from "./pending-lists.ts";
import type { Run } from "./sweep.ts";

/** Reading machines may take this long, milliseconds (invented): a call of ECS has a hundred of them. */
const readForMs = 10_000;

type Of = { readonly instanceId: string; readonly entry: { readonly operation: string } };

/** Where the machines of these operations are. What the cloud does not list is left out. Throws `OpError` if it cannot be read. */
export async function machinesOf(run: Run, all: readonly Of[]): Promise<ReadonlyMap<string, Placed>> {
  const { fleets, operations, nowMs } = run;
  const placed = new Map<string, Placed>();
  for (const product of products) {
    const ids = all
      .filter(({ entry }) => operations.get(entry.operation)?.product === product)
      .map(({ instanceId }) => instanceId);
    const machines = ids.length === 0 ? [] : await fleets[product].readMachines(ids, nowMs() + readForMs);
    for (const { instanceId, zone, tags } of machines) placed.set(instanceId, { zone, tags });
  }
  return placed;
}
