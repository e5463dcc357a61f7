import { existsSync } from "node:fs";
import path from "node:path";
import { accountOf } from "../../install/cloud/account.ts";
import { type ControlPlane, publicEndpoints } from "../../install/cloud/control-plane.ts";
import { insteadAt } from "../../install/cloud/open-ports.ts";
import type { Ports } from "../../install/ports.ts";
import { type Asked, packagesOnce, readSources } from "../../install/prepare.ts";
import type { Values } from "./command.ts";
import { defaultCredentials } from "./default-credentials.ts";
import { wishesIn } from "./install-options.ts";
import { localTarget } from "./local-target.ts";
import { planeOf, portsOf } from "./ports-of.ts";
import { readStackFile } from "./stack-file.ts";
import { misused } from "./stopped.ts";
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
  const plane = await planeOf(target);
  const instead = insteadAt(target.endpoint);
  const account = await accountOf(plane);
  return installTargetOf({ target, plane, account, instead, values, terminal });
}

async function onTheCloud(values: Values, terminal: Terminal): Promise<InstallTarget> {
  const file = await readStackFile(terminal);
  const [regionId, second] = regionsOf(values, file, terminal);
  if (regionId === undefined || second !== undefined) throw misused("A stack is installed in one region at a time.");
  const [stack, credentials] = [stackIn(values, file), defaultCredentials()];
  const endpoints = publicEndpoints(regionId, "");
  const account = await accountOf({ ...{ regionId, endpoints, nowMs: undefined }, credentials: await credentials() });
  const said = accountIn(values, file, terminal);
  if (said !== undefined && said !== account)
    throw misused(`These credentials are of the account ${account}, and ${said} was said. Nothing was done.`);
  const target: Target = {
    ...{ stack, regionId, endpoint: publicEndpoints(regionId, account).fc, credentials },
    ...{ nowMs: terminal.nowMs, hasOwnClock: false, timeZone: file.timeZone },
    ...{ urlOf: (name) => file.urls?.[name], webhookSecret: undefined },
  };
  const plane = await planeOf(target);
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
  return { target, asked, ports: portsOf(target, plane, terminal) };
}
