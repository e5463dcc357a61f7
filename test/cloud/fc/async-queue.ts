import type { Clock } from "../core/clock.ts";
import { allHold, type Holds } from "../core/guesses.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import type { Invocation, Outcome, Run } from "./outcome.ts";

/** One asynchronous invocation that was accepted. */
export type AsyncEntry = {
  /** The function as it is deployed; as it was last, once it is deleted. */
  definition: FunctionDefinition;
  readonly payload: Uint8Array;
  readonly requestId: string;
  /** With `asyncTask`, the caller's own id or else the request id. */
  readonly taskId: string;
  /** The trigger it came from, null for a call of the API. */
  readonly trigger: string | null;
  readonly acceptedMs: number;
  tries: number;
  throttles: number;
  nextTryMs: number | undefined;
  run: Run | undefined;
  /** How it ended; undefined: it has not. */
  ended: "Succeeded" | "Failed" | "Expired" | undefined;
};

type NewEntry = Pick<AsyncEntry, "definition" | "payload" | "requestId" | "trigger"> & {
  readonly taskId: string | undefined;
};

type AsyncRefusal = { readonly status: number; readonly code: string; readonly message: string };

export type AsyncQueue = {
  /** Queues an invocation and starts its first try, or says why not. */
  readonly enqueue: (entry: NewEntry) => AsyncEntry | AsyncRefusal;
  readonly entries: () => readonly AsyncEntry[];
  /** What it has taken for a function in asynchronous task mode, whatever became of it; the oldest first. */
  readonly tasksOf: (functionName: string) => readonly AsyncEntry[];
  readonly reset: () => void;
};

type AsyncQueueOptions = {
  readonly clock: Pick<Clock, "nowMs" | "after">;
  readonly invoke: (definition: FunctionDefinition, invocation: Invocation) => Run;
  /** The function as it is deployed now; undefined: it was deleted. */
  readonly current: (functionName: string) => FunctionDefinition | undefined;
  readonly giveUp: (entry: AsyncEntry, reason: string) => void;
  readonly holds?: Holds;
};

/** 128 KB (WD limits-of-usage.md, 2026-02-04). */
const maxAsyncBytes = 131_072;

/** The queue of asynchronous invocations with FC's retries and task ids. */
export function createAsyncQueue({ clock, invoke, current, giveUp, holds = allHold }: AsyncQueueOptions): AsyncQueue {
  const open = new Set<AsyncEntry>();
  const tasks = new Map<string, AsyncEntry>();

  const attempt = async (entry: AsyncEntry) => {
    entry.nextTryMs = undefined;
    const definition = current(entry.definition.functionName);
    if (definition === undefined) return end(entry, "FunctionNotFound"); // invented: its queue goes with a function
    entry.definition = definition;
    const { maxAsyncEventAgeInSeconds } = definition.asyncInvokeConfig;
    if (clock.nowMs() - entry.acceptedMs > maxAsyncEventAgeInSeconds * 1_000) return end(entry, "Expired");
    const { payload: event, requestId, tries: retryCount } = entry;
    entry.run = invoke(definition, { event, requestId, retryCount, caller: undefined });
    const outcome = await entry.run.outcome;
    entry.run = undefined;
    if (open.has(entry)) conclude(entry, outcome); // else the world was reset meanwhile
  };

  const conclude = (entry: AsyncEntry, outcome: Outcome) => {
    if (outcome.kind === "returned") return close(entry, "Succeeded");
    if (outcome.kind === "throttled") return throttled(entry);
    entry.tries++;
    const reason = outcome.kind === "failed" ? outcome.errorType : outcome.kind;
    if (mayRetry(entry, outcome, holds)) again(entry, retryDelayMs(entry.tries, holds));
    else end(entry, reason);
  };

  const throttled = (entry: AsyncEntry) => {
    const delayMs = throttleDelayMs(entry.throttles++, holds);
    if (clock.nowMs() + delayMs - entry.acceptedMs > maxThrottledMs) end(entry, "Throttled");
    else again(entry, delayMs);
  };

  const again = (entry: AsyncEntry, delayMs: number) => {
    entry.nextTryMs = clock.nowMs() + delayMs;
    clock.after(delayMs, () => {
      if (open.has(entry)) void attempt(entry); // not awaited: the clock must not wait for a function
    });
  };

  const close = (entry: AsyncEntry, how: AsyncEntry["ended"]) => {
    open.delete(entry);
    entry.ended = how;
  };

  const end = (entry: AsyncEntry, reason: string) => {
    close(entry, reason === "Expired" ? "Expired" : "Failed");
    giveUp(entry, reason);
  };

  return {
    enqueue: ({ definition, payload, requestId, taskId: wanted, trigger }) => {
      const refused = refuse(definition, payload, wanted);
      if (refused !== undefined) return refused;
      const taskId = (definition.asyncInvokeConfig.asyncTask ? wanted : undefined) ?? requestId;
      const key = `${definition.functionName} ${taskId}`;
      if (tasks.has(key)) return taskIdUsed(taskId, holds);
      const entry = begun({ definition, payload, requestId, taskId, trigger }, clock.nowMs());
      tasks.set(key, entry);
      open.add(entry);
      void attempt(entry);
      return entry;
    },
    entries: () => [...open],
    tasksOf: (functionName) => [...tasks.values()].filter(isTaskOf(functionName)),
    reset: () => {
      open.clear();
      tasks.clear();
    },
  };
}

type Asked = Pick<AsyncEntry, "definition" | "payload" | "requestId" | "taskId" | "trigger">;

const begun = (asked: Asked, acceptedMs: number): AsyncEntry => ({
  ...{ ...asked, acceptedMs, tries: 0, throttles: 0 },
  ...{ nextTryMs: undefined, run: undefined, ended: undefined },
});

const isTaskOf =
  (functionName: string) =>
  ({ definition }: AsyncEntry) =>
    definition.functionName === functionName && definition.asyncInvokeConfig.asyncTask;

/** That a killed instance counts like a function error is invented. */
const mayRetry = ({ tries, definition }: AsyncEntry, { kind }: Outcome, holds: Holds) =>
  tries <= definition.asyncInvokeConfig.maxAsyncRetryAttempts && (kind !== "killed" || holds("fc.async-killed"));

/** The documents do not publish the interval after a function error: 1 s, doubling, is invented. */
const retryDelayMs = (tries: number, holds: Holds) => (holds("fc.async-retry") ? 1_000 * 2 ** (tries - 1) : 60_000);

/** 0.5 s, 1, 2, 4, 8 … for up to 5 hours (AC/functioncompute/fc/error-handling-1-2); the cap of 512 s is invented. */
const throttleDelayMs = (throttles: number, holds: Holds) =>
  500 * 2 ** (holds("fc.async-throttle") ? Math.min(throttles, 10) : throttles);
const maxThrottledMs = 5 * 3_600_000;

const taskIdForm = /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/;

/** The code of a bad task id is invented; without `asyncTask` the id is ignored (invented). */
function refuse({ asyncInvokeConfig }: FunctionDefinition, payload: Uint8Array, taskId: string | undefined) {
  if (payload.byteLength > maxAsyncBytes) {
    const message = `The payload of an asynchronous invocation may hold ${maxAsyncBytes} bytes, not ${payload.byteLength}.`;
    return { status: 400, code: "EntityTooLarge", message };
  }
  if (asyncInvokeConfig.asyncTask && taskId !== undefined && !taskIdForm.test(taskId)) {
    return { status: 400, code: "InvalidArgument", message: `The task id must match ${taskIdForm.source}.` };
  }
  return undefined;
}

/** 409 is documented, the code invented. */
const taskIdUsed = (taskId: string, holds: Holds): AsyncRefusal => ({
  status: 409,
  code: holds("fc.task-exists") ? "AsyncTaskAlreadyExists" : "StatefulAsyncInvocationAlreadyExists",
  message: `Task ${taskId} exists.`,
});
