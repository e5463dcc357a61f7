import type { Bounds } from "../bounds.ts";
import type { Clouds } from "../cloud/clouds.ts";
import { advance } from "../ledger/commit.ts";
import type { Sweep } from "../ledger/request.ts";
import type { Current, InstanceRow } from "../ledger/row.ts";
import { RowUnreadable, type Store } from "../ledger/store.ts";
import { type Facts, type Input, type Operation, stepOf, type Traces } from "../operations/operation.ts";
import type { DispatchNeeds } from "./dispatch.ts";

export type ReconcileNeeds = DispatchNeeds & {
  readonly store: Store;
  readonly clouds: Clouds;
  /** By the operation's name. */
  readonly operations: ReadonlyMap<string, Operation>;
  readonly newId: () => string;
  readonly bounds: Bounds;
  /** What was done for an instance, or what went wrong; for the log. */
  readonly report: (instanceId: string, done: string, error?: unknown) => void;
};

type Wanted = Sweep extends infer S ? (S extends Sweep ? Omit<S, "owner" | "epoch"> : never) : never;

/** Makes one change to the version that was looked at; undefined if it is not allowed or another writer was faster. */
export async function sweep(
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

/** What the cloud shows of an attempt now. The operation is one of the registry's, whose own types are forgotten. */
export async function trace(
  { operations, clouds }: ReconcileNeeds,
  { operation: name, input: stored, eventId, runbook }: Current,
  { signedAtMs, baseline }: { readonly signedAtMs: number; readonly baseline: readonly string[] },
): Promise<{ readonly operation: Operation; readonly traces: Traces<Input, Facts> }> {
  const whole = operations.get(name);
  if (whole === undefined) throw new RowUnreadable(`this release knows no operation ${name}`);
  const operation = stepOf(whole, runbook);
  const input = operation.input.parse(stored);
  const facts = await operation.look(clouds[operation.product] as never, input);
  return { operation, traces: { facts, input, eventId, signedAtMs, baseline } };
}
