import type { Dispatched } from "../../shared/command.ts";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { ReconcileNeeds } from "../../shared/reconcile/sweep.ts";
import { noteActed, noteRun } from "./acted.ts";
import { createSteers } from "./control.ts";
import { createRuns } from "./counters.ts";
import { type Delivery, dispatched, type FoundNotice, found } from "./delivery.ts";
import { createEcs } from "./ecs.ts";
import { createEns } from "./ens.ts";
import { checkFound, checkTold, memoryFor, noteBlind } from "./finder.ts";
import { createFleets } from "./fleets.ts";
import { faultOfTask } from "./handed.ts";
import { createHookPort } from "./hook-port.ts";
import { violate } from "./invariants.ts";
import { createTellNeeds, withRecipients } from "./notices.ts";
import { callPort } from "./port.ts";
import { ownersRules } from "./rules.ts";
import { faultOfDispatch } from "./stops.ts";
import { createWorker, end, ledgerNeeds } from "./worker.ts";
import type { Worker, World } from "./world.ts";

/** A run stops taking up rows this long after it began. */
const worksForMs = 50_000;

/** What is written for people may go on for so long. */
const writesForMs = 8_000;

/** Starts one run of reconciliation. */
export function startReconcile(world: World): void {
  const { product } = world;
  const worker = createWorker(world, "reconcile");
  const memory = memoryFor(world, worker);
  world.say(() => `${worker.name}  starts`);
  const { steering, control } = createSteers(world, worker, ownersRules);
  const runs = createRuns(world, worker);
  const needs: Omit<ReconcileNeeds, "steering"> = {
    ...ledgerNeeds(world, worker),
    clouds: { ecs: createEcs(world, worker), ens: createEns(world, worker) },
    operations: new Map(product.operations.map((operation) => [operation.name, operation])),
    bounds: product.defaultBounds,
    steerAnew: steering,
    control,
    fleets: createFleets(world, worker),
    hooks: createHookPort(world, worker),
    mayLook: () => true,
    finds: memory.finds,
    // Where every state is searched, all of it stands in the tables.
    remembered: world.finds ? memory.remembered : product.createRememberedRows(),
    lastRun: product.createLastRun(runs, memory.wrote, () => world.nowMs),
    books: product.createBooks(),
    dispatch: (command, taskId) => {
      noteActed(world, command.instanceId, command.operationId);
      const held = faultOfDispatch(world, worker, command);
      if (held !== undefined) world.violations.push(held);
      return callQueue(world, worker, "dispatch", () => {
        const fault = faultOfTask(world, worker, command.instanceId, command.operationId, taskId);
        if (fault !== undefined) violate(world, fault);
        enqueue(world, command, taskId);
      });
    },
    notify: (operation, notice, taskId) => {
      const delivery = found(operation, notice as FoundNotice); // what it sends to any function is made there
      checkFound(world, worker, delivery);
      return callQueue(world, worker, "notify", () => enqueueNew(world, taskId, () => delivery));
    },
    report: (instanceId, done, error) => {
      noteBlind(world, worker, memory, instanceId, done);
      onReport(world, worker, instanceId, done, error);
    },
  };
  const untilMs = needs.nowMs() + worksForMs;
  const run = async () => {
    const steered = await steering().catch(unknownOnly);
    await product.reconcile({ ...needs, steering: steered }, untilMs);
    if (!world.finds) return;
    const runs = createRuns(world, worker);
    const { store, nowMs, newId, pause, report, books, bounds, remembered, lastRun } = needs;
    const own = { store, runs, nowMs, newId, report };
    const remember = (id: string, row: InstanceRow) => remembered.remember(id, row, nowMs());
    const who = steered && withRecipients(steered);
    const told = { ...createTellNeeds(world, worker), ...own, ...seenIn(books), steering: who, bounds };
    await Promise.all([
      product.keepBooks({ ...own, pause, books, remembered, lastRun }, memory.wrote, true, untilMs + writesForMs),
      product.tell({ ...told, remember, renew: remembered.renew }, untilMs + writesForMs),
    ]);
  };
  run().then(
    () =>
      end(world, worker, () => {
        noteRun(world, worker);
        checkTold(world, worker);
      }),
    (error: unknown) => end(world, worker, () => onReport(world, worker, "listing", "failed", error)),
  );
}

/** What people are told of: the rows of the run, and the events that were listed. */
function seenIn({ rows, lists, unowned }: ReturnType<World["product"]["createBooks"]>) {
  const events = (["ecs", "ens"] as const).flatMap((product) =>
    (lists.get(product)?.events ?? []).map((event) => ({ ...event, product })),
  );
  const listed = [...lists].flatMap(([product, { events: all }]) => (all === undefined ? [] : [product]));
  return { rows, events, unowned: unowned(), listed };
}

/** A policy that cannot be read is told, and nothing is planned. */
function unknownOnly(): undefined {
  return undefined;
}

const noAnswer = "dispatch: no answer";

/** Puts something into FC's queue. */
const callQueue = (world: World, worker: Worker, call: "dispatch" | "notify", arrive: () => void) =>
  callPort(world, worker, [call, "dispatch"], {
    arrive,
    lost: () => {
      throw new Error(noAnswer);
    },
  });

const enqueue = (world: World, command: Dispatched, taskId: string) =>
  enqueueNew(world, taskId, () => {
    const row = world.table.rows.get(command.instanceId)?.row;
    const { operationId } = command;
    return dispatched(command, row?.current?.operationId === operationId ? row.current : row?.waiting[operationId]);
  });

/** Queues nothing for a task id that was used. */
function enqueueNew(world: World, taskId: string, make: () => Delivery): void {
  if (world.taskIds.has(taskId)) return;
  world.taskIds.add(taskId);
  const delivery = make();
  world.deliveries.push(delivery);
  world.queue.push(delivery);
}

const isOwn = ({ StoreUnknown, OpError, ControlUnreadable }: World["product"], error: unknown) =>
  [StoreUnknown, OpError, ControlUnreadable].some((own) => error instanceof own);

/** Reconciliation swallows what one row throws; only what the model threw itself is expected here. */
function onReport(world: World, worker: Worker, instanceId: string, done: string, error: unknown): void {
  world.say(() => `${worker.name}  ${instanceId}: ${done}${error instanceof Error ? ` (${error.message})` : ""}`);
  if (error === undefined || isOwn(world.product, error)) return;
  if (error instanceof Error && error.message === noAnswer) return;
  world.violations.push(`unexpected: reconcile failed on ${instanceId}: ${String(error)}`);
}
