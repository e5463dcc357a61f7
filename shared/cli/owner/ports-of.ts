import { type ControlPlane, publicEndpoints } from "../../install/cloud/control-plane.ts";
import { endpointsAt, openPorts } from "../../install/cloud/open-ports.ts";
import type { Ports } from "../../install/ports.ts";
import { Unusable } from "../../install/unusable.ts";
import { examine } from "./examine.ts";
import { invokeConsole } from "./invoke.ts";
import { Stopped } from "./stopped.ts";
import type { Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";

/** How the control plane of a stack's account is reached, by the credentials that its functions are asked with. */
export const planeOf = async (target: Target): Promise<ControlPlane> => ({
  ...{ regionId: target.regionId, credentials: await target.credentials() },
  nowMs: target.hasOwnClock ? target.nowMs : undefined,
  endpoints: target.hasOwnClock
    ? endpointsAt(target.endpoint)
    : { ...publicEndpoints(target.regionId, ""), fc: target.endpoint },
});

/** The installer's ports for a stack: its cloud, and its functions. */
export const portsOf = (target: Target, plane: ControlPlane, terminal: Pick<Terminal, "waitFor" | "pause">): Ports =>
  openPorts(plane, {
    askConsole: async (verb, args) => (await orUnusable(invokeConsole(target, verb, args))).value,
    askDoctor: (asked) => orUnusable(examine(target, asked, terminal)),
    pause: terminal.pause,
  });

/** What keeps a function from answering ends a step of an installation. */
const orUnusable = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((error: unknown) => {
    throw error instanceof Stopped ? new Unusable(error.message) : error;
  });
