import { createConsoleHandler } from "../../shared/entry/console-entry.ts";
import { createHandler, type FcHandler } from "../../shared/entry/operation-entry.ts";
import { createReconcileHandler } from "../../shared/entry/reconcile-entry.ts";
import { OpError } from "../../shared/errors.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";
import { median, rounded } from "./median.ts";
import { type Door, nowMs, principals, type WorstCase, worstCases } from "./worst-cases.ts";

/** What an input cost, milliseconds of a core (median), and what became of it: the code of a refusal, or `taken`. */
export type Judged = Omit<WorstCase, "raw"> & { readonly bytes: number; readonly ms: number; readonly outcome: string };

/**
 * Each worst case through the production handlers: decode, authenticate, validate. Whatever comes to the first use of
 * the ledger has been taken, and ends there: no store and no cloud is in a figure.
 */
export async function measureDoors(runs: number, progress: (text: string) => void): Promise<readonly Judged[]> {
  const judge = createJudge();
  const judged: Judged[] = [];
  for (const { door, name, raw } of worstCases()) {
    progress(`${door}: ${name}`);
    const outcome = await judge(door, raw); // a warm-up besides
    const spent: number[] = [];
    for (let run = 0; run < runs; run++) spent.push(await spentMs(() => judge(door, raw)));
    judged.push({ door, name, bytes: raw.length, ms: rounded(median(spent)), outcome });
  }
  return judged;
}

/** Time of the processor, not of the clock: other jobs of the machine are not in it. */
async function spentMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const context = {
  requestId: "R-1",
  credentials: { accessKeyId: "id", accessKeySecret: "secret", securityToken: "token" },
  function: { name: "bench", timeout: 60 },
};

/** What the handlers say, over a ledger from which nobody comes back. */
function createJudge() {
  const taken = new Error("taken");
  const handlers = createHandlers(() => {
    throw taken;
  });
  return async (door: Door, raw: Uint8Array): Promise<string> => {
    try {
      return codeIn(await handlers[door](raw, context));
    } catch (thrown) {
      return thrown instanceof OpError && thrown.code !== "InternalError" ? thrown.code : "taken";
    }
  };
}

/** A ledger that throws is an internal error to who called by HTTP. */
function codeIn(answer: object): string {
  const { Code, State } = JSON.parse("body" in answer ? String(answer.body) : JSON.stringify(answer));
  return Code === "InternalError" ? "taken" : (Code ?? State);
}

/** `take` is called by whatever is used first behind the doors. */
function createHandlers(take: () => never): Readonly<Record<Door, FcHandler>> {
  const impure = {
    scope: { accountId: "1000000000000001", regionId: "cn-hangzhou" },
    principals,
    newId: () => "id",
    nowMs: () => nowMs,
    self: { ledger: "", settingsBytes: 0 },
    pause: () => Promise.resolve(),
    log: () => undefined,
  };
  const fc = { endpoint: "https://127.0.0.1", regionId: "cn-hangzhou" };
  const hookNames = { stack: "bench", service: undefined };
  const settings = { dateWindowMs: 3_600_000, looksAtEns: true, fc, stack: "bench", hookNames };
  const operation = createHandler(redeployInstance, {
    ...impure,
    connect: () => ({ ledger: { claim: take, isFirst: take }, store: {}, cloud: {} }) as never, // claim is the first that is used
  });
  return {
    call: operation,
    event: operation,
    batch: operation,
    invoke: operation,
    resolve: createConsoleHandler({ ...impure, fingerprintKeys: [], connect: take }, settings),
    timer: createReconcileHandler({ ...impure, channels: [], connect: take }, settings),
  };
}
