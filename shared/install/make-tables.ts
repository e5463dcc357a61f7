import type { Credentials, StoreSettings } from "../config.ts";
import { noRight } from "../guards/right.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { createControl } from "../tablestore/control-store.ts";
import { createTables } from "../tablestore/create-tables.ts";
import { Unusable } from "./unusable.ts";

/** A new table takes no rows for some seconds. Source: the SDKs' own tests and examples wait for up to ten. */
const tries = 30;
const pauseMs = 1_000;

type Machine = { readonly nowMs: () => number; readonly pause: (ms: number) => Promise<void> };

/**
 * Makes the tables and the control row; what is there is left as it is. A new row has no right: `console` writes it down once
 * the account has shown it. Throws `Unusable`.
 */
export async function makeTables(store: StoreSettings, credentials: Credentials, machine: Machine): Promise<void> {
  try {
    await createTables(store, credentials);
  } catch (error) {
    throw new Unusable(
      `The tables of ${store.instance} cannot be made at ${store.endpoint} (${codeOf(error)}). A new instance takes calls from within its VPC only: let this machine in at the instance's network settings, or run npm run tables inside of the VPC; then run this again.`,
    );
  }
  await madeControl(store, credentials, machine);
}

async function madeControl(store: StoreSettings, credentials: Credentials, { nowMs, pause }: Machine) {
  for (let tried = 1; ; tried++) {
    try {
      return await createControl(store, credentials, { nowMs: nowMs(), right: noRight });
    } catch (error) {
      if (!(error instanceof StoreUnknown)) throw error;
      if (tried === tries)
        throw new Unusable(`The tables of ${store.instance} take no rows yet (${error.message}). Run this again.`);
      await pause(pauseMs);
    }
  }
}

/** Its words may quote a request. */
const codeOf = (error: unknown) => {
  const { code, name } =
    error instanceof Error ? (error as Error & { code?: unknown }) : { code: undefined, name: "unknown" };
  return typeof code === "string" || typeof code === "number" ? String(code) : name;
};
