import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Config, Credentials, Principal } from "./config.ts";
import { createLedger, type Ledger } from "./ledger/ledger.ts";
import type { Store } from "./ledger/store.ts";
import type { Scope } from "./ledger/token.ts";
import { createLog, type Log } from "./log.ts";
import { operations } from "./operations/index.ts";
import { choices, type Planning } from "./operations/planned.ts";
import type { EventRule } from "./remediation/rules.ts";
import { createTablestore } from "./tablestore/tablestore.ts";

/** What one set of credentials can reach; `cloud` is the port that the function needs. */
type Connection<C> = { readonly store: Store; readonly ledger: Ledger; readonly cloud: C };

/** Everything impure that a function uses, made in one place. `C`: the port to the cloud's products that it calls. */
export type Deps<C = unknown> = {
  readonly scope: Scope;
  readonly principals: readonly Principal[];
  /** What a plan is made from. */
  readonly planning: Planning;
  /** A random 128-bit id in hex. */
  readonly newId: () => string;
  /** Epoch milliseconds. */
  readonly nowMs: () => number;
  /** Waits for half to all of this many milliseconds, so that those who met scatter. */
  readonly pause: (atMostMs: number) => Promise<void>;
  readonly log: Log;
  /** Clients for the invocation's own credentials; kept until they change, since the SDKs hold them for life. */
  readonly connect: (credentials: Credentials) => Connection<C>;
};

type ConnectCloud<C> = (config: Config, credentials: Credentials, nowMs: () => number) => C;

/** Throws if a rule of EVENT_RULES cannot work, naming it: at load, as every unusable setting. */
export function createDeps<C>(config: Config, connectCloud: ConnectCloud<C>): Deps<C> {
  const nowMs = Date.now;
  const newId = () => randomBytes(16).toString("hex");
  const pause = (atMostMs: number) => setTimeout(atMostMs * (1 + Math.random()) * 0.5);
  let connected: { readonly key: string; readonly connection: Connection<C> } | undefined;
  return {
    scope: config.scope,
    principals: config.principals,
    planning: planningWith(config.rules),
    newId,
    nowMs,
    pause,
    log: createLog((line) => void process.stdout.write(line), nowMs),
    connect: (credentials) => {
      const key = `${credentials.accessKeyId} ${credentials.securityToken}`;
      if (connected?.key === key) return connected.connection;
      const { scope, fingerprintKeys } = config;
      const store = createTablestore(config.store, credentials, scope);
      const connection = {
        store,
        ledger: createLedger({ store, nowMs, pause, newId, scope, fingerprintKeys }),
        cloud: connectCloud(config, credentials, nowMs),
      };
      connected = { key, connection };
      return connection;
    },
  };
}

function planningWith(rules: readonly EventRule[]): Planning {
  rules.forEach(refuseUnusable);
  return { choices, rules };
}

/** A rule must name an operation, or nothing, and give what its parameters need besides the event. */
function refuseUnusable({ do: name, input, type }: EventRule): void {
  if (name === null) return;
  const operation = operations.find((candidate) => candidate.name === name);
  const names = operations.map((candidate) => candidate.name).join(", ");
  if (operation === undefined) throw new Error(`EVENT_RULES, ${type}: do must be null or one of ${names}, not ${name}`);
  const secret = Object.keys(operation.secrets ?? {}).find((parameter) => parameter in input);
  if (secret !== undefined)
    throw new Error(`EVENT_RULES, ${type}: ${secret} is a secret and cannot stand in a setting`);
  const notice = { product: operation.product, eventId: "e-1", instanceId: "i-1", type, status: "Scheduled" };
  const parsed = operation.input.safeParse({ ...operation.inputForEvent(notice), ...input });
  const [issue] = parsed.error?.issues ?? [];
  if (issue !== undefined) throw new Error(`EVENT_RULES, ${type}: input.${issue.path.join(".")}: ${issue.message}`);
}
