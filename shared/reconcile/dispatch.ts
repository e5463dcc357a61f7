import type { Current, InstanceRow } from "../ledger/row.ts";
import type { Input } from "../operations/operation.ts";

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

export type DispatchNeeds = {
  /** Queues a command for the function of its operation; `taskId` only keeps the queue from filling with copies. */
  readonly dispatch: (command: Dispatch, taskId: string) => Promise<void>;
  readonly nowMs: () => number;
};

/** Queues the operation that is current in a row. */
export async function dispatchCurrent(
  { dispatch, nowMs }: DispatchNeeds,
  instanceId: string,
  epoch: number,
  current: Current,
): Promise<void> {
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

/** What just became ready to be tried does not wait for the next run. */
export async function dispatchReady(needs: DispatchNeeds, instanceId: string, row: InstanceRow | undefined) {
  const progress = row?.current?.progress;
  if (row?.current !== undefined && progress?.state === "Waiting" && progress.untilMs <= needs.nowMs())
    await dispatchCurrent(needs, instanceId, row.epoch, row.current);
}

/** Queues the events that waited in a row until it was free. */
export async function dispatchParked(
  { dispatch, nowMs }: DispatchNeeds,
  instanceId: string,
  { next, epoch }: InstanceRow,
): Promise<void> {
  for (const [eventKey, { atMs: _, ...command }] of Object.entries(next))
    await dispatch(
      { ...command, reason: command.reason || `waits on ${instanceId}` },
      `n_${eventKey}_${epoch}_${floodOf(nowMs())}`,
    );
}

/** One copy per five minutes: a task id stays taken, so an id for ever would let a lost task stop its operation. */
const floodOf = (nowMs: number) => Math.floor(nowMs / 300_000);
