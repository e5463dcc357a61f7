import type { Attempt, Facts, Input, Operation, Ports } from "../operation.ts";
import { adoptedAnswer } from "../reply.ts";
import { absenceProvableAtMs, type Bounds, leaseMarginMs } from "./bounds.ts";
import { advance } from "./commit.ts";
import type { Finding, Sweep } from "./request.ts";
import type { Accepted, Current, InstanceRow, Progress, Waiting } from "./row.ts";
import { type OpenRow, RowUnreadable, type Store } from "./store.ts";

/** A command for an operation function, as its direct invoke takes it. */
export type Dispatch = {
  readonly operation: string;
  readonly input: Input;
  readonly clientToken?: string;
  readonly eventId?: string;
  readonly source: string;
  readonly actor: string;
  readonly reason: string;
};

export type ReconcileNeeds = {
  readonly store: Store;
  readonly ports: Ports;
  /** By the operation's name. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Queues a command for the function of its operation; `taskId` only keeps the queue from filling with copies. */
  readonly dispatch: (command: Dispatch, taskId: string) => Promise<void>;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly bounds: Bounds;
  /** What was done for an instance, or what went wrong; for the log. */
  readonly report: (instanceId: string, done: string, error?: unknown) => void;
};

/**
 * Rows read from the index at a time, and attended to at once: reads of the cloud overlap, and one stuck row of a group
 * delays seven others by one deadline at most.
 */
const groupSize = 8;

/**
 * Finishes what is unfinished: gives expired claims back, concludes what is in doubt from evidence, follows accepted
 * operations to their proof, dispatches what waits. It never sends. Works until `untilMs` and returns the row to go on
 * after, or undefined when every open row was attended to. Runs may overlap: every write is conditional on the version
 * that was looked at. Cost: one listing per eight open rows, one read and at most one write each.
 */
export async function reconcile(needs: ReconcileNeeds, untilMs: number, after?: OpenRow): Promise<OpenRow | undefined> {
  let last = after;
  while (needs.nowMs() < untilMs) {
    const group = await needs.store.listOpen(last, groupSize);
    await Promise.all(group.map(({ instanceId }) => attendSafely(needs, instanceId)));
    if (group.length < groupSize) return undefined;
    last = group.at(-1);
  }
  return last;
}

/** One row that cannot be attended to never keeps others waiting. */
async function attendSafely(needs: ReconcileNeeds, instanceId: string): Promise<void> {
  try {
    await attend(needs, instanceId);
  } catch (error) {
    needs.report(instanceId, error instanceof RowUnreadable ? "unreadable" : "failed", error);
  }
}

async function attend(needs: ReconcileNeeds, instanceId: string): Promise<void> {
  const row = await needs.store.readInstance(instanceId);
  if (row?.current === undefined) return row && dispatchParked(needs, instanceId, row);
  const { progress } = row.current;
  refuseFarLease(progress, needs.nowMs());
  switch (progress.state) {
    case "Claimed":
      return takeBack(needs, instanceId, row);
    case "Waiting":
      return moveOn(needs, instanceId, row, row.current, progress);
    case "Sending":
      return progress.leaseUntilMs <= needs.nowMs()
        ? concludeDoubt(needs, instanceId, row, row.current, progress)
        : undefined;
    case "NeedsHuman":
      return concludeDoubt(needs, instanceId, row, row.current, progress);
    case "Accepted":
    case "Unproven":
      return followToProof(needs, instanceId, row, row.current, progress);
    default:
      return progress satisfies never;
  }
}

/** The longest a lease can be: FC's longest timeout (86,400 s) and the margin. A later one was not written by us. */
const maxLeaseMs = 86_400_000 + leaseMarginMs;

function refuseFarLease(progress: Progress, nowMs: number): void {
  if ("leaseUntilMs" in progress && progress.leaseUntilMs > nowMs + maxLeaseMs)
    throw new RowUnreadable(`a lease until ${new Date(progress.leaseUntilMs).toISOString()}: a person must look`);
}

/** A claim whose lease is over becomes `Waiting` again. */
async function takeBack(needs: ReconcileNeeds, instanceId: string, row: InstanceRow) {
  await dispatchNext(needs, instanceId, await sweep(needs, instanceId, row, { kind: "reclaim" }));
}

/** What just became ready to be tried again does not wait for the next run. */
async function dispatchNext(needs: ReconcileNeeds, instanceId: string, row: InstanceRow | undefined) {
  if (row?.current?.progress.state === "Waiting") await dispatchCurrent(needs, instanceId, row.epoch, row.current);
}

async function moveOn(needs: ReconcileNeeds, instanceId: string, row: InstanceRow, current: Current, waiting: Waiting) {
  if (await sweep(needs, instanceId, row, { kind: "expire" })) return;
  if (waiting.for !== "approval" && waiting.untilMs <= needs.nowMs())
    await dispatchCurrent(needs, instanceId, row.epoch, current);
}

type Wanted = Sweep extends infer S ? (S extends Sweep ? Omit<S, "owner" | "epoch"> : never) : never;

/** Makes one change to the version that was looked at; undefined if it is not allowed or another writer was faster. */
async function sweep(
  { store, nowMs, newId, report }: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  wanted: Wanted,
): Promise<InstanceRow | undefined> {
  const request = { ...wanted, owner: newId(), epoch: row.epoch } as Sweep; // the union's members differ in `kind` alone
  const { standing, row: next } = await advance({ store, nowMs }, instanceId, row, request);
  if (standing !== undefined) return undefined;
  report(instanceId, `${wanted.kind}: ${next?.current?.progress.state ?? "ended"}`);
  return next;
}

/** Unreadable evidence becomes a person's matter a day after it could have decided. */
const unreadableForMs = 86_400_000;

/** Evidence is read after the row: what it shows is about that version's attempt or an older one, never a newer one. */
async function concludeDoubt(
  needs: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  current: Current,
  sending: Attempt,
) {
  const { bounds, nowMs } = needs;
  const finding = await findingOf(needs, current, sending).catch((error: unknown): Finding | undefined => {
    if (nowMs() < absenceProvableAtMs(sending.signedAtMs, bounds) + unreadableForMs) throw error;
    const reason = error instanceof Error ? error.message : "unreadable";
    return {
      is: "unreadable",
      reason,
      nextStep: `Look at ${instanceId} in the console, then resolve ${current.operationId}.`,
    };
  });
  if (finding === undefined) return;
  await dispatchNext(needs, instanceId, await sweep(needs, instanceId, row, { kind: "conclude", finding, bounds }));
}

async function findingOf(needs: ReconcileNeeds, current: Current, sending: Attempt): Promise<Finding | undefined> {
  const { bounds, nowMs, newId } = needs;
  const readStartedMs = nowMs();
  const { operation, facts } = await look(needs, current);
  const evidenceIds = operation.evidence(facts, sending, bounds);
  const requestId = newId();
  if (evidenceIds.length > 0)
    return {
      is: "present",
      evidenceIds,
      readStartedMs,
      requestId,
      answer: adoptedAnswer(requestId, evidenceIds, current),
    };
  return readStartedMs >= absenceProvableAtMs(sending.signedAtMs, bounds) ? { is: "absent", readStartedMs } : undefined;
}

async function look(
  needs: ReconcileNeeds,
  { operation: name, input }: Current,
): Promise<{ operation: Operation; facts: Facts }> {
  const operation = needs.operations.get(name);
  if (operation === undefined) throw new RowUnreadable(`this release knows no operation ${name}`);
  return { operation, facts: await operation.look(needs.ports, operation.input.parse(input)) };
}

/** After this an effect whose proof does not come is shown as Unproven. A redeploy takes minutes (nothing published). */
const proofDueMs = 7_200_000;

async function followToProof(
  needs: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  current: Current,
  accepted: Accepted,
) {
  const { bounds, nowMs } = needs;
  const { adopted, signedAtMs, acceptedAtMs } = accepted;
  if (adopted && nowMs() < absenceProvableAtMs(signedAtMs, bounds)) return;
  const readStartedMs = nowMs();
  const { operation, facts } = await look(needs, current);
  const seen = adopted ? operation.evidence(facts, accepted, bounds) : [];
  const evidenceIds = [...new Set([...accepted.evidenceIds, ...seen])];
  const evidence = { evidenceIds, readStartedMs };
  const proof = operation.proof(facts, evidenceIds, current.eventId);
  if (proof === "succeeded" || proof === "failed") {
    const proved = proof === "succeeded" ? "Succeeded" : "Failed";
    await sweep(needs, instanceId, row, { kind: "prove", proved, evidence, bounds });
  } else if (nowMs() >= acceptedAtMs + proofDueMs)
    await sweep(needs, instanceId, row, { kind: "prove", proved: "Unproven", evidence, bounds });
}

async function dispatchCurrent(
  { dispatch, nowMs }: ReconcileNeeds,
  instanceId: string,
  epoch: number,
  current: Current,
) {
  const { operation, input, clientToken, eventId, source, actor, reason, operationId } = current;
  await dispatch(
    {
      operation,
      input,
      ...(clientToken !== undefined && { clientToken }),
      ...(eventId !== undefined && { eventId }),
      source,
      actor,
      reason: reason || `waits on ${instanceId}`,
    },
    `d_${operationId}_${epoch}_${floodOf(nowMs())}`,
  );
}

async function dispatchParked({ dispatch, nowMs }: ReconcileNeeds, instanceId: string, { next, epoch }: InstanceRow) {
  for (const [eventKey, { atMs: _, ...command }] of Object.entries(next))
    await dispatch(
      { ...command, reason: command.reason || `waits on ${instanceId}` },
      `n_${eventKey}_${epoch}_${floodOf(nowMs())}`,
    );
}

/** One copy per five minutes: a task id stays taken, so an id for ever would let a lost task stop its operation. */
const floodOf = (nowMs: number) => Math.floor(nowMs / 300_000);
