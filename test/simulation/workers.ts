import type { Ecs } from "../../shared/cloud/ecs.ts";
import type { Deps } from "../../shared/deps.ts";
import type { Dispatch } from "../../shared/ledger/dispatch.ts";
import type { LedgerNeeds } from "../../shared/ledger/ledger.ts";
import type { ReconcileNeeds } from "../../shared/ledger/sweep.ts";
import { type Delivery, principals, queued } from "./delivery.ts";
import { createEcs } from "./ecs.ts";
import { onAnswered } from "./invariants.ts";
import { callPort } from "./port.ts";
import { createStore } from "./table.ts";
import { chooseSkew, type Worker, type World } from "./world.ts";

const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };
const fingerprintKeys = [{ id: "k1", secret: "simulation only: no fingerprint leaves it" }];
const credentials = { accessKeyId: "", accessKeySecret: "", securityToken: "" };
/** The function's timeout as in s.yaml, and the same for reconciliation. */
const timeoutSeconds = 60;

export const scopeOfSimulation = scope;

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
    function: { name: "redeploy-instance", timeout: timeoutSeconds },
  };
  product
    .createHandler(product.redeployInstance, deps)(delivery.rawAt(product, nowMs), context)
    .then(
      (answer) => end(world, worker, () => onAnswered(world, delivery, answer)),
      (error: unknown) => end(world, worker, () => onThrown(world, worker, delivery, error)),
    );
}

/** Starts one run of reconciliation. */
export function startReconcile(world: World): void {
  const { product } = world;
  const worker = createWorker(world, "reconcile", undefined);
  world.say(() => `${worker.name}  starts`);
  const nowMs = () => world.nowMs + worker.skewMs;
  const needs: ReconcileNeeds = {
    ...ledgerNeeds(world, worker),
    clouds: { ecs: createEcs(world, worker), ens: {} as never },
    operations: new Map([[product.redeployInstance.name, product.redeployInstance as never]]),
    bounds: product.defaultBounds,
    dispatch: (command, taskId) =>
      callPort(world, worker, ["dispatch", "dispatch"], {
        arrive: () => enqueue(world, command, taskId),
        lost: () => {
          throw new Error("dispatch: no answer");
        },
      }),
    report: (instanceId, done, error) => onReport(world, worker, instanceId, done, error),
  };
  product.reconcile(needs, nowMs() + 50_000).then(
    () => end(world, worker, () => undefined),
    (error: unknown) => end(world, worker, () => onReport(world, worker, "listing", "failed", error)),
  );
}

function createWorker(world: World, kind: Worker["kind"], delivery: Delivery | undefined): Worker {
  world.started++;
  const worker: Worker = {
    name: `${kind === "function" ? "f" : "r"}${world.started}`,
    kind,
    delivery,
    skewMs: world.calm ? 0 : chooseSkew(world.tape),
    killedAtMs: world.nowMs + timeoutSeconds * 1_000,
    state: "running",
    ids: 0,
    told: "",
  };
  world.workers.push(worker);
  return worker;
}

const ledgerNeeds = (world: World, worker: Worker): LedgerNeeds => ({
  store: createStore(world, worker),
  nowMs: () => world.nowMs + worker.skewMs,
  newId: () => `${worker.name}-${++worker.ids}`,
  scope,
  fingerprintKeys,
});

function end(world: World, worker: Worker, conclude: () => void): void {
  if (worker.state === "dead") return;
  worker.state = "ended";
  world.workers.splice(world.workers.indexOf(worker), 1);
  conclude();
}

/** The queue tries again what was thrown back at it. */
function onThrown(world: World, worker: Worker, delivery: Delivery, error: unknown): void {
  world.say(() => `${worker.name}  throws ${error instanceof Error ? error.message : String(error)}`);
  world.queue.push(delivery);
}

/** FC ends an invocation: nothing of it goes on, and its queue or caller tries again. */
export function kill(world: World, worker: Worker): void {
  worker.state = "dead";
  world.workers.splice(world.workers.indexOf(worker), 1);
  for (const pending of world.pending.filter((call) => call.worker === worker))
    world.pending.splice(world.pending.indexOf(pending), 1);
  world.cloud.requests.splice(
    0,
    world.cloud.requests.length,
    ...world.cloud.requests.filter((request) => !isOf(request, worker) || isFloating(world, request)),
  );
  const { delivery } = worker;
  if (delivery === undefined) return;
  if (delivery.shape !== "http") world.queue.push(delivery);
  else if (delivery.retriesLeft-- > 0) world.queue.push(delivery);
}

const isOf = (request: World["cloud"]["requests"][number], worker: Worker) =>
  request.pin.nonce.startsWith(`${worker.name}-`);
const isFloating = (world: World, request: World["cloud"]["requests"][number]) =>
  world.late.some(({ from, point }) => point === "function.send" && request.pin.nonce.startsWith(`${from}-`));

function enqueue(world: World, command: Dispatch, taskId: string): void {
  if (world.taskIds.has(taskId)) return;
  world.taskIds.add(taskId);
  const delivery = queued(command);
  world.deliveries.push(delivery);
  world.queue.push(delivery);
}

/** Reconciliation swallows what one row throws; only what the model threw itself is expected here. */
function onReport(world: World, worker: Worker, instanceId: string, done: string, error: unknown): void {
  world.say(() => `${worker.name}  ${instanceId}: ${done}${error instanceof Error ? ` (${error.message})` : ""}`);
  if (error === undefined || error instanceof world.product.StoreUnknown || error instanceof world.product.OpError)
    return;
  if (error instanceof Error && error.message === "dispatch: no answer") return;
  world.violations.push(`unexpected: reconcile failed on ${instanceId}: ${String(error)}`);
}
