import { readFile } from "node:fs/promises";
import path from "node:path";
import { chosenSettings, type SettingSource } from "./chosen-settings.ts";
import { type CodePackage, codePackage, releaseOf } from "./code-package.ts";
import { isOurs } from "./compare.ts";
import { deployedFunctions } from "./deployed-functions.ts";
import type { Found } from "./found.ts";
import { newSettings } from "./new-settings.ts";
import type { Ports } from "./ports.ts";
import { type Installation, readInstallation } from "./serverless-yaml.ts";
import { settingsProblems } from "./settings-problems.ts";
import { staleBundles } from "./stale-bundles.ts";
import { Unusable } from "./unusable.ts";
import { lookingOf, type Wanted, wantedFunctions } from "./wanted.ts";
import { type Choices, isTrue, stackParameters } from "./wanted-stack.ts";

/** What is to be installed, and where it comes from. */
export type Asked = Choices & {
  readonly stack: string;
  readonly region: string;
  readonly account: string;
  readonly sources: Sources;
  /** Settings that whoever installs says, by their names in s.yaml. */
  readonly given: Readonly<Record<string, string | undefined>>;
  /** Values in place of those under `vars` of s.yaml. */
  readonly instead: Readonly<Record<string, string>>;
  /** Of a built folder, its path. */
  readonly packageOf: (folder: string) => Promise<CodePackage>;
  /** Whether bundles that are older than their sources are a mistake: they are, unless sources lie about for another reason. */
  readonly refusesStale: boolean;
};

/** What an installation is made of. */
export type Sources = {
  /** The folder that paths in s.yaml begin at. */
  readonly root: string;
  /** Texts: s.yaml, and the stack as a template of ROS. */
  readonly yaml: string;
  readonly template: string;
  readonly version: string;
};

/** Those of a checkout in which npm run build is done. */
export async function readSources(root: string): Promise<Sources> {
  const [yaml, template, manifest] = await Promise.all(
    ["s.yaml", "shared/install/stack.json", "package.json"].map((file) => readFile(path.join(root, file), "utf8")),
  );
  const { version }: { version?: unknown } = JSON.parse(manifest ?? "{}");
  return { root, yaml: yaml ?? "", template: template ?? "", version: String(version) };
}

export type Prepared = {
  readonly wanted: Wanted;
  readonly installation: Installation;
  /** By name: where each setting's value comes from. */
  readonly sources: ReadonlyMap<string, SettingSource>;
  readonly values: (name: string) => string | undefined;
};

/** Packs a folder once, however often it is asked for: what is built does not change under a running installer. */
export function packagesOnce(pack: Asked["packageOf"] = codePackage): Asked["packageOf"] {
  const packed = new Map<string, Promise<CodePackage>>();
  return (folder) => {
    const known = packed.get(folder) ?? pack(folder);
    packed.set(folder, known);
    return known;
  };
}

/** What is wanted, from s.yaml, the settings, the bundles and what is there. It changes nothing. Throws `Unusable` and `CloudError`. */
export async function prepare(asked: Asked, found: Found, { hasLedger }: Pick<Ports, "hasLedger">): Promise<Prepared> {
  const given = { ...asked.given, STACK: asked.stack, ALIBABA_CLOUD_REGION: asked.region };
  const ours = found.functions.filter((one) => isOurs(one, asked.stack));
  const { env, sources } = chosenSettings({ given, ours, made: newSettings });
  const installation = readInstallation(asked.sources.yaml, { env, accountId: asked.account, instead: asked.instead });
  const problems = [
    ...settingsProblems(installation),
    asked.refusesStale ? await staleBundles(asked.sources.root, installation) : undefined,
  ];
  const lines = problems.filter((line) => line !== undefined);
  if (lines.length > 0) throw new Unusable(lines.join("\n"));
  const before = { parameters: found.stack?.parameters, hasLedger: await hasLedger(installation.ledger) };
  const parameters = stackParameters(installation, asked, before);
  const hasEventRule = isTrue(found.stack?.parameters["EventRule"]);
  const wanted = await wantedOf(asked, installation, { parameters, hasEventRule });
  return { wanted, installation, sources: sources(), values: env };
}

async function wantedOf(
  { sources: { root, template, version }, packageOf, region }: Asked,
  installation: Installation,
  { parameters, hasEventRule }: Pick<Wanted["stack"], "parameters"> & { readonly hasEventRule: boolean },
): Promise<Wanted> {
  const folders = deployedFunctions(installation).map(([, { code }]) => code);
  const packages = new Map<string, CodePackage>();
  for (const folder of folders) packages.set(folder, await packageOf(path.resolve(root, folder)));
  const release = releaseOf(version, [...packages.values()]);
  const functions = wantedFunctions(installation, {
    release,
    codeOf: (folder) => packed(packages, folder),
    hasEventRule,
  });
  const stack = { name: installation.stack, template, parameters };
  return { region, release, stack, functions, looking: lookingOf(functions) };
}

function packed(packages: ReadonlyMap<string, CodePackage>, folder: string): CodePackage {
  const found = packages.get(folder);
  if (found === undefined) throw new Error(`${folder} was not packed`);
  return found;
}
