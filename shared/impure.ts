import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Credentials } from "./config.ts";
import type { Scope } from "./ledger/token.ts";
import { createLog, type Log } from "./log.ts";
import type { Self } from "./self.ts";

/** What every function uses that is impure. `P`: the ports that one set of credentials opens. */
export type Impure<P> = {
  readonly scope: Scope;
  readonly self: Self;
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

/** Loads at once what is else loaded when it is needed: for who makes a code cache, or measures. */
export type Preloading = { readonly preload: () => Promise<void> };

export const nowMs = Date.now;
export const newId = () => randomBytes(16).toString("hex");
export const pause = (atMostMs: number) => setTimeout(atMostMs * (1 + Math.random()) * 0.5);

/** The clock, randomness and the log of a function, and its ports as they are opened. `secrets`: of its settings, for no line. */
export function impure<P>(
  { scope, self }: { readonly scope: Scope; readonly self: Self },
  connect: (credentials: Credentials) => P,
  loads: readonly (() => Promise<unknown>)[],
  secrets: readonly string[] = [],
): Impure<P> & Preloading {
  let connected: { readonly key: string; readonly ports: P } | undefined;
  let inHand: readonly string[] = [];
  return {
    scope,
    self,
    newId,
    nowMs,
    pause,
    log: createLog(
      (line) => void process.stdout.write(line),
      nowMs,
      () => [...secrets, ...inHand],
    ),
    connect: (credentials) => {
      inHand = [credentials.accessKeySecret, credentials.securityToken];
      const key = `${credentials.accessKeyId} ${credentials.securityToken}`;
      if (connected?.key !== key) connected = { key, ports: connect(credentials) };
      return connected.ports;
    },
    preload: async () => void (await Promise.all(loads.map((load) => load()))),
  };
}
