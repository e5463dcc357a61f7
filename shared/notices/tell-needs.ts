import type { Bounds } from "../bounds.ts";
import type { Fleets } from "../cloud/clouds.ts";
import type { RunStore } from "../control/run-store.ts";
import type { Steering } from "../control/steering.ts";
import type { Forecast } from "../forecast/forecast.ts";
import type { Placed } from "../guards/limits.ts";
import type { InstanceRow } from "../ledger/row.ts";
import type { Store } from "../ledger/store.ts";
import type { PendingEvent } from "../remediation/answerable.ts";
import type { Channel } from "./channel.ts";
import type { SeenStack } from "./seen-stack.ts";

/** What telling people needs. */
export type TellNeeds = {
  readonly store: Pick<Store, "listUntold" | "readInstance" | "markTold">;
  readonly runs: Pick<RunStore, "readNotices" | "writeNotices">;
  readonly channels: readonly Channel[];
  /** Undefined if the policy cannot be read: then who was told before is told. */
  readonly steering: Steering | undefined;
  /** The open rows, as this run left them. */
  readonly rows: ReadonlyMap<string, InstanceRow>;
  /** True iff these are a part of them: another run goes on, or this one goes on with a walk. */
  readonly isPart?: boolean | undefined;
  /** Takes note of a row as it is now. */
  readonly remember: (instanceId: string, row: InstanceRow) => void;
  /** Makes a change that was written in the row that was noted, too. Undefined: it cannot be made there. */
  readonly renew: (instanceId: string, change: (row: InstanceRow) => InstanceRow | undefined) => void;
  /** What the run has listed. */
  readonly events: readonly (PendingEvent & { readonly product: keyof Fleets })[];
  /** Of these, those that nobody owns. Undefined: the run has not looked for any. */
  readonly unowned?: SeenStack["unowned"];
  /** The products whose events could be listed. */
  readonly listed?: readonly string[];
  /** What is ahead once a person lets automation go on, given where machines are. Undefined: nobody knows. */
  readonly afterResume?: (machineOf: (instanceId: string) => Placed | undefined) => Promise<Forecast | undefined>;
  /** Of an operation, by its name. */
  readonly productOf: (operation: string) => keyof Fleets | undefined;
  readonly fleets: { readonly [P in keyof Fleets]: Pick<Fleets[P], "readMachines"> };
  readonly bounds: Bounds;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly report: (target: string, done: string, error?: unknown) => void;
};

/** By message: the channels that have it. */
export type Sent = ReadonlyMap<string, readonly string[]>;
