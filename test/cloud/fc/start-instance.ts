import { randomUUID } from "node:crypto";
import type { Clock } from "../core/clock.ts";
import type { Holds } from "../core/guesses.ts";
import type { InstanceControl, Principals } from "../core/principals.ts";
import type { LogPlace } from "../log/log-projects.ts";
import { createAwaiter } from "./awaiter.ts";
import type { Waiting } from "./caller.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { createGate } from "./gate.ts";
import { createInstanceControl } from "./instance-control.ts";
import type { FromInstance, ToInstance } from "./instance-messages.ts";
import { createWorker } from "./instance-worker.ts";
import { failed, type Invocation, type Outcome } from "./outcome.ts";
import type { LimitTime } from "./stopwatch.ts";

/** One line or chunk that a function wrote. */
export type FunctionLog = {
  /** World time, ISO 8601. */
  readonly at: string;
  readonly functionName: string;
  readonly instanceId: string;
  /** The invocation under way; undefined while the code is loaded. */
  readonly requestId: string | undefined;
  readonly stream: "stdout" | "stderr";
  readonly text: string;
  /** Where it goes. */
  readonly logstore: LogPlace | undefined;
};

/** What an instance needs of the cloud around it. */
export type Host = {
  readonly clock: Pick<Clock, "nowMs" | "catchUp" | "shared">;
  /** What the timeouts of functions are counted in. */
  readonly limits: LimitTime;
  readonly principals: Pick<Principals, "assume" | "expire">;
  readonly settings: { readonly accountId: string; readonly regionId: string };
  /** The code of `instance.ts`, bundled. */
  readonly bootstrap: string;
  readonly onFunctionLog: (log: FunctionLog) => void;
  readonly holds: Holds;
};

export type Instance = {
  readonly alive: () => boolean;
  readonly frozen: () => boolean;
  /** Frozen, and not on its way to it any more: nothing of it comes over the wire. */
  readonly stands: () => boolean;
  /** One at a time; never rejects. */
  readonly invoke: (invocation: Invocation) => Promise<Outcome>;
  /** Ends the instance because the world is reset; whatever runs in it ends as `ended`. */
  readonly end: () => Promise<void>;
};

/** Starts a function instance: a worker thread with its own environment, clock and temporary credentials. */
export function startInstance(definition: FunctionDefinition, host: Host): Instance {
  const { functionName, timeoutSeconds } = definition;
  const instanceId = `c-${randomUUID()}`;
  const gate = createGate();
  const awaiter = createAwaiter<Outcome | { readonly kind: "ready" }>(host.limits);
  let endedBy: Outcome | undefined;
  let requestId: string | undefined;
  let caller: Waiting | undefined;

  const tell = (message: ToInstance) => worker.postMessage(message);
  const end = async (outcome: Outcome) => {
    endedBy ??= outcome;
    awaiter.give(endedBy);
    await worker.terminate();
  };
  const cancel = () => void end({ kind: "canceled" });
  const { control, frozen, stands, stood } = createInstanceControl(gate, awaiter, {
    kill: () => void end({ kind: "killed" }),
    hangUp: () => {
      if (caller !== undefined) cancel();
      return caller !== undefined;
    },
    standStill: () => tell({ kind: "freeze" }),
  });
  const principal = assumeRole(definition, control, host);
  const placement = { instanceId, principal, restsIdle: host.holds("fc.idle-freeze"), ...host.settings };
  const worker = createWorker(host.bootstrap, definition, placement, { clock: host.clock.shared, gate: gate.buffer });

  const log = (stream: FunctionLog["stream"], text: string) => {
    const at = new Date(host.clock.nowMs()).toISOString();
    const { logsAreKept, logstore } = definition;
    if (logsAreKept) host.onFunctionLog({ at, functionName, instanceId, requestId, stream, text, logstore });
  };
  worker.on("message", (message: FromInstance) => {
    if (message.kind === "log") log(message.stream, message.text);
    else if (message.kind === "slept") void host.clock.catchUp();
    else if (message.kind === "stands") stood();
    else if (message.kind === "broken") void end({ ...message, kind: "failed", errorType: "InitializationError" });
    else awaiter.give(message);
  });
  worker.on("error", ({ stack, message }) => log("stderr", stack ?? message));
  worker.on("exit", () => void end(exited(awaiter.elapsedMs())));

  const loadSeconds = definition.initializer?.timeoutSeconds ?? defaultLoadSeconds;
  const loaded = awaiter.next(loadSeconds * 1_000, () => void end(loadTimedOut(loadSeconds)));
  return {
    alive: () => endedBy === undefined,
    frozen,
    stands,
    invoke: async (invocation) => {
      await loaded;
      if (endedBy !== undefined) return { ...endedBy, instanceId };
      if (invocation.caller?.aborted) return { kind: "canceled", instanceId }; // gone before it began
      ({ requestId, caller } = invocation);
      const next = awaiter.next(timeoutSeconds * 1_000, () => void end(timedOut(timeoutSeconds)));
      caller?.addEventListener("abort", cancel);
      const { event, retryCount } = invocation;
      tell({ kind: "invoke", event, requestId, retryCount });
      gate.open("idle");
      const { answer, durationMs } = await next;
      caller?.removeEventListener("abort", cancel);
      [requestId, caller] = [undefined, undefined];
      return { ...(answer.kind === "ready" ? exited(durationMs) : answer), instanceId, durationMs };
    },
    end: async () => {
      host.principals.expire(principal);
      await end({ kind: "ended" });
    },
  };
}

/** What its role may do is looked up at each call. */
const assumeRole = (definition: FunctionDefinition, instance: InstanceControl, { principals }: Host) =>
  principals.assume({
    function: definition.resource,
    instance,
    get statements() {
      return definition.statements;
    },
  });

/** For loading the code when s.yaml names no initializer: invented. */
const defaultLoadSeconds = 60;

/** Text invented. */
const loadTimedOut = (seconds: number) =>
  failed("InitializationError", `Function initialization timed out after ${seconds} seconds.`);

/** Type and text invented. */
const timedOut = (seconds: number) => failed("FunctionTimeout", `Function timed out after ${seconds} seconds.`);

/** Text of the error-handling document; its memory figure is not measured here. */
const exited = (durationMs: number) =>
  failed(
    "UnhandledInvocationError",
    `Process exited unexpectedly before completing request (duration: ${Math.round(durationMs)}ms, maxMemoryUsage: 0MB)`,
  );
