import { createReplayGuard } from "../acs3/replay-guard.ts";
import { type Clock, createClock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import { allHold } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import type { Principals } from "../core/principals.ts";
import type { Watch } from "../core/watch.ts";
import { createBus } from "../eventbridge/bus.ts";
import { createHooks, type Hooks } from "../hooks/hooks.ts";
import { createApi } from "./api.ts";
import { createAsyncQueue } from "./async-queue.ts";
import { buildBootstrap } from "./bootstrap.ts";
import { counting } from "./counted-door.ts";
import { type DeadLetter, fromEvent, fromInvocation } from "./dead-letters.ts";
import { createDeployment, type DeploymentOptions } from "./deployment.ts";
import { fireTimer } from "./fire-timer.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { createHttpTrigger, type HttpTrigger } from "./http-trigger.ts";
import { createInvoker } from "./invoker.ts";
import type { Invocation } from "./outcome.ts";
import { createOwnerInvoke, type OwnerInvoke } from "./owner-invoke.ts";
import { createPools } from "./pools.ts";
import { shipping } from "./ship-log.ts";
import type { FunctionLog } from "./start-instance.ts";
import { createTimers } from "./timers.ts";
import { deliverEvent, rulesOf } from "./trigger-delivery.ts";
import { fromDelivery, fromEntry, type WaitingWork } from "./waiting-work.ts";

/** Function Compute 3.0 with its triggers and the event bus that feeds them; of 2.0, hooks alone. */
export type Fc = Product & {
  /** Serves one request to `/fn/<resource>/…`. */
  readonly trigger: HttpTrigger;
  /** Puts CloudEvents on the bus; throws CloudEventError. */
  readonly publish: (cloudEvents: readonly unknown[]) => { readonly accepted: number };
  readonly queue: () => readonly WaitingWork[];
  readonly work: () => Work;
  readonly deadLetters: () => readonly DeadLetter[];
  /** Functions by their names in the tester's view. */
  readonly functions: () => readonly string[];
  /** What each function's name of the stack begins with: `vars.stack` of s.yaml, or as it was said; undefined if nobody says. */
  readonly stack: string | undefined;
  readonly invokeAsOwner: OwnerInvoke;
  /** Functions of the owner's that a script answers for. */
  readonly hooks: Hooks;
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

type FcOptions = DeploymentOptions & {
  readonly clock: Clock;
  /** What the timeouts of functions are counted in: real time, unless a test wants to advance it. */
  readonly limits?: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly onFunctionLog: (log: FunctionLog) => void;
  readonly watch?: Watch;
};

/** Function Compute with what s.yaml describes, if there is one. Throws ServerlessYamlError. Reset the clock before `reset`. */
export async function createFc(options: FcOptions): Promise<Fc> {
  const { clock, limits = createClock({ runs: true }), principals, exchange, settings, holds = allHold } = options;
  const { stack, ...plane } = createDeployment(options);
  const { registry, account } = plane;
  const definitionOf = (functionName: string) => registry.find(functionName)?.definition;
  const pools = createPools(registry, shipping({ ...options, limits, holds, bootstrap: buildBootstrap() }, account));
  const deadLetters: DeadLetter[] = [];
  const post = () => ({ nowMs: clock.nowMs(), queues: account.queues, holds });

  const run = (definition: FunctionDefinition, invocation: Invocation) => pools.of(definition).invoke(invocation);
  const queue = createAsyncQueue({
    clock,
    invoke: run,
    current: definitionOf,
    giveUp: (entry, reason) => void deadLetters.push(fromInvocation(entry, reason, post())),
    holds,
  });
  const invoke = createInvoker(queue, run, holds);
  const replayGuard = createReplayGuard({ nowMs: clock.nowMs, holds });
  const bus = createBus({
    clock,
    settings,
    rules: () => registry.all().flatMap(({ definition }) => rulesOf(definition, holds)),
    deliver: (delivery) => deliverEvent(delivery, { definitionOf, exchange, invoke }),
    holds,
    giveUp: (givenUp) => void deadLetters.push(fromEvent(givenUp, post())),
    random: Math.random,
  });
  const door = counting(
    createHttpTrigger({ ...options, definitionOf: registry.byResource, replayGuard, invoke, holds }),
  );
  const timers = createTimers({ clock, registry, holds, fire: fireTimer({ queue, definitionOf, holds }) });
  const hooks = createHooks({ clock });
  const asked = { principals, replayGuard, exchange, clock, settings, holds };
  const api = createApi({ ...asked, plane: { ...plane, tasksOf: queue.tasksOf }, definitionOf, hooks, invoke });

  const stop = async () => {
    timers.stop();
    hooks.reset();
    bus.reset();
    queue.reset();
    replayGuard.reset();
    deadLetters.splice(0);
    account.queues.clear();
    await pools.end();
  };

  return {
    ...api,
    trigger: door.trigger,
    publish: bus.publish,
    queue: () => [...queue.entries().map(fromEntry), ...bus.undelivered().map(fromDelivery)],
    work: () => ({ running: pools.running(), callers: door.callers() }),
    deadLetters: () => [...deadLetters],
    functions: () => registry.all().map(({ definition }) => definition.resource),
    stack,
    hooks,
    invokeAsOwner: createOwnerInvoke({ definitionOf: registry.byResource, principals, exchange, invoke }),
    reset: async () => {
      await stop();
      timers.follow();
    },
    close: async () => {
      await stop();
      plane.code.remove();
    },
  };
}
