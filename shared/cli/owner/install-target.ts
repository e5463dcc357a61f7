import { existsSync } from "node:fs";
import path from "node:path";
import { accountOf } from "../../install/cloud/account.ts";
import { type ControlPlane, publicEndpoints } from "../../install/cloud/control-plane.ts";
import { endpointsAt, insteadAt, openPorts } from "../../install/cloud/open-ports.ts";
import type { Ports } from "../../install/ports.ts";
import { type Asked, packagesOnce, readSources } from "../../install/prepare.ts";
import { Unusable } from "../../install/unusable.ts";
import type { Values } from "./command.ts";
import { defaultCredentials } from "./default-credentials.ts";
import { examine } from "./examine.ts";
import { wishesIn } from "./install-options.ts";
import { invokeConsole } from "./invoke.ts";
import { localTarget } from "./local-target.ts";
import { readStackFile } from "./stack-file.ts";
import { misused, Stopped } from "./stopped.ts";
import type { Target } from "./target.ts";
import { accountIn, regionsOf, stackIn } from "./targets.ts";
import type { Terminal } from "./terminal.ts";

/** One stack, and how it is installed. */
export type InstallTarget = { readonly asked: Asked; readonly ports: Ports; readonly target: Target };

/** Where a stack is to be installed, and with which wishes. Asks the cloud whose credentials these are. Throws `Stopped` and `CloudError`. */
export async function installTarget(values: Values, terminal: Terminal): Promise<InstallTarget> {
  const { local } = values;
  if (!existsSync(path.join(terminal.root, "s.yaml")))
    throw misused(
      "There is no s.yaml above this program: run it from a checkout of redeploy-once, once npm run build is done.",
    );
  if (local === undefined) return onTheCloud(values, terminal);
  const target = await localTarget(local === true ? undefined : String(local), values, terminal);
  const plane = {
    ...{ regionId: target.regionId, credentials: await target.credentials() },
    ...{ nowMs: target.nowMs, endpoints: endpointsAt(target.endpoint) },
  };
  const instead = insteadAt(target.endpoint);
  const account = await accountOf(plane);
  return installTargetOf({ target, plane, account, instead, values, terminal });
}

async function onTheCloud(values: Values, terminal: Terminal): Promise<InstallTarget> {
  const file = await readStackFile(terminal);
  const [regionId, second] = regionsOf(values, file, terminal);
  if (regionId === undefined || second !== undefined) throw misused("A stack is installed in one region at a time.");
  const [stack, credentials] = [stackIn(values, file), defaultCredentials()];
  const planeOf = async (account: string): Promise<ControlPlane> => ({
    ...{ regionId, credentials: await credentials(), nowMs: undefined },
    endpoints: publicEndpoints(regionId, account),
  });
  const account = await accountOf(await planeOf(""));
  const said = accountIn(values, file, terminal);
  if (said !== undefined && said !== account)
    throw misused(`These credentials are of the account ${account}, and ${said} was said. Nothing was done.`);
  const plane = await planeOf(account);
  const target: Target = {
    ...{ stack, regionId, endpoint: plane.endpoints.fc, credentials },
    ...{ nowMs: terminal.nowMs, hasOwnClock: false, timeZone: file.timeZone },
    ...{ urlOf: (name) => file.urls?.[name], webhookSecret: undefined },
  };
  return installTargetOf({ target, plane, account, instead: {}, values, terminal });
}

type Parts = Pick<Asked, "account" | "instead"> & {
  readonly target: Target;
  readonly plane: ControlPlane;
  readonly values: Values;
  readonly terminal: Terminal;
};

async function installTargetOf({ target, plane, account, instead, values, terminal }: Parts): Promise<InstallTarget> {
  const { stack, regionId: region } = target;
  const wishes = wishesIn(values, terminal);
  const asked = {
    stack,
    region,
    account,
    instead,
    sources: await readSources(terminal.root),
    packageOf: packagesOnce(),
    refusesStale: true,
    ...wishes,
  };
  const ports = openPorts(plane, {
    askConsole: async (verb, args) => (await orUnusable(invokeConsole(target, verb, args))).value,
    askDoctor: (asked) => orUnusable(examine(target, asked, terminal)),
    pause: terminal.pause,
  });
  return { target, asked, ports };
}

/** What keeps a function from answering ends a step of an installation. */
const orUnusable = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((error: unknown) => {
    throw error instanceof Stopped ? new Unusable(error.message) : error;
  });
