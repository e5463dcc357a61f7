import * as z from "zod";
import type { LedgerStep } from "./entry.ts";

/** What a write of an instance's row has on the wire, as far as it is shown. */
const writeSchema = z.object({
  put: z.record(z.string(), z.unknown()).default({}),
  delete: z.array(z.string()).default([]),
});

const currentSchema = z.object({
  operation: z.string(),
  attempt: z.number(),
  progress: z.object({ state: z.string(), cause: z.string().optional(), for: z.string().optional() }),
});

const waitingSchema = z.object({ operation: z.string(), wait: z.object({ for: z.string(), code: z.string() }) });
const outcomeSchema = z.object({ operation: z.string(), state: z.string() });

const steps: Readonly<Record<string, LedgerStep["step"]>> = { Claimed: "claim", Sending: "intend", Waiting: "wait" };

/** What a write of a row says; undefined if the operation stands as before. */
export function ledgerStepOf(params: unknown, taken: boolean): LedgerStep | undefined {
  if (!taken) return { step: "refused" };
  const { put, delete: removed } = writeSchema.parse(params);
  return stepOfCurrent(put) ?? stepOfWaiting(put) ?? stepOfOutcome(put) ?? lastStep(removed);
}

type Columns = Readonly<Record<string, unknown>>;

function stepOfCurrent(put: Columns): LedgerStep | undefined {
  if (put["current"] === undefined) return undefined;
  const { operation, attempt, progress } = currentSchema.parse(JSON.parse(String(put["current"])));
  const { state, cause, for: awaited } = progress;
  if (put["state"] === undefined) return cause === undefined ? undefined : { step: "doubt", operation, state: cause };
  const step = steps[state] ?? "settle";
  return {
    step,
    operation,
    ...(step === "intend" && { attempt }),
    ...(step === "settle" && { state }),
    ...(awaited !== undefined && { state: awaited }),
  };
}

function stepOfWaiting(put: Columns): LedgerStep | undefined {
  const stored = decoded(put, "w_");
  if (stored === undefined) return undefined;
  const { operation, wait } = waitingSchema.parse(stored);
  return { step: "wait", operation, state: `${wait.for}, ${wait.code}` };
}

function stepOfOutcome(put: Columns): LedgerStep | undefined {
  const stored = decoded(put, "r_");
  return stored === undefined ? undefined : { step: "settle", ...outcomeSchema.parse(stored) };
}

/** The claim is given back, and nothing is remembered of it. */
const lastStep = (removed: readonly string[]): LedgerStep | undefined =>
  removed.includes("state") ? { step: "release" } : undefined;

/** The JSON of the first column with this prefix; see the columns of a row. */
function decoded(put: Columns, prefix: string): unknown {
  const [, text] = Object.entries(put).find(([name]) => name.startsWith(prefix)) ?? [];
  return text === undefined ? undefined : JSON.parse(String(text));
}
