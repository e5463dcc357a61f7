import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions as EsbuildOptions, type Metafile, type Plugin } from "esbuild";
import { noticesOf } from "../shared/cli/notices.ts";

/** One change to a source file, made while it is bundled. An edit that does not apply exactly once fails the build. */
export type SourceEdit = { readonly file: string; readonly find: string; readonly replace: string };

export type BuildOptions = {
  /** Where the bundles go: `<outDir>/<function>/index.js`. */
  readonly outDir: string;
  readonly edits?: readonly SourceEdit[];
};

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** How every bundle of the product is made, and whatever is compared with it. */
export const bundleSettings = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  keepNames: true,
  legalComments: "linked", // what files say of themselves; NOTICES.txt has what their packages say
  logLevel: "warning",
  // tablestore assigns undeclared variables: a bundle in strict mode throws at the first write.
  tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
} as const satisfies EsbuildOptions;

/** Bundles each file of functions/ into one CommonJS file. Returns the names of the functions. */
export async function buildFunctions({ outDir, edits = [] }: BuildOptions): Promise<readonly string[]> {
  const files = await readdir(path.join(root, "functions"));
  const names = files.filter((file) => file.endsWith(".ts") && file !== "build.ts").map((file) => file.slice(0, -3));
  const editing = applyEdits(edits);
  await rm(outDir, { recursive: true, force: true });
  const { metafile } = await build({
    ...bundleSettings,
    absWorkingDir: root,
    metafile: true,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, path.join(root, "functions", `${name}.ts`)])),
    outdir: outDir,
    plugins: [editing.plugin],
  });
  editing.assertApplied();
  await markCommonJs(outDir, names);
  for (const name of names)
    await writeFile(path.join(outDir, name, "NOTICES.txt"), await noticesOf(within(metafile, name)));
  return names;
}

/** The files that are in a function's bundle. */
function within({ outputs }: Metafile, name: string): readonly string[] {
  const [, bundle] = Object.entries(outputs).find(([file]) => file.endsWith(`/${name}/index.js`)) ?? [];
  if (bundle === undefined) throw new Error(`esbuild made no ${name}/index.js`);
  return Object.keys(bundle.inputs).map((file) => path.resolve(root, file));
}

/** The repository is "type": "module"; what FC gets, and what runs here, is CommonJS. */
export async function markCommonJs(outDir: string, names: readonly string[]): Promise<void> {
  for (const name of names) await writeFile(path.join(outDir, name, "package.json"), '{"type":"commonjs"}\n');
}

/** A plugin that makes these edits; `assertApplied` throws if the build met a file of none of them. */
export function applyEdits(edits: readonly SourceEdit[]): {
  readonly plugin: Plugin;
  readonly assertApplied: () => void;
} {
  const applied = new Set<SourceEdit>();
  const edited = async (file: string) => {
    let contents = await readFile(path.join(root, file), "utf8");
    for (const edit of edits.filter((candidate) => candidate.file === file)) {
      if (contents.split(edit.find).length !== 2)
        throw new Error(`${file}: this edit does not apply once: ${edit.find}`);
      contents = contents.replace(edit.find, () => edit.replace);
      applied.add(edit);
    }
    return { contents, loader: "ts" as const };
  };
  return {
    plugin: {
      name: "apply-edits",
      setup: (bundler) => {
        for (const file of new Set(edits.map((edit) => edit.file)))
          bundler.onLoad({ filter: exactly(path.join(root, file)) }, () => edited(file));
      },
    },
    assertApplied: () => {
      const missed = edits.filter((edit) => !applied.has(edit)).map(({ file }) => file);
      if (missed.length > 0) throw new Error(`Edits of files that are not bundled: ${missed.join(", ")}`);
    },
  };
}

const exactly = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = await buildFunctions({ outDir: path.join(root, "dist") });
  console.log(`Built ${names.length} function(s) into dist/: ${names.join(", ")}`);
}
