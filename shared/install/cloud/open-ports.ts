import type { Credentials } from "../../config.ts";
import { byClock } from "../../tablestore/client.ts";
import { makeTables } from "../make-tables.ts";
import type { Ports } from "../ports.ts";
import type { ControlPlane, Endpoints } from "./control-plane.ts";
import { createFunctions } from "./functions.ts";
import { hasLedger } from "./ledgers.ts";
import { createRoles } from "./roles.ts";
import { createStacks } from "./stacks.ts";

type Beside = Pick<Ports, "askConsole" | "pause"> & {
  /** Name of the Tablestore instance. */
  readonly ledger: string;
  /** Who makes its tables: whoever the network of the instance lets in. */
  readonly insideCredentials: Credentials;
};

/** The installer's ports on the cloud, or on a local one. */
export function openPorts(plane: ControlPlane, { ledger, insideCredentials, askConsole, pause }: Beside): Ports {
  const machine = { nowMs: plane.nowMs ?? Date.now, pause };
  const store = { endpoint: plane.endpoints.tablestore, instance: ledger };
  return {
    functions: createFunctions(plane),
    stacks: createStacks(plane),
    roles: createRoles(plane),
    hasLedger: (name) => hasLedger(plane, name),
    makeTables: () => byClock(plane.nowMs, () => makeTables(store, insideCredentials, machine)),
    askConsole,
    pause,
  };
}

/** The local cloud serves every product at one address. */
export const endpointsAt = (wire: string): Endpoints => ({
  ...{ fc: wire, ros: wire, ram: wire, sts: wire, tablestore: wire, tablestoreControl: wire },
});

/** Where its functions find them: in place of what s.yaml derives from the region. */
export const insteadAt = (wire: string): Readonly<Record<string, string>> =>
  Object.fromEntries(["tablestore", "ecs", "ens", "fc"].map((product) => [`endpoints.${product}`, wire]));
