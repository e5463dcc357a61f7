import * as z from "zod";
import { defaultBounds } from "../bounds.ts";
import type { Clouds } from "../cloud/clouds.ts";
import { createInvoker } from "../cloud/fc.ts";
import type { Credentials } from "../config.ts";
import { parseJson } from "../decode.ts";
import type { Deps } from "../deps.ts";
import type { OpenRow } from "../ledger/store.ts";
import { functionNameOf } from "../operations/function-name.ts";
import { operations } from "../operations/index.ts";
import type { Operation } from "../operations/operation.ts";
import { createLooks } from "../reconcile/looks.ts";
import { reconcile } from "../reconcile/reconcile.ts";
import type { ReconcileNeeds } from "../reconcile/sweep.ts";
import type { FcHandler } from "./operation-entry.ts";

type Settings = { readonly invokeEndpoint: string; readonly dateWindowMs: number };

/** Time that is left for the reads and writes of the last group, and for handing on what is not done. */
const handOverMs = 20_000;

// A timer's event ("FC time triggers") or our own continuation; anything else in it is ignored.
const payloadSchema = z.object({
  continueAfter: z.object({ instanceId: z.string(), openSinceMs: z.number() }).optional(),
});

/** The handler of the function reconcile: one run, and another one after it if time ran out before the rows did. */
export function createReconcileHandler(deps: Deps<Clouds>, settings: Settings): FcHandler {
  const mayLook = createLooks(deps.nowMs);
  return async (raw, context) => {
    const {
      requestId,
      credentials,
      function: { timeout, name },
    } = context;
    const { continueAfter } = payloadSchema.parse(parseJson(raw, "InvalidParameter.Event", "The event"));
    const untilMs = deps.nowMs() + timeout * 1_000 - handOverMs;
    const invoker = createInvoker({ endpoint: settings.invokeEndpoint, regionId: deps.scope.regionId }, credentials);
    const needs: ReconcileNeeds = {
      ...connected(deps, credentials),
      mayLook,
      bounds: { ...defaultBounds, dateWindowMs: settings.dateWindowMs },
      dispatch: (command, taskId) => invoker.invokeLater(functionNameOf(command.operation), command, taskId),
      report: (target, done, error) => report(deps, requestId, target, done, error),
    };
    const rest = await reconcile(needs, untilMs, continueAfter);
    if (rest !== undefined) await invoker.invokeLater(name, { continueAfter: rest }, continuationId(requestId, rest));
    return { RequestId: requestId, State: rest === undefined ? "Done" : "Continued" };
  };
}

function connected({ connect, nowMs, newId, pause, planning }: Deps<Clouds>, credentials: Credentials) {
  const { store, cloud } = connect(credentials);
  return { store, clouds: cloud, operations: byName, nowMs, newId, pause, planning };
}

const byName: ReadonlyMap<string, Operation> = new Map(operations.map((operation) => [operation.name, operation]));

const continuationId = (requestId: string, { instanceId }: OpenRow) =>
  `c_${requestId}_${instanceId}`.replace(/[^A-Za-z0-9_-]/g, "_").slice(0, 128);

function report({ log }: Deps, requestId: string, target: string, done: string, error: unknown): void {
  const message = error instanceof Error ? error.message : undefined;
  const level = error === undefined ? "info" : "error";
  log({ level, step: "reconcile", operation: "reconcile", requestId, target, state: done, message });
}
