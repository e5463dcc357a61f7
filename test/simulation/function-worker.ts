import type { Ecs } from "../../shared/cloud/ecs.ts";
import type { Deps } from "../../shared/deps.ts";
import { type Delivery, principals } from "./delivery.ts";
import { createEcs } from "./ecs.ts";
import { onAnswered } from "./invariants.ts";
import { createWorker, end, ledgerNeeds, scope, timeoutSeconds } from "./worker.ts";
import type { Worker, World } from "./world.ts";

const credentials = { accessKeyId: "", accessKeySecret: "", securityToken: "" };

/** Starts one invocation of the function for a delivery. */
export function startInvocation(world: World, delivery: Delivery): void {
  const { product, nowMs } = world;
  const worker = createWorker(world, "function", delivery);
  world.say(() => `${worker.name}  starts: ${delivery.label}`);
  const needs = ledgerNeeds(world, worker);
  const deps: Deps<Ecs> = {
    scope,
    principals,
    choices: product.operations,
    rules: [],
    nowMs: needs.nowMs,
    newId: needs.newId,
    log: () => undefined,
    connect: () => ({
      store: needs.store,
      ledger: product.createLedger(needs),
      cloud: createEcs(world, worker),
    }),
  };
  const context = {
    requestId: worker.name,
    credentials,
    function: { name: "redeploy-instance", timeout: timeoutSeconds.function },
  };
  product
    .createHandler(product.redeployInstance, deps)(delivery.rawAt(product, nowMs), context)
    .then(
      (answer) => end(world, worker, () => onAnswered(world, delivery, answer)),
      (error: unknown) => end(world, worker, () => onThrown(world, worker, delivery, error)),
    );
}

/** The queue tries again what was thrown back at it. */
function onThrown(world: World, worker: Worker, delivery: Delivery, error: unknown): void {
  world.say(() => `${worker.name}  throws ${error instanceof Error ? error.message : String(error)}`);
  world.queue.push(delivery);
}
