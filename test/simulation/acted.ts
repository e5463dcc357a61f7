import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { Worker, World } from "./world.ts";

/** What people have said yes to and reconciliation has not dispatched: which worker was the newest then, and how many runs have ended since. */
export type Approved = Map<string, { readonly newest: number; runs: number }>;

const keyOf = (instanceId: string, operationId: string) => `${instanceId} ${operationId}`;

/** A row was written: a yes that is the last one wanted, or an operation that does not wait any more. */
export function noteYes(world: World, instanceId: string, next: InstanceRow): void {
  const { approved, started } = world;
  for (const [id, { wait }] of Object.entries(next.waiting))
    if (wait.code === "Approved" && !approved.has(keyOf(instanceId, id)))
      approved.set(keyOf(instanceId, id), { newest: started, runs: 0 });
  for (const key of approved.keys()) {
    const [on, id = ""] = key.split(" ");
    if (on === instanceId && next.waiting[id]?.wait.code !== "Approved") approved.delete(key);
  }
}

/** A run came to its end: it could have acted upon what was said before it began. */
export function noteRun({ approved }: World, { name }: Worker): void {
  for (const yes of approved.values()) if (Number(name.slice(1)) > yes.newest) yes.runs++;
}

/** A run dispatches it: how many others have ended since the yes. */
export function noteActed({ approved, hits }: World, instanceId: string, operationId: string): void {
  const key = keyOf(instanceId, operationId);
  const yes = approved.get(key);
  if (yes === undefined) return;
  approved.delete(key);
  hits.count("yes acted upon", yes.runs === 0 ? "in the next run" : `in run ${yes.runs + 1}`);
}
