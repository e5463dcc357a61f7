import { createReplayGuard } from "../acs3/replay-guard.ts";
import { type Clock, createClock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import { allHold, type Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import type { Principals } from "../core/principals.ts";
import type { Watch } from "../core/watch.ts";
import { createBus } from "../eventbridge/bus.ts";
import { createAsyncQueue } from "./async-queue.ts";
import { buildBootstrap } from "./bootstrap.ts";
import { type DeadLetter, fromEvent, fromInvocation } from "./dead-letters.ts";
import { deploy } from "./deploy.ts";
import { createHttpTrigger, type HttpTrigger } from "./http-trigger.ts";
import { createInvokeApi } from "./invoke-api.ts";
import { createInvoker } from "./invoker.ts";
import type { Invocation } from "./outcome.ts";
import { createOwnerInvoke, type OwnerInvoke } from "./owner-invoke.ts";
import { createPool, type Pool } from "./pool.ts";
import { newRequestId } from "./request-id.ts";
import { type FunctionDefinition, readServerlessYaml } from "./serverless-yaml.ts";
import { readStackName } from "./stack-name.ts";
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
  readonly work: () => Work;
  readonly deadLetters: () => readonly DeadLetter[];
  /** Keys of s.yaml. */
  readonly functions: readonly string[];
  /** `vars.stack` of s.yaml, which each function's name begins with; undefined if there is none. */
  readonly stack: string | undefined;
  readonly invokeAsOwner: OwnerInvoke;
  /** Ends all instances and removes the deployed code. */
  readonly close: () => Promise<void>;
};

/** What goes on now. Nothing more happens by itself once nothing runs and every caller has arrived. */
type Work = {
  /** Invocations that run; those that stand frozen do not. */
  readonly running: number;
  /** HTTP requests that wait for their answer. */
  readonly callers: number;
};

type FcOptions = {
  readonly clock: Clock;
  /** What the timeouts of functions are counted in: real time, unless a test wants to advance it. */
  readonly limits?: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly settings: { readonly accountId: string; readonly regionId: string };
  /** Path of s.yaml. */
  readonly serverlessYaml: string;
  /** Values for `${env('NAME')}` in s.yaml. */
  readonly environment: Readonly<Record<string, string>>;
  /** Values that stand in place of those of its `vars`, by their paths. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  readonly onFunctionLog: (log: FunctionLog) => void;
  readonly holds?: Holds;
  readonly watch?: Watch;
};

/** Deploys what s.yaml describes. Throws ServerlessYamlError. The clock must be reset before `reset` is called. */
export async function createFc(options: FcOptions): Promise<Fc> {
  const { clock, limits = createClock({ runs: true }), principals, exchange, settings, holds = allHold } = options;
  const { definitions, all, byResource, stack, remove } = deployed(options);
  const pools = createPools(definitions, { ...options, limits, holds, bootstrap: buildBootstrap() });
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
    rules: all.flatMap((definition) => rulesOf(definition, holds)),
    deliver: (delivery) => deliverEvent(delivery, { definitions, exchange, invoke }),
    holds,
    giveUp: (givenUp) => void deadLetters.push(fromEvent(givenUp, clock.nowMs())),
    random: Math.random,
  });
  const door = counting(createHttpTrigger({ ...options, definitions: byResource, replayGuard, invoke, holds }));
  const armTimers = () =>
    startTimers({
      clock,
      definitions: all,
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
    trigger: door.trigger,
    publish: bus.publish,
    queue: () => [...queue.entries().map(fromEntry), ...bus.undelivered().map(fromDelivery)],
    work: () => ({ running: runningIn(pools), callers: door.callers() }),
    deadLetters: () => [...deadLetters],
    functions: [...byResource.keys()],
    stack,
    invokeAsOwner: createOwnerInvoke({ byResource, principals, exchange, invoke }),
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

/** What s.yaml describes, where its instances load it from. */
function deployed({ serverlessYaml: file, environment, vars, settings, holds = allHold }: FcOptions) {
  const source = { file, environment, vars, accountId: settings.accountId };
  const { definitions, remove } = deploy(readServerlessYaml({ ...source, holds }));
  const all = [...definitions.values()];
  const byResource = new Map(all.map((definition) => [definition.resource, definition] as const));
  return { definitions, all, byResource, stack: readStackName(source), remove };
}

/** A door that knows how many of its callers wait for their answer. */
function counting(serve: HttpTrigger): { readonly trigger: HttpTrigger; readonly callers: () => number } {
  let callers = 0;
  return {
    callers: () => callers,
    trigger: async (...request) => {
      callers++;
      try {
        await serve(...request);
      } finally {
        callers--;
      }
    },
  };
}

const runningIn = (pools: ReadonlyMap<string, Pool>) =>
  [...pools.values()].reduce((sum, pool) => sum + pool.running(), 0);

function createPools(
  definitions: ReadonlyMap<string, FunctionDefinition>,
  host: Parameters<typeof startInstance>[1] & Parameters<typeof createPool>[2],
): ReadonlyMap<string, Pool> {
  const pools = [...definitions.values()].map(
    (definition) =>
      [
        definition.functionName,
        createPool(() => startInstance(definition, host), definition.maxInstances, host),
      ] as const,
  );
  return new Map(pools);
}

function poolOf(pools: ReadonlyMap<string, Pool>, { functionName }: FunctionDefinition): Pool {
  const pool = pools.get(functionName);
  if (pool === undefined) throw new Error(`No instances for ${functionName}.`);
  return pool;
}
