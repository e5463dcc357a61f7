import type { Ports } from "../ports.ts";
import { isBusOn } from "./buses.ts";
import type { ControlPlane, Endpoints } from "./control-plane.ts";
import { createFunctions } from "./functions.ts";
import { hasLedger } from "./ledgers.ts";
import { hasLine } from "./logs.ts";
import { messagesIn } from "./queues.ts";
import { createRoles } from "./roles.ts";
import { createStacks } from "./stacks.ts";

type Beside = Pick<Ports, "askConsole" | "askDoctor" | "pause">;

/** The installer's ports on the cloud, or on a local one. */
export const openPorts = (plane: ControlPlane, beside: Beside): Ports => ({
  functions: createFunctions(plane),
  stacks: createStacks(plane),
  roles: createRoles(plane),
  hasLedger: (name) => hasLedger(plane, name),
  hasLine: (place, sought) => hasLine(plane, place, sought),
  isBusOn: () => isBusOn(plane),
  deadLetters: (queue) => messagesIn(plane, queue),
  ...beside,
});

/** The local cloud serves every product at one address. */
export const endpointsAt = (wire: string): Endpoints => ({
  ...{ fc: wire, ros: wire, ram: wire, sts: wire, tablestoreControl: wire, smq: wire, sls: wire, eventbridge: wire },
});

/** Where its functions find them: in place of what s.yaml derives from the region. */
export const insteadAt = (wire: string): Readonly<Record<string, string>> =>
  Object.fromEntries(["tablestore", "ecs", "ens", "fc"].map((product) => [`endpoints.${product}`, wire]));
