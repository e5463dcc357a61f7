import type { LedgerNeeds } from "../../shared/ledger/ledger.ts";
import type { Delivery } from "./delivery.ts";
import { scope } from "./names.ts";
import { createStore } from "./table.ts";
import { chooseSkew, type Worker, type World } from "./world.ts";

export const fingerprintKey = { id: "k1", secret: "simulation only: no fingerprint leaves it" };

/** How long FC lets each kind of worker run, seconds; as in s.yaml. A person takes as long as a person takes. */
export const timeoutSeconds = { function: 60, answer: 60, reconcile: 60, person: Number.POSITIVE_INFINITY } as const;

/** Brings a worker into the world. */
export function createWorker(world: World, kind: Worker["kind"], delivery?: Delivery): Worker {
  world.started++;
  const worker: Worker = {
    name: `${kind.slice(0, 1)}${world.started}`,
    kind,
    delivery,
    skewMs: world.calm ? 0 : chooseSkew(world.tape),
    isAfterRevocation: world.revoked,
    killedAtMs: world.nowMs + timeoutSeconds[kind] * 1_000,
    steeredBy: undefined,
    lookedAtMs: 0,
    lists: [],
    unread: [],
    isDisturbed: false,
    rows: new Map(),
    state: "running",
    ids: 0,
    told: "",
  };
  world.workers.push(worker);
  return worker;
}

/** What the product's ledger gets from this worker. */
export const ledgerNeeds = (world: World, worker: Worker): LedgerNeeds => ({
  store: createStore(world, worker),
  nowMs: () => world.nowMs + worker.skewMs,
  // Between two tries time goes on as between any two calls.
  pause: () => Promise.resolve(),
  newId: () => `${worker.name}-${++worker.ids}`,
  scope,
  fingerprintKeys: [fingerprintKey],
});

/** A worker came to its end by itself. */
export function end(world: World, worker: Worker, conclude: () => void): void {
  if (worker.state === "dead") return;
  worker.state = "ended";
  world.workers.splice(world.workers.indexOf(worker), 1);
  conclude();
}

/** Nothing of a worker goes on, and its queue or caller tries again. */
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
  delivery.onEnd?.(undefined);
  if (delivery.shape !== "http") world.queue.push(delivery);
  else if (delivery.retriesLeft-- > 0) world.queue.push(delivery);
}

const isOf = (request: World["cloud"]["requests"][number], worker: Worker) =>
  request.pin.nonce.startsWith(`${worker.name}-`);
const isFloating = (world: World, request: World["cloud"]["requests"][number]) =>
  world.late.some(({ from, point }) => point.startsWith("function.send") && request.pin.nonce.startsWith(`${from}-`));
