import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import TableStore from "tablestore";
import { parse, stringify } from "yaml";
import * as z from "zod";
import { buildFunctions, bundleSettings, markCommonJs } from "../../functions/build/bundle.ts";
import { connect } from "../../shared/tablestore/client.ts";
import type { Cloud } from "../cloud/cloud.ts";
import { NEW_TABLE_MS } from "../cloud/tablestore/database.ts";
import { root, startLocal } from "../local.ts";
import type { Implementation } from "./implementations.ts";
import { recordsTable } from "./tablestore-persistence.ts";

/** Builds the product and both compared functions into `<folder>/dist`, with the product's bundler settings. */
export async function buildAll(folder: string): Promise<void> {
  const outdir = path.join(folder, "dist");
  await buildFunctions({ outDir: outdir });
  const names = ["plain", "powertools"];
  const entry = (name: string) => path.join(root, "test/versus/functions", `${name}.ts`);
  await build({
    ...bundleSettings,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, entry(name)])),
    outdir,
  });
  await markCommonJs(outdir, names);
}

/** A local cloud in which only this function exists, deployed by an s.yaml that is the product's but for its name. */
export async function deployAlone(folder: string, implementation: Implementation): Promise<Cloud> {
  const { functionName, rights } = implementation;
  const home = path.join(folder, functionName);
  await mkdir(home);
  await writeFile(path.join(home, "s.yaml"), await describe(implementation));
  const cloud = await startLocal({ serverlessYaml: path.join(home, "s.yaml"), isAsWritten: true, runs: true });
  if (rights !== undefined && rights.length > 0) {
    await createRecordsTable(cloud);
    await cloud.clock.advance(NEW_TABLE_MS);
  }
  return cloud;
}

const document = z.looseObject({
  vars: z.looseObject({ roles: z.record(z.string(), z.unknown()) }),
  resources: z.looseObject({
    "redeploy-instance": z.looseObject({
      props: z.looseObject({ triggers: z.array(z.looseObject({ triggerType: z.string() })) }),
    }),
  }),
});

async function describe({ functionName, rights }: Implementation): Promise<string> {
  const { vars, resources, ...head } = document.parse(
    parse(await readFile(path.join(root, "s.yaml"), "utf8"), { merge: true }),
  );
  const { props, ...resource } = resources["redeploy-instance"];
  const code = `../dist/${functionName}`;
  const triggers = props.triggers.filter(({ triggerType }) => triggerType === "eventbridge");
  const role = `acs:ram::\${vars.account}:role/${functionName}`;
  const deployed = rights === undefined ? { ...props, code } : { ...props, functionName, code, role, triggers };
  const roles = rights === undefined ? vars.roles : { ...vars.roles, [functionName]: policyOf(rights) };
  return stringify({
    ...head,
    vars: { ...vars, roles },
    resources: { [functionName]: { ...resource, props: deployed } },
  });
}

const policyOf = (rights: readonly string[]) => ({
  Version: "1",
  Statement: [
    { Effect: "Allow", Action: ["ecs:RedeployInstance", "log:PostLogStoreLogs"], Resource: "*" },
    ...(rights.length === 0 ? [] : [{ Effect: "Allow", Action: [...rights], Resource: "*" }]),
  ],
});

async function createRecordsTable({ wireUrl, settings, accessKey }: Cloud): Promise<void> {
  const client = connect(
    { endpoint: wireUrl, instance: settings.tablestoreInstance },
    { ...accessKey, securityToken: "" },
  );
  await client.createTable({
    tableMeta: { tableName: recordsTable, primaryKey: [{ name: "id", type: TableStore.PrimaryKeyType.STRING }] },
    tableOptions: { timeToLive: -1, maxVersions: 1 },
    reservedThroughput: { capacityUnit: { read: 0, write: 0 } },
  });
}
