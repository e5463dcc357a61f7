import path from "node:path";
import type { Plugin } from "esbuild";
import { cut } from "./cut.ts";
import { deferIn } from "./defer.ts";
import { LayoutError, type Packaged } from "./layout-error.ts";
import { type Cut, trimmed } from "./packages.ts";
import { namesIn, parsed } from "./parsed.ts";
import { folderOf, packageFolderOf } from "./paths.ts";
import { type ReadPackaged, readText } from "./read-packaged.ts";
import { type Helpers, helpersPrefix, shareHelpers } from "./share-helpers.ts";

/** The names that stand in the product's files that import a package. */
export type NamesOf = (packageName: string) => Promise<ReadonlySet<string>>;

/**
 * A plugin that bundles only what is used of packages: it cuts what nothing names (`trimmed`), loads later what is rarely
 * used (`deferred.js`), and keeps one copy of TypeScript's helpers. Throws `LayoutError` out of the build.
 */
export function trim(namesOf: NamesOf, read: ReadPackaged = readText): Plugin {
  const cutText = cutter(namesOf, read);
  const helpers: Helpers = new Map();
  return {
    name: "trim",
    setup: (bundler) => {
      bundler.onLoad({ filter: /[\\/]node_modules[\\/].*\.js$/, namespace: "file" }, async ({ path: file }) => {
        const of = await packagedAt(file);
        const text = (await cutText(of)) ?? (await read(file));
        if (!isCompiled(text)) return { contents: text, loader: "js" };
        const loadedLater = deferIn(parsed(of, text));
        return { contents: shareHelpers(parsed(of, loadedLater), helpers), loader: "js" };
      });
      bundler.onResolve({ filter: new RegExp(`^${helpersPrefix}`) }, ({ path: id }) => ({
        path: id,
        namespace: "helpers",
      }));
      bundler.onLoad({ filter: /.*/, namespace: "helpers" }, ({ path: id }) => ({ contents: helpers.get(id) ?? "" }));
    },
  };
}

/** CommonJS: what may require something, or have helpers. */
const isCompiled = (text: string) => /\brequire\(/.test(text);

/** Cuts the files of each package in `trimmed`, once. */
function cutter(namesOf: NamesOf, read: ReadPackaged): (of: Packaged) => Promise<string | undefined> {
  const done = new Map<string, Promise<ReadonlyMap<string, string>>>();
  return async ({ name, version, file }) => {
    const steps = trimmed.find((one) => one.name === name)?.cuts ?? [];
    if (!steps.some((step) => step.file === file)) return undefined;
    const texts = done.get(name) ?? namesOf(name).then((names) => cutAll({ name, version }, steps, names, read));
    done.set(name, texts);
    return (await texts).get(file);
  };
}

async function cutAll(
  of: Omit<Packaged, "file">,
  steps: readonly Cut[],
  product: ReadonlySet<string>,
  read: ReadPackaged,
): Promise<ReadonlyMap<string, string>> {
  const folder = folderOf(of.name);
  const done = new Map<string, string>();
  for (const step of steps) {
    const named = step.namedIn.map(async (place) =>
      place === "product" ? product : namesIn(done.get(place) ?? (await read(path.join(folder, place)))),
    );
    const wanted = new Set((await Promise.all(named)).flatMap((names) => [...names]));
    const text = await read(path.join(folder, step.file));
    done.set(step.file, cutOne({ ...of, file: step.file }, step, text, wanted, product));
  }
  return done;
}

function cutOne(
  of: Packaged,
  { layouts, calls }: Cut,
  text: string,
  wanted: ReadonlySet<string>,
  product: ReadonlySet<string>,
): string {
  const file = parsed(of, text);
  const groups = layouts.flatMap((layout) => layout(file));
  const there = new Set(groups.flatMap(({ members }) => members.map((member) => member.name)));
  const missing = calls && [...product].find((name) => calls.test(name) && !there.has(name));
  if (missing !== undefined) throw new LayoutError(of, `the method ${missing}, which the product calls`);
  return cut(file, groups, wanted);
}

/** The package that a file is of. */
async function packagedAt(file: string): Promise<Packaged> {
  const folder = packageFolderOf(file) ?? "";
  const { name, version } = JSON.parse(await readText(path.join(folder, "package.json")));
  return { name, version, file: path.relative(folder, file).replaceAll(path.sep, "/") };
}
