import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Cloud } from "../../cloud/cloud.ts";
import { readServerlessYaml } from "../../cloud/fc/serverless-yaml.ts";
import { productYaml } from "../../deploy.ts";
import { environmentOf, startLocal, varsOf } from "../../local.ts";
import { bundleScript } from "../processes.ts";
import { buildSides } from "./bundles.ts";
import { measureFirstCalls } from "./first-calls.ts";
import { measureFirstWords } from "./first-words.ts";
import type { Environment } from "./fresh-process.ts";
import { measureFunctions } from "./function-loads.ts";
import { sizesOf } from "./sizes.ts";

export type Loads = Awaited<ReturnType<typeof measureLoads>>;

/** What it takes to begin: loads, first calls and sizes, of bundles that are made for this alone. */
export async function measureLoads(runs: number, progress: (text: string) => void) {
  const folder = await mkdtemp(path.join(tmpdir(), "redeploy-once-loads-"));
  let cloud: Cloud | undefined;
  try {
    progress("bundles in four ways");
    const names = await buildSides(folder);
    const script = await bundleScript("loads/measure-load.ts", folder);
    const serverlessYaml = path.join(folder, "s.yaml");
    await writeFile(serverlessYaml, productYaml().replaceAll("./dist/", "./cached/"));
    cloud = await startLocal({ serverlessYaml, isAsWritten: true }); // an installed ledger answers inside of FC alone
    const environments = environmentsIn(serverlessYaml, cloud);
    const place = { folder, script };
    return {
      ...(await measureFunctions(place, environments, runs, progress)),
      calls: await measureFirstCalls(place, cloud, environments, runs, progress),
      words: await measureFirstWords(place, cloud, environments, runs, progress),
      sizes: await Promise.all(names.map((name) => sizesOf(folder, name))),
    };
  } finally {
    await cloud?.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The environment of each function as s.yaml and FC set it. */
function environmentsIn(file: string, cloud: Cloud): Readonly<Record<string, Environment>> {
  const { accountId, regionId } = cloud.settings;
  const functions = readServerlessYaml({
    file,
    environment: environmentOf(cloud),
    vars: varsOf(cloud),
    accountId,
  });
  const byFc = { FC_ACCOUNT_ID: accountId, FC_REGION: regionId };
  return Object.fromEntries(
    functions.map(({ resource, environmentVariables }) => [resource, { ...environmentVariables, ...byFc }]),
  );
}
