import { randomBytes } from "node:crypto";
import { createEcs } from "./cloud/ecs.ts";
import type { Config, Credentials, Principal } from "./config.ts";
import { createLedger, type Ledger } from "./ledger/ledger.ts";
import type { Store } from "./ledger/store.ts";
import { createTablestore } from "./ledger/tablestore.ts";
import type { Scope } from "./ledger/token.ts";
import { createLog, type Log } from "./log.ts";
import type { Ports } from "./operation.ts";
import { operations } from "./operations/index.ts";
import type { Choice } from "./remediation/plan.ts";

/** What one set of credentials can reach. */
type Connection = { readonly store: Store; readonly ledger: Ledger; readonly ports: Ports };

/** Everything impure that a function uses, made in one place. */
export type Deps = {
  readonly scope: Scope;
  readonly principals: readonly Principal[];
  readonly choices: readonly Choice[];
  /** A random 128-bit id in hex. */
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  readonly log: Log;
  /** Clients for the invocation's own credentials; kept until they change, since the SDKs hold them for life. */
  readonly connect: (credentials: Credentials) => Connection;
};

export function createDeps(config: Config): Deps {
  const nowMs = Date.now;
  const newId = () => randomBytes(16).toString("hex");
  let connected: { readonly key: string; readonly connection: Connection } | undefined;
  return {
    scope: config.scope,
    principals: config.principals,
    choices: operations,
    newId,
    nowMs,
    log: createLog((line) => void process.stdout.write(line), nowMs),
    connect: (credentials) => {
      const key = `${credentials.accessKeyId} ${credentials.securityToken}`;
      if (connected?.key === key) return connected.connection;
      const store = createTablestore(config.store, credentials);
      const { scope, fingerprintKeys } = config;
      const connection = {
        store,
        ledger: createLedger({ store, nowMs, newId, scope, fingerprintKeys }),
        ports: { ecs: createEcs(config.ecs, credentials, nowMs) },
      };
      connected = { key, connection };
      return connection;
    },
  };
}
