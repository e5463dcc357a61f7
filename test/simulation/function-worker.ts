import type { Deps } from "../../shared/deps.ts";
import type { Operation } from "../../shared/operations/operation.ts";
import { createWords } from "./chat.ts";
import { createSteers } from "./control.ts";
import { type Delivery, principals } from "./delivery.ts";
import { createEcs } from "./ecs.ts";
import { createEns } from "./ens.ts";
import { onAnswered } from "./invariants.ts";
import { scope } from "./names.ts";
import { createWorker, end, ledgerNeeds, timeoutSeconds } from "./worker.ts";
import type { Product, Worker, World } from "./world.ts";

const credentials = { accessKeyId: "", accessKeySecret: "", securityToken: "" };

/** Starts one invocation of the function for a delivery. */
export function startInvocation(world: World, delivery: Delivery): void {
  const { product, nowMs } = world;
  const worker = createWorker(world, "function", delivery);
  world.say(() => `${worker.name}  starts: ${delivery.label}`);
  const needs = ledgerNeeds(world, worker);
  const operation = operationOf(product, delivery.operation);
  const deps: Deps<never> = {
    scope,
    self: { ledger: "", settingsBytes: 0 },
    principals,
    nowMs: needs.nowMs,
    pause: needs.pause,
    newId: needs.newId,
    log: () => undefined,
    connect: () => ({
      store: needs.store,
      ledger: product.createLedger(needs),
      ...createSteers(world, worker, delivery.rules),
      words: createWords(world, worker),
      cloud: (operation.product === "ecs" ? createEcs : createEns)(world, worker) as never, // the operation's own port
    }),
  };
  const context = {
    requestId: worker.name,
    credentials,
    function: { name: delivery.operation, timeout: timeoutSeconds.function },
  };
  product
    .createHandler(operation, deps)(delivery.rawAt(product, nowMs), context)
    .then(
      (answer) =>
        end(world, worker, () => {
          onAnswered(world, delivery, answer);
          delivery.onEnd?.(answer);
        }),
      (error: unknown) => end(world, worker, () => onThrown(world, worker, delivery, error)),
    );
}

function operationOf({ operations }: Product, name: string): Operation {
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation === undefined) throw new Error(`There is no operation ${name}`);
  return operation;
}

/** The bus tries again what was thrown back at it, for a day; FC's queue a few times, then it is a dead letter. */
function onThrown(world: World, worker: Worker, delivery: Delivery, error: unknown): void {
  world.say(() => `${worker.name}  throws ${error instanceof Error ? error.message : String(error)}`);
  delivery.onEnd?.(undefined);
  if (delivery.shape === "event" || delivery.retriesLeft-- > 0) world.queue.push(delivery);
}
