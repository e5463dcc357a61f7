import type { ReconcileNeeds } from "../../shared/reconcile/sweep.ts";
import { callPort } from "./port.ts";
import type { Worker, World } from "./world.ts";

/** Where machines are, as one run of reconciliation asks for it. All are in one zone, and have no tags that are counted by. */
export function createFleets(world: World, worker: Worker): ReconcileNeeds["fleets"] {
  const lost = (): never => {
    throw new world.product.OpError("unavailable", "ServiceUnavailable", "the model gave no answer");
  };
  const readMachines = (product: "ecs" | "ens") => (ids: readonly string[]) =>
    callPort(world, worker, ["readMachines", "read"], {
      arrive: () =>
        ids.map((instanceId) => ({ product, instanceId, tags: {}, zone: zoneOf(product), hasLocalDisks: undefined })),
      lost,
    });
  return { ecs: { readMachines: readMachines("ecs") }, ens: { readMachines: readMachines("ens") } };
}

/** A look at an edge instance names no zone. */
const zoneOf = (product: "ecs" | "ens") => (product === "ecs" ? "cn-hangzhou-i" : undefined);
