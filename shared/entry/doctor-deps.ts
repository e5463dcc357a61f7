import { loadAsker, loadInvoker } from "../cloud/clouds.ts";
import type { Invoker } from "../cloud/fc.ts";
import type { Asker } from "../cloud/fc-ask.ts";
import type { DoctorConfig } from "../config.ts";
import type { ControlStore } from "../control/control.ts";
import type { RunReader } from "../control/run-store.ts";
import type { TableKeeper } from "../control/table-keeper.ts";
import { loadTablestore, open, openControl, openRuns, openStore } from "../deps.ts";
import { type Impure, impure, nowMs, type Preloading } from "../impure.ts";
import { lazily } from "../lazily.ts";
import type { Store } from "../ledger/store.ts";

export type DoctorDeps = Impure<{
  readonly store: Store;
  readonly keeper: TableKeeper;
  readonly control: ControlStore;
  readonly runs: RunReader;
  readonly invoker: Invoker;
  readonly asker: Asker;
  /** How far the clock of a service is ahead, milliseconds. */
  readonly clocks: Readonly<Record<string, () => Promise<number>>>;
}>;

/** Apart from the other functions' parts: what it loads, none of them does. */
export const createDoctorDeps = (config: DoctorConfig): DoctorDeps & Preloading =>
  impure(
    config,
    (credentials) => ({
      store: openStore(config, credentials),
      keeper: lazily(async () => (await loadKeeper())(config.store, credentials)),
      control: openControl(config, credentials),
      runs: openRuns(config, credentials),
      invoker: open(loadInvoker, config.fc, credentials),
      asker: open(loadAsker, config.fc, credentials),
      clocks: {
        ECS: () => clockOf("ofEcs", config.ecs.endpoint),
        Tablestore: () => clockOf("ofTablestore", config.store.endpoint),
      },
    }),
    [loadTablestore, loadInvoker],
  );

const loadKeeper = async () => (await import("../tablestore/table-keeper.ts")).createTableKeeper;

async function clockOf(service: "ofEcs" | "ofTablestore", endpoint: string): Promise<number> {
  const asked = await import("../cloud/service-clock.ts");
  return asked.readAheadMs(asked[service](endpoint), nowMs);
}
