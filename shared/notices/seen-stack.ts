import type { Control } from "../control/control.ts";
import type { Limit } from "../guards/limits.ts";
import type { InstanceRow } from "../ledger/row.ts";
import type { PendingEvent, UnownedEvent } from "../remediation/answerable.ts";

/** What a run has seen of the stack. `control`: undefined if it cannot be read. */
export type SeenStack = {
  readonly control: Control | undefined;
  readonly limits: readonly Limit[];
  /** In how much time so many events are a storm, milliseconds. */
  readonly withinMs: number | undefined;
  readonly rows: ReadonlyMap<string, InstanceRow>;
  readonly events: readonly PendingEvent[];
  /** Of these, those that nobody owns. Undefined: this run has not looked for any. */
  readonly unowned?: readonly UnownedEvent[] | undefined;
  /** The products whose events could be listed. */
  readonly listed?: readonly string[];
  /** True iff it has seen a part of the open rows: another run goes on, or it goes on with one. */
  readonly isPart?: boolean | undefined;
};
