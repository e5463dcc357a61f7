import { setImmediate } from "node:timers/promises";
import { channelsOf } from "./chat/channels.ts";
import type { WordStore } from "./chat/word-store.ts";
import {
  type Clouds,
  type Fleets,
  loadEcs,
  loadEcsFleet,
  loadEns,
  loadEnsFleet,
  loadHooks,
  loadInvoker,
} from "./cloud/clouds.ts";
import type { Invoker } from "./cloud/fc.ts";
import type { Hooks } from "./cloud/hooks.ts";
import type { ConsoleConfig, Credentials, OperationConfig, ReconcileConfig, StoreSettings } from "./config.ts";
import type { ControlStore } from "./control/control.ts";
import type { RunReader, RunStore } from "./control/run-store.ts";
import { createSteering, type Steering } from "./control/steering.ts";
import { type Impure, impure, newId, nowMs, type Preloading, pause } from "./impure.ts";
import { lazily } from "./lazily.ts";
import { createLedger, type Ledger } from "./ledger/ledger.ts";
import type { Store } from "./ledger/store.ts";
import type { FingerprintKey, Scope } from "./ledger/token.ts";
import type { Channel } from "./notices/channel.ts";
import type { Principal } from "./principal.ts";

/** How a port is made: its client's code first. */
type Load<S, P> = () => Promise<(settings: S, credentials: Credentials, nowMs: () => number) => P>;

/** What a function that runs an operation uses. `C`: the port to the cloud's product that it calls. */
export type Deps<C = unknown> = Impure<{
  readonly store: Store;
  readonly ledger: Ledger;
  readonly cloud: C;
  /** Reads the policy in force. */
  readonly steering: () => Promise<Steering>;
  readonly control: Pick<ControlStore, "writeControl" | "takeUp">;
  /** What was said by chat. */
  readonly words: Pick<WordStore, "readWord">;
}> & {
  readonly principals: readonly Principal[];
};
export type ReconcileDeps = Impure<{
  readonly store: Store;
  readonly clouds: Clouds;
  readonly invoker: Invoker;
  /** The owner's functions that are asked before and told after. */
  readonly hooks: Hooks;
  readonly runs: RunStore;
  readonly steering: () => Promise<Steering>;
  readonly control: Pick<ControlStore, "writeControl" | "removeEntry">;
  readonly fleets: Fleets;
}> & {
  /** Where people are told, besides the log. */
  readonly channels: readonly Channel[];
};
export type ConsoleDeps = Impure<{
  readonly store: Store;
  readonly control: ControlStore;
  readonly fleets: Fleets;
  readonly runs: RunReader;
  readonly steering: () => Promise<Steering>;
}> &
  Pick<Deps, "principals"> & { readonly fingerprintKeys: readonly FingerprintKey[] };

/**
 * Throws if a setting cannot work, naming it: at load, as every unusable setting. The client of the cloud is loaded
 * while the claim is being written, since a look comes next. A replay writes nothing, so it loads none.
 */
export function createDeps<C extends object, S extends OperationConfig>(
  config: S,
  loadCloud: Load<S, C>,
): Deps<C> & Preloading {
  const { scope, principals, fingerprintKeys } = config;
  const connect = (credentials: Credentials) => {
    const store = lazily(async () =>
      loadingMeanwhile((await loadTablestore())(config.store, credentials, scope), loadCloud),
    );
    const ledger = createLedger({ store, nowMs, pause, newId, scope, fingerprintKeys });
    const control = openControl(config, credentials);
    return {
      store,
      ledger,
      cloud: open(loadCloud, config, credentials),
      control,
      steering: createSteering(control, nowMs),
      words: openWords(config, credentials),
    };
  };
  return { ...impure(config, connect, [loadTablestore, loadCloud]), principals };
}

export const createReconcileDeps = (config: ReconcileConfig): ReconcileDeps & Preloading => ({
  ...impure(
    config,
    (credentials) => {
      const control = openControl(config, credentials);
      return {
        store: openStore(config, credentials),
        clouds: openClouds(config, credentials),
        fleets: openFleets(config, credentials),
        invoker: open(loadInvoker, config.fc, credentials),
        hooks: open(
          loadHooks,
          { ...config.fc, accountId: config.scope.accountId, hookNames: config.hookNames },
          credentials,
        ),
        runs: openRuns(config, credentials),
        control,
        steering: createSteering(control, nowMs),
      };
    },
    [loadTablestore, loadEcs, loadEns, loadInvoker],
    [...config.channels.flatMap(({ url, secret }) => [url, secret]), ...(config.dingtalk?.secrets ?? [])],
  ),
  channels: channelsOf(config, nowMs),
});

export const createConsoleDeps = (config: ConsoleConfig): ConsoleDeps & Preloading => ({
  ...impure(config, (credentials) => consolePorts(config, credentials), [loadTablestore]),
  principals: config.principals,
  fingerprintKeys: config.fingerprintKeys,
});

/** What people's words are carried out by. */
export function consolePorts(config: ConsoleConfig, credentials: Credentials) {
  const control = openControl(config, credentials);
  return {
    store: openStore(config, credentials),
    control,
    fleets: openFleets(config, credentials),
    runs: openRuns(config, credentials),
    steering: createSteering(control, nowMs),
  };
}

/** A store that loads the cloud's client while it writes: what writes a row looks or sends next, or has done so. */
function loadingMeanwhile(store: Store, loadCloud: () => Promise<unknown>): Store {
  return {
    ...store,
    writeInstance: async (...row) => {
      const written = store.writeInstance(...row);
      // To load holds up all else, so it begins once the request has left: a kept connection sends it in this turn.
      await Promise.allSettled([written, setImmediate().then(loadCloud)]);
      return written;
    },
  };
}

type StoreConfig = { readonly store: StoreSettings; readonly scope: Scope };

export const loadTablestore = async () => (await import("./tablestore/tablestore.ts")).createTablestore;

const loadControl = async () => (await import("./tablestore/control-store.ts")).createControlStore;

export const openControl = ({ store }: Pick<StoreConfig, "store">, credentials: Credentials): ControlStore =>
  lazily(async () => (await loadControl())(store, credentials));

export const openRuns = ({ store }: Pick<StoreConfig, "store">, credentials: Credentials): RunStore & RunReader =>
  lazily(async () => (await import("./tablestore/run-store.ts")).createRunStore(store, credentials));

export const openWords = ({ store }: Pick<StoreConfig, "store">, credentials: Credentials): WordStore =>
  lazily(async () => (await import("./tablestore/chat-store.ts")).createWordStore(store, credentials));

export const openStore = ({ store, scope }: StoreConfig, credentials: Credentials): Store =>
  lazily(async () => (await loadTablestore())(store, credentials, scope));

function openClouds(config: Pick<ReconcileConfig, "ecs" | "ens" | "looksAtEns">, credentials: Credentials): Clouds {
  const [ecs, ens] = [open(loadEcs, config, credentials), open(loadEns, config, credentials)];
  if (config.looksAtEns) return { ecs, ens };
  // Another stack's events: none is taken up. What this one has begun it still follows to its end.
  const { readInstance, eventRedeployInstance } = ens;
  return { ecs, ens: { readInstance, eventRedeployInstance, listPending: async () => [] } };
}

const openFleets = (config: Pick<ConsoleConfig, "ecs" | "ens">, credentials: Credentials): Fleets => ({
  ecs: open(loadEcsFleet, config, credentials),
  ens: open(loadEnsFleet, config, credentials),
});

export const open = <S, P extends object>(load: Load<S, P>, settings: S, credentials: Credentials): P =>
  lazily(async () => (await load())(settings, credentials, nowMs));
