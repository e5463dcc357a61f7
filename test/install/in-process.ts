import { examine } from "../../shared/cli/owner/examine.ts";
import { invokeConsole } from "../../shared/cli/owner/invoke.ts";
import { endpointsAt, insteadAt, openPorts } from "../../shared/install/cloud/open-ports.ts";
import { type CodePackage, codePackage } from "../../shared/install/code-package.ts";
import type { Ports } from "../../shared/install/ports.ts";
import { type Asked, packagesOnce, readSources } from "../../shared/install/prepare.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { root } from "../local.ts";

/** The installer's ports on a local cloud whose world stands still: whatever is waited for passes at once. By the account's own key, or a user's. */
export function portsOn(cloud: Cloud, key: Cloud["accessKey"] = cloud.accessKey): Ports {
  const { wireUrl, settings, clock } = cloud;
  const [stack, credentials] = ["redeploy-once", { ...key, securityToken: "" }];
  const { regionId } = settings;
  const target = {
    ...{ stack, regionId, endpoint: wireUrl, credentials: async () => credentials },
    ...{ nowMs: clock.nowMs, hasOwnClock: true, timeZone: undefined, urlOf: () => undefined, webhookSecret: undefined },
  };
  const plane = { regionId, credentials, endpoints: endpointsAt(wireUrl), nowMs: clock.nowMs };
  return openPorts(plane, {
    askConsole: async (verb, args) => (await invokeConsole(target, verb, args)).value,
    askDoctor: (asked) => examine(target, asked, { waitFor: () => () => undefined }),
    pause: async (ms) => void (await clock.advance(ms)),
  });
}

/** Not packed tight: nothing here goes over a slow line. */
const packages = packagesOnce((folder) => codePackage(folder, 0));

/** The product's stack in it. Given packages stand for the built ones. */
export const askedOn = async (
  { settings: { accountId, regionId }, wireUrl }: Cloud,
  packageOf: (folder: string) => Promise<CodePackage> = packages,
): Promise<Asked> => ({
  ...{ stack: "redeploy-once", region: regionId, account: accountId, acts: undefined },
  ...{ sources: await readSources(root), given: {}, instead: insteadAt(wireUrl), packageOf, refusesStale: false },
});
