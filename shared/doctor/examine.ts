import type { ControlStore } from "../control/control.ts";
import type { RunReader } from "../control/run-store.ts";
import type { TableKeeper } from "../control/table-keeper.ts";
import { OpError } from "../errors.ts";
import { fileNameOf, functionNameOf } from "../function-name.ts";
import { operations } from "../operations/index.ts";
import type { Probe } from "../probe.ts";
import { readPolicySeen } from "./policy-seen.ts";
import { isFailed, type Probed, probedSchema, type Seen, tried } from "./seen.ts";

export type ExamineNeeds = {
  readonly stack: string;
  readonly regionId: string;
  readonly requestId: string;
  readonly looksAtEns: boolean;
  readonly keeper: TableKeeper;
  readonly control: Pick<ControlStore, "readControl" | "readText">;
  readonly runs: Pick<RunReader, "readRun">;
  /** Invokes a function and waits. */
  readonly ask: (functionName: string, payload: object, timeoutMs: number) => Promise<unknown>;
  /** Queues an invocation of this function that notes its arrival. */
  readonly queueArrival: () => Promise<void>;
  /** What the doctor says of itself. */
  readonly own: () => Promise<Probe>;
  /** How far the clock of each service is ahead. */
  readonly clocks: Readonly<Record<string, () => Promise<number>>>;
  readonly nowMs: () => number;
  readonly wait: (ms: number) => Promise<void>;
};

/** So long a function may take for its probe, its cold start included, milliseconds: each read has a deadline of its own. */
const answersInMs = 25_000;
/** So long a queued invocation may take to arrive (invented: FC's queue takes a second or two). */
const arrivesInMs = 15_000;
const pollMs = 500;

/** Reads all there is to judge, side by side. Nothing is changed, but for the row that says when a queued invocation arrived. */
export async function examine(needs: ExamineNeeds, tells: boolean): Promise<Seen> {
  const { stack, regionId, requestId, nowMs, runs, keeper } = needs;
  const [tables, control, run, probes, aheadMs, arrival] = await Promise.all([
    describedTables(keeper),
    tried(needs.control.readControl()),
    tried(runs.readRun()),
    probesOf(needs, tells),
    all(needs.clocks, (read) => tried(read())),
    tried(arrivalOf(needs)),
  ]);
  const policy = isFailed(control) ? control : await tried(readPolicySeen(control, needs.control.readText));
  return { ...{ stack, regionId, requestId, nowMs: nowMs() }, tables, control, policy, run, probes, aheadMs, arrival };
}

/** What is wanted of each table, and what there is. */
export async function describedTables(keeper: TableKeeper): Promise<Seen["tables"]> {
  const wanted = await keeper.wanted();
  return all(wanted, async (shape, name) => ({ wanted: shape, found: await tried(keeper.describe(name)) }));
}

async function probesOf(needs: ExamineNeeds, tells: boolean): Promise<Seen["probes"]> {
  const asked = Object.fromEntries([
    ...operations
      .filter(({ product }) => needs.looksAtEns || product !== "ens")
      .map(({ name }) => [fileNameOf(name), { operation: name, probe: true }]),
    ["reconcile", { verb: "probe", Invokes: true, Notices: tells }],
    ...["console", "answer", "chatops"].map((file) => [file, { verb: "probe" }]),
  ]) as Readonly<Record<string, object>>;
  const { nowMs, stack } = needs;
  const ask = patient(needs);
  const [others, own] = await Promise.all([
    all(asked, (payload, file) => tried(timed(nowMs, () => ask(functionNameOf(stack, file), payload, answersInMs)))),
    tried(timed(nowMs, needs.own)),
  ]);
  return { ...others, doctor: own };
}

/** A function whose instances are all at work is asked again until its time is over: it is well, and busy. */
const patient =
  ({ ask, nowMs, wait }: ExamineNeeds): ExamineNeeds["ask"] =>
  async (name, payload, timeoutMs) => {
    const untilMs = nowMs() + timeoutMs;
    for (;;) {
      try {
        return await ask(name, payload, untilMs - nowMs());
      } catch (error) {
        if (!isBusy(error) || nowMs() + busyMs >= untilMs) throw error;
        await wait(busyMs);
      }
    }
  };

const isBusy = (error: unknown) => error instanceof OpError && error.kind === "throttled";

/** Until it is asked again, milliseconds (invented: an operation takes a second or two). */
const busyMs = 1_000;

/** An answer, with when it was asked for and when it came. Throws for one of another form. */
async function timed(nowMs: () => number, asking: () => Promise<unknown>): Promise<Probed> {
  const askedAtMs = nowMs();
  const answer = await asking();
  const { data } = probedSchema.safeParse(answer);
  if (data === undefined) throw new Error("It answers a probe in a form that this release does not know.");
  return { ...data, askedAtMs, answeredAtMs: nowMs() };
}

/** Whether what was queued arrives. That of another doctor, who asks at the same time, shows it as well. */
async function arrivalOf(needs: ExamineNeeds): Promise<{ readonly arrived: boolean }> {
  const { keeper, queueArrival, nowMs, wait } = needs;
  const before = await keeper.readArrival();
  const untilMs = nowMs() + arrivesInMs;
  await queueArrival();
  while (nowMs() < untilMs) {
    const at = await keeper.readArrival();
    if (at !== undefined && at !== before) return { arrived: true };
    await wait(pollMs);
  }
  return { arrived: false };
}

async function all<T, R>(
  values: Readonly<Record<string, T>>,
  make: (value: T, name: string) => Promise<R>,
): Promise<Readonly<Record<string, R>>> {
  const entries = Object.entries(values).map(async ([name, value]) => [name, await make(value, name)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
