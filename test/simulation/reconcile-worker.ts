import type { Dispatched } from "../../shared/command.ts";
import type { ReconcileNeeds } from "../../shared/reconcile/sweep.ts";
import { dispatched } from "./delivery.ts";
import { createEcs } from "./ecs.ts";
import { createEns } from "./ens.ts";
import { planningWith } from "./function-worker.ts";
import { callPort } from "./port.ts";
import { ownersRules } from "./rules.ts";
import { createWorker, end, ledgerNeeds } from "./worker.ts";
import type { Worker, World } from "./world.ts";

/** A run stops taking up rows this long after it began. */
const worksForMs = 50_000;

/** Starts one run of reconciliation. */
export function startReconcile(world: World): void {
  const { product } = world;
  const worker = createWorker(world, "reconcile");
  world.say(() => `${worker.name}  starts`);
  const needs: ReconcileNeeds = {
    ...ledgerNeeds(world, worker),
    clouds: { ecs: createEcs(world, worker), ens: createEns(world, worker) },
    operations: new Map(product.operations.map((operation) => [operation.name, operation])),
    bounds: product.defaultBounds,
    planning: planningWith(product, ownersRules),
    mayLook: () => true,
    dispatch: (command, taskId) =>
      callPort(world, worker, ["dispatch", "dispatch"], {
        arrive: () => enqueue(world, command, taskId),
        lost: () => {
          throw new Error(noAnswer);
        },
      }),
    report: (instanceId, done, error) => onReport(world, worker, instanceId, done, error),
  };
  product.reconcile(needs, needs.nowMs() + worksForMs).then(
    () => end(world, worker, () => undefined),
    (error: unknown) => end(world, worker, () => onReport(world, worker, "listing", "failed", error)),
  );
}

const noAnswer = "dispatch: no answer";

function enqueue(world: World, command: Dispatched, taskId: string): void {
  if (world.taskIds.has(taskId)) return;
  world.taskIds.add(taskId);
  const row = world.table.rows.get(command.instanceId)?.row;
  const { operationId } = command;
  const delivery = dispatched(
    command,
    row?.current?.operationId === operationId ? row.current : row?.waiting[operationId],
  );
  world.deliveries.push(delivery);
  world.queue.push(delivery);
}

/** Reconciliation swallows what one row throws; only what the model threw itself is expected here. */
function onReport(world: World, worker: Worker, instanceId: string, done: string, error: unknown): void {
  world.say(() => `${worker.name}  ${instanceId}: ${done}${error instanceof Error ? ` (${error.message})` : ""}`);
  if (error === undefined || error instanceof world.product.StoreUnknown || error instanceof world.product.OpError)
    return;
  if (error instanceof Error && error.message === noAnswer) return;
  world.violations.push(`unexpected: reconcile failed on ${instanceId}: ${String(error)}`);
}
