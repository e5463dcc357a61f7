import type { Bounds } from "../bounds.ts";
import type { Clouds, Fleets } from "../cloud/clouds.ts";
import type { Fleet } from "../cloud/fleet.ts";
import type { Hooks } from "../cloud/hooks.ts";
import type { ControlStore } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import { advance } from "../ledger/advance.ts";
import type { HookChange, Sweep, WaitingChange } from "../ledger/change.ts";
import type { Current, InstanceRow } from "../ledger/row.ts";
import { RowUnreadable, type Store } from "../ledger/store.ts";
import type { Scope } from "../ledger/token.ts";
import { type Facts, type Input, type Operation, stepOf, type Traces } from "../operations/operation.ts";
import type { Books } from "./books.ts";
import type { DispatchNeeds } from "./dispatch.ts";
import { endedIn } from "./ended-in.ts";
import type { Finds } from "./finds.ts";
import type { LastRun } from "./last-run.ts";
import type { PendingLists } from "./pending-lists.ts";
import type { RememberedRows } from "./remembered-rows.ts";

export type ReconcileNeeds = DispatchNeeds & {
  readonly store: Store;
  readonly clouds: Clouds;
  /** By the operation's name. */
  readonly operations: ReadonlyMap<string, Operation>;
  readonly newId: () => string;
  readonly pause: (atMostMs: number) => Promise<void>;
  readonly bounds: Bounds;
  /** The policy in force when this run began. Undefined if it cannot be read: nothing is planned then. */
  readonly steering: Steering | undefined;
  /** Reads it once more, after others have written the control row. */
  readonly steerAnew: () => Promise<Steering>;
  readonly control: Pick<ControlStore, "writeControl" | "removeEntry">;
  /** The owner's functions that are asked before and told after. */
  readonly hooks: Hooks;
  /** Where machines are, for limits by zone and tag. */
  readonly fleets: { readonly [P in keyof Fleets]: Pick<Fleet, "readMachines"> };
  readonly remembered: RememberedRows;
  /** True iff it is this row's turn for a look at what waits in it. `urgentFor`: the policy by which it is to be planned anew. */
  readonly mayLook: (instanceId: string, urgentFor: number | undefined) => boolean;
  readonly scope: Scope;
  readonly finds: Finds;
  readonly lastRun: LastRun;
  /** Takes note of what is written for people at the end of the run. */
  readonly books: Books;
  /** Queues a notice of a system event for the function of an operation. `taskId` keeps copies out of the queue. */
  readonly notify: (operation: string, notice: object, taskId: string) => Promise<void>;
  /** Tells the log what was done for an instance, or what went wrong. */
  readonly report: (target: string, done: string, error?: unknown) => void;
};

/**
 * One run. `named`: the pending events that the rows name which it has read, as `keyOf` has them. `rows`: each of these rows
 * as the run left it. `unread`: open rows that it could not read.
 */
export type Run = ReconcileNeeds & {
  readonly lists: PendingLists;
  readonly named: Set<string>;
  readonly rows: Map<string, InstanceRow>;
  readonly unread: Set<string>;
};

type Changes = Sweep | WaitingChange | HookChange;
type Wanted = Changes extends infer S ? (S extends Changes ? Omit<S, "owner" | "epoch"> : never) : never;

/** A busy store is asked again for this long only: a run has other rows to attend to. */
const patienceMs = 5_000;

/**
 * Makes one change to the version that was read, if it is allowed. Returns the row as it is known then: where another writer was
 * faster, it was read again. For example: two runs prove one operation. The slower one must not count it as in flight.
 */
export const sweep = async (
  needs: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  wanted: Wanted,
): Promise<InstanceRow | undefined> => (await swept(needs, instanceId, row, wanted)).row;

/** The same, and whether this very run wrote it, for who may go on by its own write alone. A write whose answer was lost is nobody's. */
export async function swept(
  { store, nowMs, newId, pause, report, books, steering }: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  wanted: Wanted,
): Promise<{ readonly row: InstanceRow | undefined; readonly isWritten: boolean }> {
  const change = { ...wanted, owner: newId(), epoch: row.epoch } as Changes; // the union's members differ in `kind` alone
  const untilMs = nowMs() + patienceMs;
  const { standing, row: known } = await advance({ store, nowMs, pause }, instanceId, row, change, untilMs);
  if (standing !== undefined) return { row: known, isWritten: false };
  report(instanceId, `${wanted.kind}: ${known?.current?.progress.state ?? "nothing current"}`);
  const end = known && endedIn(row, known, steering?.control.entries[instanceId]);
  if (end !== undefined) books.noteEnd(end);
  return { row: known, isWritten: true };
}

/** The traces of an attempt that the cloud shows now. */
export async function trace(
  needs: ReconcileNeeds,
  current: Current,
  { signedAtMs, baseline }: { readonly signedAtMs: number; readonly baseline: readonly string[] },
): Promise<{ readonly operation: Operation; readonly traces: Traces<Input, Facts> }> {
  const { operation, input, facts } = await look(needs, current);
  return { operation, traces: { facts, input, eventId: current.eventId, signedAtMs, baseline } };
}

/** A look at the instance now. The operation is one of the registry's, which have forgotten their own types. */
export async function look(
  needs: ReconcileNeeds,
  stored: Stored,
): Promise<{ readonly operation: Operation; readonly input: Input; readonly facts: Facts }> {
  const { operation, input } = operationOf(needs, stored);
  const facts = await operation.look(needs.clouds[operation.product] as never, input);
  return { operation, input, facts };
}

type Stored = Pick<Current, "operation" | "input" | "runbook">;

/** The step of the operation that is at work, and its input. */
export function operationOf({ operations }: Pick<ReconcileNeeds, "operations">, { operation, input, runbook }: Stored) {
  const whole = operations.get(operation);
  if (whole === undefined) throw new RowUnreadable(`this release knows no operation ${operation}`);
  const step = stepOf(whole, runbook);
  return { operation: step, input: step.parameters.schema.parse(input) };
}
