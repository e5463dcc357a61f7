import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { rightFor } from "../shared/control/give-right.ts";
import { endpointsAt, openPorts } from "../shared/install/cloud/open-ports.ts";
import type { CodePackage } from "../shared/install/code-package.ts";
import { crc64 } from "../shared/install/crc64.ts";
import type { Ports } from "../shared/install/ports.ts";
import { stackTemplate } from "../shared/install/stack.ts";
import { planned, up } from "../shared/install/up.ts";
import { zip } from "../shared/install/zip.ts";
import type { Cloud } from "./cloud/cloud.ts";
import { createTables } from "./create-tables.ts";

type Place = Pick<Cloud, "wireUrl" | "settings" | "accessKey" | "insideKey" | "clock">;

type Installed = {
  /** Path of the s.yaml. */
  readonly serverlessYaml: string;
  /** What whoever installs says. */
  readonly environment: Readonly<Record<string, string>>;
  /** Values in place of those of s.yaml's `vars`. */
  readonly vars: Readonly<Record<string, string>>;
};

/**
 * Installs the product into a local cloud by its own installer, on the wire, all but what its functions do in it: that takes their
 * cold starts, and the tests wait for a hundred of them. Throws as the installer does.
 */
export async function install(cloud: Place, { serverlessYaml, environment, vars }: Installed): Promise<void> {
  const { settings } = cloud;
  const yaml = readFileSync(serverlessYaml, "utf8");
  const sources = { root: path.dirname(serverlessYaml), yaml, template: stackTemplate(yaml), version: "0.0.0" };
  const asked = {
    ...{ stack: environment["STACK"] ?? "", region: settings.regionId, account: settings.accountId, sources },
    ...{ given: environment, instead: vars, acts: true, packageOf: pointerTo, refusesStale: false },
  };
  const ports = portsOn(cloud);
  const plan = await planned(asked, ports);
  if (plan.plan.refusals.length > 0) throw new Error(plan.plan.refusals.join("\n"));
  await up(plan, ports, () => () => undefined);
}

/** A package that loads the built function from where it stands: eight whole ones take a second to pack and to send. */
async function pointerTo(folder: string): Promise<CodePackage> {
  const bytes = Buffer.from(`module.exports = require(${JSON.stringify(folder)});`);
  const packed = zip([{ path: "index.js", bytes }], 0);
  return { zip: packed, checksum: crc64(packed) };
}

function portsOn(cloud: Place): Ports {
  const { wireUrl, settings, accessKey, clock } = cloud;
  const plane = {
    ...{ regionId: settings.regionId, endpoints: endpointsAt(wireUrl), nowMs: clock.nowMs },
    credentials: { ...accessKey, securityToken: "" },
  };
  return openPorts(plane, { ...besideFunctions(cloud), pause: async (ms) => void (await clock.advance(ms)) });
}

const actsAsked = z.object({ Products: z.array(z.string()) });

/** Doctor and console: the tables are made, and whoever seeds makes the control row, with the right that is asked for. */
function besideFunctions({ wireUrl, settings, insideKey }: Place): Pick<Ports, "askConsole" | "askDoctor"> {
  const store = { endpoint: wireUrl, instance: settings.tablestoreInstance };
  let operations: readonly string[] = [];
  return {
    askDoctor: async () => ({
      RequestId: "none",
      Events: [],
      Created: [...(await createTables(store, { ...insideKey, securityToken: "" }))],
      Findings: [],
    }),
    askConsole: async (verb, args) => {
      if (verb === "acts") operations = rightFor(actsAsked.parse(args).Products).operations;
      return { Acts: { Operations: operations } };
    },
  };
}
