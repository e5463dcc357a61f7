import { cp, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { buildFunctions, bundleSettings, loaderFile, markCommonJs } from "../../../functions/build/bundle.ts";
import { makeCodeCaches } from "../../../functions/build/code-cache.ts";
import { root } from "../../local.ts";

/**
 * How the bundles of one source are made: as they are deployed; the same without their code caches; with empty modules in
 * place of the vendor's packages, and with a code cache; whole, by esbuild alone.
 */
export const sideNames = ["cached", "uncached", "withoutSdk", "plain"] as const;
export type SideName = (typeof sideNames)[number];

/** The folder of a handler that does nothing. */
export const emptyName = "empty";

/** Builds every function in each way, into `<folder>/<side>/<function>/index.js`. Returns the names of the functions. */
export async function buildSides(folder: string): Promise<readonly string[]> {
  const at = (side: SideName) => path.join(folder, side);
  const names = await buildFunctions({ outDir: at("cached"), codeCache: true });
  await cp(at("cached"), at("uncached"), { recursive: true, filter: (file) => !file.endsWith(".cache") });
  const functions = (file: string) => names.map((name) => ({ in: sourceOf(name), out: `${name}/${file}` }));
  await bundlePlainly(at("plain"), functions("index"), []);
  const loaders = names.map((name) => ({ in: loaderFile, out: `${name}/index` }));
  await bundlePlainly(at("withoutSdk"), [...functions("main"), ...loaders], [withoutSdk]);
  for (const side of ["plain", "withoutSdk"] as const) await markCommonJs(at(side), names);
  await makeCodeCaches(at("withoutSdk"), names);
  await writeEmpty(folder);
  return names;
}

const sourceOf = (name: string) => path.join(root, "functions", `${name}.ts`);

type EntryPoints = NonNullable<BuildOptions["entryPoints"]>;

const bundlePlainly = (outdir: string, entryPoints: EntryPoints, plugins: Plugin[]) =>
  build({ ...bundleSettings, absWorkingDir: root, entryPoints, outdir, plugins });

const withoutSdk: Plugin = {
  name: "without-sdk",
  setup: (bundler) => {
    bundler.onResolve({ filter: /^(?:@alicloud\/.+|@darabonba\/typescript|tablestore)$/ }, ({ path: id }) => ({
      path: id,
      namespace: "without-sdk",
    }));
    bundler.onLoad({ filter: /.*/, namespace: "without-sdk" }, () => ({ contents: "module.exports = {};" }));
  },
};

async function writeEmpty(folder: string): Promise<void> {
  await mkdir(path.join(folder, emptyName));
  await markCommonJs(folder, [emptyName]);
  const text = "exports.handler = async () => ({});\nexports.preload = async () => {};\n";
  await writeFile(path.join(folder, emptyName, "index.js"), text);
}
