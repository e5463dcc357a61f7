import { decode } from "../../shared/decode.ts";
import type { Deps } from "../../shared/deps.ts";
import { createConsoleHandler } from "../../shared/entry/console-entry.ts";
import { createHandler, type FcHandler } from "../../shared/entry/operation-entry.ts";
import { createReconcileHandler } from "../../shared/entry/reconcile-entry.ts";
import { OpError } from "../../shared/errors.ts";
import { createLedger } from "../../shared/ledger/ledger.ts";
import type { Store } from "../../shared/ledger/store.ts";
import { createLog } from "../../shared/log.ts";
import { operations } from "../../shared/operations/index.ts";
import type { Operation } from "../../shared/operations/operation.ts";
import { steeredBy } from "../acting-by.ts";
import { createMemoryStore } from "../benchmark/memory-store.ts";
import { callers, credentials, secrets } from "./callers.ts";
import { type Input, nowMs } from "./inputs.ts";

/** Longer than any input of these may take, milliseconds of a core (the worst of the bench takes 40). */
const mostMs = 1_000;

const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };

/**
 * Plays inputs on the production handlers, over a ledger in memory and a cloud that knows no instance: whatever was sent
 * to it would be an effect of an input that asks for nothing real. Throws at whatever must not be.
 */
export function createJudge() {
  const seen = { connects: 0, sends: 0, logged: "" };
  const store: Store = {
    ...createMemoryStore({ count: 0 }),
    bindToken: async () => "applied",
    listOpen: async () => [],
  };
  const handlers = createHandlers(store, seen);
  const worst = { ms: 0, functionName: "" };
  const counts: Counts = { inputs: 0, refused: 0, answered: 0, pastTheDoor: 0 };
  const judge = async (input: Input): Promise<void> => {
    Object.assign(seen, { connects: 0, logged: "" });
    const before = process.cpuUsage();
    const said = await saidBy(handlers[input.functionName], input);
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1_000;
    if (ms > worst.ms) Object.assign(worst, { ms, functionName: input.functionName });
    count(counts, input, seen, said);
    const fault = faultOf(input, seen, said) ?? (ms > mostMs ? `It took ${ms} ms of a core` : undefined);
    if (fault !== undefined) throw new Error(`${fault}: ${said}`);
  };
  return { judge, worst, counts };
}

/** `pastTheDoor`: of the functions that have one. */
type Counts = { inputs: number; refused: number; answered: number; pastTheDoor: number };

function count(counts: Counts, { functionName }: Input, seen: Seen, said: string): void {
  counts.inputs++;
  counts[isRefusal(said) ? "refused" : "answered"]++;
  if (seen.connects > 0 && functionName !== "reconcile") counts.pastTheDoor++;
}

const saidBy = (handler: FcHandler | undefined, { functionName, raw }: Input): Promise<string> =>
  Promise.resolve(handler?.(raw, contextFor(functionName))).then(
    (answer) => JSON.stringify(answer),
    (thrown: unknown) => textOf(thrown),
  );

const isRefusal = (said: string) => said.startsWith("refused") || said.includes('"statusCode":4');

/** What an input brought about that none may. */
function faultOf({ functionName, raw, isSigned }: Input, seen: Seen, said: string): string | undefined {
  // Nobody calls reconcile over HTTP: whoever invokes it has a run, whatever the payload.
  const isUnsigned = functionName !== "reconcile" && isHttp(raw) && !isSigned;
  if (isUnsigned && seen.connects > 0) return "A client was made before a right signature";
  if (seen.sends > 0) return "Something was sent";
  if (said.startsWith("failed") || said.includes("InternalError")) return "Something broke";
  return secrets.some((secret) => `${said}${seen.logged}`.includes(secret)) ? "A secret is told" : undefined;
}

function isHttp(raw: Uint8Array): boolean {
  try {
    return decode(raw).kind === "http";
  } catch {
    return false;
  }
}

/** A refusal is an error of ours; anything else broke. */
function textOf(thrown: unknown): string {
  const reasons: string[] = [];
  for (let error = thrown; error instanceof Error; error = error.cause) reasons.push(`${error.message} ${error.stack}`);
  return `${thrown instanceof OpError ? "refused" : "failed"} ${reasons.join(" ")}`;
}

const contextFor = (name: string) => ({ requestId: "R-1", credentials, function: { name, timeout: 60 } });

type Seen = { connects: number; sends: number; logged: string };

function createHandlers(store: Store, seen: Seen): Readonly<Record<string, FcHandler>> {
  const log = createLog(
    (line) => {
      seen.logged += line;
    },
    () => nowMs,
  );
  const cloud = createEmptyCloud(seen);
  const impure = {
    scope,
    newId: () => `${++ids}`.padStart(32, "0"),
    nowMs: () => nowMs,
    self: { ledger: "", settingsBytes: 0 },
    pause: async () => undefined,
    log,
  };
  const ledger = createLedger({
    ...impure,
    store,
    fingerprintKeys: [{ id: "k1", secret: "guards nothing: fuzzing only" }],
  });
  const steering = async () => steeredBy([], 1, nowMs, "act", { person: "oncall", program: "caller" });
  const connect = () => {
    seen.connects++;
    return { store, ledger, cloud, control: store, clouds: { ecs: cloud, ens: cloud }, steering };
  };
  const deps = { ...impure, principals: callers, channels: [], connect };
  const settings = {
    dateWindowMs: 3_600_000,
    looksAtEns: true,
    fc: { endpoint: "https://127.0.0.1", regionId: scope.regionId },
    stack: "fuzz",
    hookNames: { stack: "fuzz", service: undefined },
  };
  const ofOperations = operations.map((operation): [string, FcHandler] => [
    operation.name,
    createHandler(operation as Operation, deps as unknown as Deps<never>), // the cloud below stands for either port
  ]);
  return {
    ...Object.fromEntries(ofOperations),
    console: createConsoleHandler(deps as never, settings),
    reconcile: createReconcileHandler(deps as never, settings),
  };
}

let ids = 0;

/** Knows no instance, no image and no event; everything else that is asked of it is a send. */
function createEmptyCloud(seen: Seen) {
  const nothing = { instance: undefined, hasLocalDisks: true, events: [], disks: [], tasks: [], readAtMs: nowMs };
  const reads: Readonly<Record<string, unknown>> = {
    readInstance: async () => nothing,
    readImage: async () => undefined,
    listPending: async () => [],
  };
  return new Proxy(
    {},
    {
      get: (_, name) =>
        reads[String(name)] ??
        (async () => {
          seen.sends++;
          return { kind: "unknown", cause: "Fuzzed" };
        }),
    },
  );
}
