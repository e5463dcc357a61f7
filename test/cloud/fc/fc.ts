import { createReplayGuard } from "../acs3/replay-guard.ts";
import type { Clock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import { allHold, type Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import type { Principals } from "../core/principals.ts";
import { createBus } from "../eventbridge/bus.ts";
import { createAsyncQueue } from "./async-queue.ts";
import { buildBootstrap } from "./bootstrap.ts";
import { type DeadLetter, fromEvent, fromInvocation } from "./dead-letters.ts";
import { deploy } from "./deploy.ts";
import { createHttpTrigger, type HttpTrigger } from "./http-trigger.ts";
import { createInvokeApi } from "./invoke-api.ts";
import { createInvoker } from "./invoker.ts";
import type { Invocation } from "./outcome.ts";
import { createPool, type Pool } from "./pool.ts";
import { newRequestId } from "./request-id.ts";
import { type FunctionDefinition, readServerlessYaml } from "./serverless-yaml.ts";
import { type FunctionLog, startInstance } from "./start-instance.ts";
import { startTimers } from "./timers.ts";
import { deliverEvent, rulesOf } from "./trigger-delivery.ts";
import { fromDelivery, fromEntry, type WaitingWork } from "./waiting-work.ts";

/** Function Compute 3.0 with its triggers, and the event bus that feeds them. */
export type Fc = Product & {
  /** Serves one request to `/fn/<resource>/…`. */
  readonly trigger: HttpTrigger;
  /** Puts CloudEvents on the bus; throws CloudEventError. */
  readonly publish: (cloudEvents: readonly unknown[]) => { readonly accepted: number };
  readonly queue: () => readonly WaitingWork[];
  readonly deadLetters: () => readonly DeadLetter[];
  /** Keys of s.yaml. */
  readonly functions: readonly string[];
  /** Ends all instances and removes the deployed code. */
  readonly close: () => Promise<void>;
};

type FcOptions = {
  readonly clock: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly settings: { readonly accountId: string; readonly regionId: string };
  /** Path of s.yaml. */
  readonly serverlessYaml: string;
  /** Values for `${env('NAME')}` in s.yaml. */
  readonly environment: Readonly<Record<string, string>>;
  readonly onFunctionLog: (log: FunctionLog) => void;
  readonly holds?: Holds;
};

/** Deploys what s.yaml describes. Throws ServerlessYamlError. The clock must be reset before `reset` is called. */
export async function createFc(options: FcOptions): Promise<Fc> {
  const { clock, principals, exchange, settings, holds = allHold } = options;
  const { accountId } = settings;
  const { serverlessYaml: file, environment } = options;
  const read = readServerlessYaml({ file, environment, accountId, holds });
  const { definitions, remove } = deploy(read);
  const byResource = new Map([...definitions.values()].map((definition) => [definition.resource, definition] as const));
  const pools = createPools(definitions, { ...options, holds, bootstrap: buildBootstrap() });
  const deadLetters: DeadLetter[] = [];

  const run = (definition: FunctionDefinition, invocation: Invocation) => poolOf(pools, definition).invoke(invocation);
  const queue = createAsyncQueue({
    clock,
    invoke: run,
    giveUp: (entry, reason) => void deadLetters.push(fromInvocation(entry, reason, clock.nowMs(), holds)),
    holds,
  });
  const invoke = createInvoker(queue, run, holds);
  const replayGuard = createReplayGuard({ nowMs: clock.nowMs, holds });
  const bus = createBus({
    clock,
    settings,
    rules: [...definitions.values()].flatMap((definition) => rulesOf(definition, holds)),
    deliver: (delivery) => deliverEvent(delivery, { definitions, exchange, invoke }),
    holds,
    giveUp: (givenUp) => void deadLetters.push(fromEvent(givenUp, clock.nowMs())),
    random: Math.random,
  });
  const armTimers = () =>
    startTimers({
      clock,
      definitions: [...definitions.values()],
      holds,
      fire: ({ definition, triggerName: trigger }, payload) => {
        const entry = queue.enqueue({ definition, payload, requestId: newRequestId(), taskId: undefined, trigger });
        return () =>
          holds("fc.timer-skip") && "acceptedMs" in entry && queue.entries().includes(entry) && !entry.run?.frozen();
      },
    });
  let stopTimers = armTimers();

  const stop = async () => {
    stopTimers();
    bus.reset();
    queue.reset();
    replayGuard.reset();
    deadLetters.splice(0);
    await Promise.all([...pools.values()].map((pool) => pool.end()));
  };

  return {
    owns: ({ url = "" }) => url.startsWith("/2023-03-30/"),
    handle: createInvokeApi({ definitions, principals, replayGuard, settings, exchange, invoke, holds }),
    trigger: createHttpTrigger({ clock, definitions: byResource, principals, replayGuard, settings, invoke, holds }),
    publish: bus.publish,
    queue: () => [...queue.entries().map(fromEntry), ...bus.undelivered().map(fromDelivery)],
    deadLetters: () => [...deadLetters],
    functions: [...byResource.keys()],
    reset: async () => {
      await stop();
      stopTimers = armTimers();
    },
    close: async () => {
      await stop();
      remove();
    },
  };
}

function createPools(
  definitions: ReadonlyMap<string, FunctionDefinition>,
  host: Parameters<typeof startInstance>[1],
): ReadonlyMap<string, Pool> {
  const pools = [...definitions.values()].map(
    (definition) =>
      [
        definition.functionName,
        createPool(() => startInstance(definition, host), definition.maxInstances, host.holds),
      ] as const,
  );
  return new Map(pools);
}

function poolOf(pools: ReadonlyMap<string, Pool>, { functionName }: FunctionDefinition): Pool {
  const pool = pools.get(functionName);
  if (pool === undefined) throw new Error(`No instances for ${functionName}.`);
  return pool;
}
