import { copyFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { build, type BuildOptions as EsbuildOptions, type Metafile } from "esbuild";
import { noticesOf } from "../../shared/cli/notices.ts";
import { buildCli } from "./cli.ts";
import { makeCodeCaches } from "./code-cache.ts";
import { narrow } from "./narrow.ts";
import { divide, partNames, partsOf } from "./parts.ts";
import { root } from "./paths.ts";
import { namesOfProduct, readImporters } from "./product-names.ts";
import type { ReadPackaged } from "./read-packaged.ts";
import { applyEdits, type Editing, type SourceEdit } from "./source-edits.ts";
import { trim } from "./trim.ts";

export type BuildOptions = {
  /** Where the bundles go: `<outDir>/<function>/index.js`. */
  readonly outDir: string;
  readonly edits?: readonly SourceEdit[];
  /** Whether the bundles get code caches. Without one a function is compiled as it is loaded. */
  readonly codeCache?: boolean;
  /** Whether the owner's command is made, too: `<outDir>/cli.js`. */
  readonly cli?: boolean;
};

/** How every bundle of the product is made, and whatever is compared with it. */
export const bundleSettings = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  legalComments: "linked", // what files say of themselves; NOTICES.txt has what their packages say
  logLevel: "warning",
  external: ["proxy-agent"], // of ali-oss, which plain bundles have by @alicloud/fc2; it is not installed
  // tablestore assigns undeclared variables: a bundle in strict mode throws at the first write.
  tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
} as const satisfies EsbuildOptions;

type BundleOptions = {
  readonly outDir: string;
  /** What is bundled, and under which name below `outDir`, without `.js`. */
  readonly entries: readonly { readonly in: string; readonly out: string }[];
  /** Where the parts go that bundles take from, below `outDir`. */
  readonly partsFolder: string;
  readonly editing?: Editing;
  /** Reads a file of a package, where a test has another. */
  readonly read?: ReadPackaged;
  readonly logLevel?: "warning" | "silent";
};

/** Bundles for FC, trimmed and divided into parts. */
export async function bundle(options: BundleOptions): Promise<Metafile> {
  const { outDir, entries, partsFolder, editing = applyEdits([]), read, logLevel = "warning" } = options;
  const importers = await readImporters(
    entries.map((entry) => entry.in),
    editing,
  );
  const used = [...importers].flatMap(([name, files]) => [name, ...files]);
  const parts = partsOf(used).map((name) => ({
    in: name,
    out: path.join(partsFolder, name.slice(0, -".js".length)),
  }));
  const { metafile } = await build({
    ...bundleSettings,
    logLevel,
    absWorkingDir: root,
    metafile: true,
    entryPoints: [...entries, ...parts],
    outdir: outDir,
    plugins: [editing.plugin, trim(namesOfProduct(importers, editing), read), narrow(read), divide(used)],
  });
  return metafile;
}

/**
 * Bundles each file of functions/ into a folder for FC. Returns the names of the functions. `outDir` is there only once
 * all of it is: a bundle without one of its parts would load, and fail at its first call.
 */
export async function buildFunctions({ outDir, ...options }: BuildOptions): Promise<readonly string[]> {
  const made = `${outDir}-${process.pid}`;
  await rm(outDir, { recursive: true, force: true });
  try {
    const names = await buildInto({ outDir: made, ...options });
    await rm(outDir, { recursive: true, force: true }); // of another build, meanwhile
    await rename(made, outDir);
    return names;
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

async function buildInto({
  outDir,
  edits = [],
  codeCache = false,
  cli = false,
}: BuildOptions): Promise<readonly string[]> {
  const files = await readdir(path.join(root, "functions"));
  const names = files.filter((file) => file.endsWith(".ts")).map((file) => file.slice(0, -3));
  const editing = applyEdits(edits);
  const alike = names.filter((name) => !apart.includes(name));
  for (const group of [alike, ...apart.map((name) => [name])]) {
    const entries = group.flatMap((name) => [
      { in: path.join(root, "functions", `${name}.ts`), out: `${name}/main` },
      { in: loaderFile, out: `${name}/index` },
    ]);
    const metafile = await bundle({ outDir, entries, partsFolder, editing });
    for (const name of group) await complete(outDir, name, metafile);
    await rm(path.join(outDir, partsFolder), { recursive: true });
  }
  editing.assertApplied();
  await markCommonJs(outDir, names);
  if (codeCache) await makeCodeCaches(outDir, names);
  if (cli) await buildCli(outDir);
  return names;
}

/**
 * Who has parts of its own. `doctor` makes tables, and what a cold start of the others loads must not grow by that. `chatops`,
 * which strangers reach, has no client of ECS or ENS.
 */
const apart: readonly string[] = ["chatops", "doctor"];

/** What FC loads. It loads the bundle. */
export const loaderFile = path.join(root, "functions/build/loader.ts");
/** Where the parts are until each function has its copies. */
const partsFolder = "parts";

/** Lays the parts that a bundle takes something from beside it, and the notices of all that is in them. */
async function complete(outDir: string, name: string, { outputs }: Metafile): Promise<void> {
  const folder = path.join(outDir, name);
  const taken = partsBeside(outputs, `${name}/main.js`);
  const made = await readdir(path.join(outDir, partsFolder));
  for (const file of made.filter((each) => taken.some((part) => each.startsWith(part)))) // with the part, its LEGAL.txt
    await copyFile(path.join(outDir, partsFolder, file), path.join(folder, file));
  const bundles = [`${name}/main.js`, `${name}/index.js`, ...taken.map((part) => `${partsFolder}/${part}`)];
  const inputs = bundles.flatMap((bundle) => Object.keys(outputOf(outputs, bundle).inputs));
  const files = inputs.filter((file) => !isVirtual(file)).map((file) => path.resolve(root, file));
  await writeFile(path.join(folder, "NOTICES.txt"), await noticesOf(files));
}

/** The parts that a bundle takes from, and those that these take from. */
function partsBeside(outputs: Metafile["outputs"], bundle: string): readonly string[] {
  const direct = outputOf(outputs, bundle).imports.map(({ path: file }) => path.basename(file));
  const taken = direct.filter((file) => partNames.includes(file) && !bundle.endsWith(`/${file}`));
  return [...new Set([...taken, ...taken.flatMap((part) => partsBeside(outputs, `${partsFolder}/${part}`))])];
}

function outputOf(outputs: Metafile["outputs"], bundle: string): Metafile["outputs"][string] {
  const [, output] = Object.entries(outputs).find(([file]) => file.endsWith(`/${bundle}`)) ?? [];
  if (output === undefined) throw new Error(`esbuild made no ${bundle}`);
  return output;
}

/** What a plugin made up is of no package. */
const isVirtual = (input: string) => /^(helpers|narrow|part|taken):/.test(input);

/** The repository is "type": "module"; what FC gets, and what runs here, is CommonJS. */
export async function markCommonJs(outDir: string, names: readonly string[]): Promise<void> {
  for (const name of names) await writeFile(path.join(outDir, name, "package.json"), '{"type":"commonjs"}\n');
}
