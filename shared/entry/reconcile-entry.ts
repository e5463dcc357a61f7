import * as z from "zod";
import { defaultBounds } from "../bounds.ts";
import type { ReconcileConfig } from "../config.ts";
import type { Steering } from "../control/steering.ts";
import type { ReconcileDeps } from "../deps.ts";
import { fileNameOf, functionNameOf, taskIdOf } from "../function-name.ts";
import { parseJson } from "../json.ts";
import type { InstanceRow } from "../ledger/row.ts";
import { createLogChannel } from "../notices/log-channel.ts";
import { tell } from "../notices/tell.ts";
import type { TellNeeds } from "../notices/tell-needs.ts";
import { operations } from "../operations/index.ts";
import type { Operation } from "../operations/operation.ts";
import { createBooks } from "../reconcile/books.ts";
import { createFinds } from "../reconcile/finds.ts";
import { aheadAfterResume } from "../reconcile/heartbeat.ts";
import { keepBooks } from "../reconcile/keep-books.ts";
import { createLastRun, createWroteLast, type WroteLast } from "../reconcile/last-run.ts";
import { createLooks } from "../reconcile/looks.ts";
import { metricsOf } from "../reconcile/metrics.ts";
import { products } from "../reconcile/pending-lists.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import { createRememberedRows } from "../reconcile/remembered-rows.ts";
import type { ReconcileNeeds } from "../reconcile/sweep.ts";
import type { FcHandler } from "./operation-entry.ts";
import { probeReconcile } from "./probe-reconcile.ts";

type Settings = Pick<ReconcileConfig, "stack" | "dateWindowMs" | "looksAtEns">;

/** The time for the reads and writes of the last group, and for queueing the rest. */
const handOverMs = 20_000;
/** Of this, the time for what is written for people: a call of the store takes six seconds at most. */
const booksMs = 8_000;

// The event of a timer ("FC time triggers"), our own continuation, or a doctor's probe. Any other field is ignored.
const payloadSchema = z.object({
  verb: z.literal("probe").optional(),
  Invokes: z.boolean().default(false),
  Notices: z.boolean().default(false),
  continueAfter: z
    .object({ instanceId: z.string(), openSinceMs: z.number(), walkBeganMs: z.number().optional() })
    .optional(),
});

/** The handler of the function reconcile. It makes one run, and queues another if time ends before the rows do. */
export function createReconcileHandler(deps: ReconcileDeps, settings: Settings): FcHandler {
  const { stack, dateWindowMs } = settings;
  const mayLook = createLooks(deps.nowMs);
  const finds = createFinds();
  const remembered = createRememberedRows();
  const wroteLast = createWroteLast();
  return async (raw, context) => {
    const { requestId, credentials } = context;
    const asked = payloadSchema.parse(parseJson(raw, "InvalidParameter.Event", "The event"));
    const { continueAfter } = asked;
    const beganMs = deps.nowMs();
    const untilMs = beganMs + context.function.timeout * 1_000 - handOverMs;
    const { invoker, steering, runs, ...ports } = deps.connect(credentials);
    const queue = (file: string, payload: object, id: string) =>
      invoker.invokeLater(functionNameOf(stack, file), payload, taskIdOf(stack, id));
    if (asked.verb === "probe") {
      const besides = { invokes: asked.Invokes, tells: asked.Notices };
      return { RequestId: requestId, ...(await probeReconcile(deps, credentials, settings, besides, queue)) };
    }
    const needs: ReconcileNeeds = {
      ...connected(deps, ports),
      steerAnew: steering,
      steering: await readOr(steering, (error) => report(deps, requestId, "policy", "unreadable", error)),
      mayLook,
      finds,
      remembered,
      lastRun: createLastRun(runs, wroteLast, deps.nowMs),
      books: createBooks(),
      bounds: { ...defaultBounds, dateWindowMs },
      dispatch: (command, taskId) => queue(fileNameOf(command.operation), command, taskId),
      notify: (operation, notice, taskId) => queue(fileNameOf(operation), notice, taskId),
      report: (target, done, error) => report(deps, requestId, target, done, error),
    };
    const rest = await reconcile(needs, untilMs, continueAfter);
    if (rest !== undefined) await queue("reconcile", { continueAfter: rest }, `c_${requestId}_${rest.instanceId}`);
    const isPart = rest !== undefined || continueAfter !== undefined;
    await Promise.all([
      keepBooks({ ...needs, runs }, wroteLast, continueAfter === undefined, untilMs + booksMs),
      tellSafely({ ...needs, runs, isPart, ...toldBy(deps, requestId, needs) }, untilMs + booksMs),
    ]);
    const state = rest === undefined ? "Done" : "Continued";
    return ended(deps, { requestId, state, beganMs }, needs, wroteLast);
  };
}

/** What a run answers. It says what it saw, idle or not: else nobody could tell a run that has nothing to do from none. */
function ended(
  { log, nowMs }: ReconcileDeps,
  { beganMs, ...run }: { readonly requestId: string; readonly state: string; readonly beganMs: number },
  { books, steering }: Pick<ReconcileNeeds, "books" | "steering">,
  wrote: WroteLast,
): object {
  const metrics = metricsOf(books, steering, wrote.run, nowMs());
  log({ ...run, level: "info", step: "run", operation: "reconcile", durationMs: nowMs() - beganMs, metrics });
  return { RequestId: run.requestId, State: run.state };
}

/** Without the owner's policy nothing is planned; what is under way goes on all the same. */
async function readOr(steering: () => Promise<Steering>, failed: (error: unknown) => void) {
  try {
    return await steering();
  } catch (error) {
    failed(error);
    return undefined;
  }
}

/** What a run has found out, for who tells people of it, and by which channels. */
const toldBy = (
  { log, channels, nowMs }: ReconcileDeps,
  requestId: string,
  { books, remembered, lastRun }: Pick<ReconcileNeeds, "books" | "remembered" | "lastRun">,
) => ({
  remember: (instanceId: string, row: InstanceRow) => remembered.remember(instanceId, row, nowMs()),
  renew: remembered.renew,
  rows: books.rows,
  events: products.flatMap((product) =>
    (books.lists.get(product)?.events ?? []).map((event) => ({ ...event, product })),
  ),
  unowned: books.unowned(),
  listed: products.filter((product) => books.lists.get(product)?.events !== undefined),
  afterResume: async (machineOf: Parameters<typeof aheadAfterResume>[2]) =>
    aheadAfterResume(await lastRun(), books, machineOf, nowMs()),
  productOf: (operation: string) => byName.get(operation)?.product,
  channels: [...channels, createLogChannel(log, requestId)],
});

/** The work of the run is done by then: nothing that goes wrong with a notice is thrown. */
const tellSafely = (needs: TellNeeds, untilMs: number): Promise<void> =>
  tell(needs, untilMs).catch((error: unknown) => needs.report("notices", "failed", error));

type Ports = Omit<ReturnType<ReconcileDeps["connect"]>, "invoker" | "steering" | "runs">;

function connected({ scope, nowMs, newId, pause }: ReconcileDeps, ports: Ports) {
  return { ...ports, operations: byName, scope, nowMs, newId, pause };
}

const byName: ReadonlyMap<string, Operation> = new Map(operations.map((operation) => [operation.name, operation]));

function report(
  { log }: Pick<ReconcileDeps, "log">,
  requestId: string,
  target: string,
  done: string,
  error: unknown,
): void {
  const message = error instanceof Error ? error.message : undefined;
  const level = error === undefined ? "info" : "error";
  log({ level, step: "reconcile", operation: "reconcile", requestId, target, state: done, message });
}
