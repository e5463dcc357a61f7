import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type Clouds, createClouds } from "./cloud/clouds.ts";
import type { ConsoleConfig, Credentials, OperationConfig, ReconcileConfig } from "./config.ts";
import { createLedger, type Ledger } from "./ledger/ledger.ts";
import type { Store } from "./ledger/store.ts";
import type { Scope } from "./ledger/token.ts";
import { createLog, type Log } from "./log.ts";
import { operations } from "./operations/index.ts";
import { choices, type Planning } from "./operations/planned.ts";
import { requireUsable } from "./operations/usable-rule.ts";
import type { Principal } from "./principal.ts";
import type { EventRule } from "./remediation/rules.ts";
import { createTablestore } from "./tablestore/tablestore.ts";

/** What every function uses that is impure. `P`: the ports that one set of credentials opens. */
type Impure<P> = {
  readonly scope: Scope;
  /** A random 128-bit id in hex. */
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  /** Waits for half to all of this many milliseconds, so that those who met scatter. */
  readonly pause: (atMostMs: number) => Promise<void>;
  readonly log: Log;
  /** Clients for the invocation's own credentials; kept until they change, since the SDKs hold them for life. */
  readonly connect: (credentials: Credentials) => P;
};

/** What a function that runs an operation uses. `C`: the port to the cloud's product that it calls. */
export type Deps<C = unknown> = Impure<{ readonly store: Store; readonly ledger: Ledger; readonly cloud: C }> & {
  readonly principals: readonly Principal[];
  /** True iff a principal of this name may consent as the settings are now. */
  readonly mayConsent: (name: string) => boolean;
  /** What a plan is made from. */
  readonly planning: Planning;
};
export type ReconcileDeps = Impure<{ readonly store: Store; readonly clouds: Clouds }> & Pick<Deps, "planning">;
export type ConsoleDeps = Impure<{ readonly store: Store }> & Pick<Deps, "principals">;

/** Throws if a rule of EVENT_RULES cannot work, naming it: at load, as every unusable setting. */
export function createDeps<C, S extends OperationConfig>(
  config: S,
  connectCloud: (config: S, credentials: Credentials, nowMs: () => number) => C,
): Deps<C> {
  const { scope, principals, fingerprintKeys, rules } = config;
  const planning = planningWith(rules);
  const connect = (credentials: Credentials) => {
    const store = createTablestore(config.store, credentials, scope);
    const ledger = createLedger({ store, nowMs, pause, newId, scope, fingerprintKeys });
    return { store, ledger, cloud: connectCloud(config, credentials, nowMs) };
  };
  principals.forEach(refuseUnknown);
  const mayConsent = (name: string) =>
    principals.some((principal) => principal.name === name && principal.rights.includes("mayConsent"));
  return { ...impure(scope, connect), principals, mayConsent, planning };
}

/** Throws as `createDeps` does. */
export const createReconcileDeps = (config: ReconcileConfig): ReconcileDeps => ({
  ...impure(config.scope, (credentials) => ({
    store: createTablestore(config.store, credentials, config.scope),
    clouds: createClouds(config, credentials, nowMs),
  })),
  planning: planningWith(config.rules),
});

export const createConsoleDeps = ({ scope, store, principals }: ConsoleConfig): ConsoleDeps => ({
  ...impure(scope, (credentials) => ({ store: createTablestore(store, credentials, scope) })),
  principals,
});

/** A right to something that is not there is a mistake in the setting. */
function refuseUnknown({ name, operations: named }: Principal): void {
  const names = operations.map((operation) => operation.name);
  const unknown = named.find((operation) => !names.includes(operation));
  if (unknown !== undefined)
    throw new Error(`PRINCIPALS, ${name}: operations must be of ${names.join(", ")}, not ${unknown}`);
}

const nowMs = Date.now;
const newId = () => randomBytes(16).toString("hex");
const pause = (atMostMs: number) => setTimeout(atMostMs * (1 + Math.random()) * 0.5);

function impure<P>(scope: Scope, open: (credentials: Credentials) => P): Impure<P> {
  let connected: { readonly key: string; readonly ports: P } | undefined;
  let inHand: readonly string[] = [];
  return {
    scope,
    newId,
    nowMs,
    pause,
    log: createLog(
      (line) => void process.stdout.write(line),
      nowMs,
      () => inHand,
    ),
    connect: (credentials) => {
      inHand = [credentials.accessKeySecret, credentials.securityToken];
      const key = `${credentials.accessKeyId} ${credentials.securityToken}`;
      if (connected?.key !== key) connected = { key, ports: open(credentials) };
      return connected.ports;
    },
  };
}

function planningWith(rules: readonly EventRule[]): Planning {
  rules.forEach(requireUsable);
  return { choices, rules };
}
