/**
 * A function instance, seen from inside: this file is bundled and run as a worker thread. It follows the world's time,
 * loads the function's code, and answers one invocation at a time; between invocations it stands still, as on FC.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { followWorldTime } from "./follow-world-time.ts";
import { type FromInstance, gateBits, type InstanceData, type ToInstance } from "./instance-messages.ts";

const data = workerData as InstanceData; // start-instance.ts is the only one that starts this file
const gate = new Int32Array(data.gate);
const post = (message: FromInstance) => parentPort?.postMessage(message);

followWorldTime(data.clock, () => post({ kind: "slept" }));
captureOutput();
const load = createRequire(join(data.codeDir, "index.js"));
const started = start();

parentPort?.on("message", (message: ToInstance) => {
  if (message.kind === "freeze") {
    post({ kind: "stands" });
    return standStill();
  }
  // A thawed process first sees what its sockets did while it was frozen, then new work.
  setImmediate(() => setImmediate(() => void run(message)));
});

async function start() {
  try {
    const handler = exported(data.handler);
    if (data.initializer !== undefined) await exported(data.initializer)(createContext("initialize", 0));
    rest({ kind: "ready" });
    return handler;
  } catch (error) {
    rest({ kind: "broken", body: describe(error) });
    return undefined;
  }
}

async function run({ event, requestId, retryCount }: ToInstance & { kind: "invoke" }) {
  const handler = await started;
  if (handler === undefined) return;
  try {
    const value = await call(handler, Buffer.from(event), createContext(requestId, retryCount));
    rest({ kind: "returned", body: toBytes(value) });
  } catch (error) {
    const errorType = error instanceof HandledError ? "HandledInvocationError" : "UnhandledInvocationError";
    rest({ kind: "failed", errorType, body: describe(error instanceof HandledError ? error.cause : error) });
  }
}

/** Answers, then stands still until the next invocation: timers and promises left behind do not run (FC documents). */
function rest(message: FromInstance) {
  if (data.restsIdle) Atomics.or(gate, 0, gateBits.idle);
  post(message);
  standStill();
}

function standStill() {
  for (let state = Atomics.load(gate, 0); state !== 0; state = Atomics.load(gate, 0)) Atomics.wait(gate, 0, state);
}

type Handler = (event: unknown, context?: unknown, callback?: (error: unknown, value?: unknown) => void) => unknown;

function exported(name: string): Handler {
  const dot = name.lastIndexOf(".");
  const module: unknown = load(join(data.codeDir, `${name.slice(0, dot)}.js`));
  const found = typeof module === "object" && module !== null ? Reflect.get(module, name.slice(dot + 1)) : undefined;
  if (typeof found !== "function") throw new Error(`${name} is not exported by the function's code.`);
  return (...sent) => Reflect.apply(found, module, sent);
}

/** An error that a handler gave to its callback. */
class HandledError extends Error {}

/** Promise or callback, whichever settles first; a plain value counts too, `undefined` means a callback comes (invented). */
function call(handler: Handler, event: Buffer, context: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, value?: unknown) =>
      error ? reject(new HandledError("callback", { cause: error })) : resolve(value);
    const returned = handler(event, context, callback);
    if (returned !== undefined) resolve(returned);
  });
}

/** FC's rule: a Buffer goes out raw, an object as JSON, anything else as text. */
function toBytes(value: unknown) {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return new Uint8Array(Buffer.from(typeof value === "object" ? JSON.stringify(value) : String(value)));
}

function describe(error: unknown) {
  const { message, name, stack = "" } = error instanceof Error ? error : { message: String(error), name: "Error" };
  return toBytes({ errorMessage: message, errorType: name, stackTrace: stack.split("\n").map((line) => line.trim()) });
}

function createContext(requestId: string, retryCount: number) {
  const logAt = (level: string, write: (line: string) => void) => (message: unknown) =>
    write(`${new Date().toISOString()} ${requestId} [${level}] ${String(message)}`);
  return {
    requestId,
    ...data.context,
    service: { logProject: "", logStore: "", qualifier: "LATEST", versionId: "" },
    logger: {
      debug: logAt("debug", console.debug),
      info: logAt("info", console.info),
      log: logAt("verbose", console.log),
      warn: logAt("warning", console.warn),
      error: logAt("error", console.error),
    },
    tracing: {},
    retryCount,
    callbackWaitsForEmptyEventLoop: false,
  };
}

/** Sends output as messages, so that none waits in a stream while the instance stands still. */
function captureOutput() {
  for (const stream of ["stdout", "stderr"] as const) {
    process[stream].write = (chunk: Uint8Array | string, ...options: readonly unknown[]) => {
      post({ kind: "log", stream, text: typeof chunk === "string" ? chunk : Buffer.from(chunk).toString() });
      const done = options.find((argument) => typeof argument === "function");
      done?.();
      return true;
    };
  }
  process.on("warning", ({ name, message }) => process.stderr.write(`${name}: ${message}\n`));
}
