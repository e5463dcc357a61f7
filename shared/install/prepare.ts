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
import { type Choices, stackParameters } from "./wanted-stack.ts";

/** What is to be installed, and where it comes from. */
export type Asked = Choices & {
  readonly stack: string;
  readonly region: string;
  readonly account: string;
  /** The folder with s.yaml, dist/ and shared/install/stack.json. */
  readonly root: string;
  /** Settings that whoever installs says, by their names in s.yaml. */
  readonly given: Readonly<Record<string, string | undefined>>;
  /** Values in place of those under `vars` of s.yaml. */
  readonly instead: Readonly<Record<string, string>>;
  /** Of a built folder, its path. */
  readonly packageOf: (folder: string) => Promise<CodePackage>;
  /** Whether bundles that are older than their sources are a mistake: they are, unless sources lie about for another reason. */
  readonly refusesStale: boolean;
};

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
  const text = await readFile(path.join(asked.root, "s.yaml"), "utf8");
  const given = { ...asked.given, STACK: asked.stack, ALIBABA_CLOUD_REGION: asked.region };
  const ours = found.functions.filter((one) => isOurs(one, asked.stack));
  const { env, sources } = chosenSettings({ given, ours, made: newSettings });
  const installation = readInstallation(text, { env, accountId: asked.account, instead: asked.instead });
  const problems = [
    ...settingsProblems(installation),
    asked.refusesStale ? await staleBundles(asked.root, installation) : undefined,
  ];
  const lines = problems.filter((line) => line !== undefined);
  if (lines.length > 0) throw new Unusable(lines.join("\n"));
  const before = { parameters: found.stack?.parameters, hasLedger: await hasLedger(installation.ledger) };
  const parameters = stackParameters(installation, asked, before);
  return { wanted: await wantedOf(asked, installation, parameters), installation, sources: sources(), values: env };
}

async function wantedOf(
  { root, packageOf, region }: Asked,
  installation: Installation,
  parameters: Wanted["stack"]["parameters"],
): Promise<Wanted> {
  const folders = deployedFunctions(installation).map(([, { code }]) => code);
  const packages = new Map<string, CodePackage>();
  for (const folder of folders) packages.set(folder, await packageOf(path.join(root, folder)));
  const release = releaseOf(await versionIn(root), [...packages.values()]);
  const functions = wantedFunctions(installation, { release, codeOf: (folder) => packed(packages, folder) });
  const template = await readFile(path.join(root, "shared/install/stack.json"), "utf8");
  const stack = { name: installation.stack, template, parameters };
  return { region, release, stack, functions, looking: lookingOf(functions) };
}

function packed(packages: ReadonlyMap<string, CodePackage>, folder: string): CodePackage {
  const found = packages.get(folder);
  if (found === undefined) throw new Error(`${folder} was not packed`);
  return found;
}

async function versionIn(root: string): Promise<string> {
  const { version }: { version?: unknown } = JSON.parse(await readFile(path.join(root, "package.json"), "utf8"));
  return String(version);
}
