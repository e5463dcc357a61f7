import path from "node:path";
import type { Plugin } from "esbuild";
import { parts } from "./packages.ts";
import { exactly, folderOf, root } from "./paths.ts";

/** The names of the files beside a bundle. */
export const partNames = Object.keys(parts);

/** The file that has a module. */
export const partOf = (id: string) => partNames.find((name) => parts[name]?.includes(id));

/** The files that are needed for these modules: what is deferred may be needed by any, and so may what imports no package. */
export const partsOf = (used: readonly string[]) =>
  partNames.filter((name) => isForAll(name) || parts[name]?.some((id) => used.includes(id)));

const isForAll = (name: string) => ["deferred.js", "probe.js"].includes(name);

/** Code that takes a module from the file that has it, and loads that file at its first use. */
export const requireOf = (id: string) => `require("./${partOf(id)}")[${JSON.stringify(id)}]()`;

/**
 * A plugin that bundles the files in `parts`, each by its name as an entry point and with what is used of it, and makes the
 * product take from them what they have.
 */
export function divide(used: readonly string[]): Plugin {
  const ids = Object.values(parts).flat();
  const inPart = new RegExp(`^(?:${ids.join("|")})$`);
  const ownIn = (resolveDir: string, file: string) => path.relative(root, path.resolve(resolveDir, file));
  return {
    name: "divide",
    setup: (bundler) => {
      bundler.onResolve({ filter: inPart }, ({ path: id, importer, namespace }) =>
        namespace === "file" && !importer.includes("node_modules") ? { path: id, namespace: "taken" } : undefined,
      );
      bundler.onResolve({ filter: /\.ts$/ }, ({ path: file, resolveDir, namespace }) =>
        namespace === "file" && ids.includes(ownIn(resolveDir, file))
          ? { path: ownIn(resolveDir, file), namespace: "taken" }
          : undefined,
      );
      bundler.onLoad({ filter: /.*/, namespace: "taken" }, ({ path: id }) => ({
        contents: `module.exports = ${requireOf(id)};`,
      }));
      for (const name of partNames) {
        bundler.onResolve({ filter: exactly(name) }, () => ({ path: name, namespace: "part" }));
        bundler.onResolve({ filter: exactly(`./${name}`) }, ({ path: file }) => ({ path: file, external: true }));
      }
      bundler.onLoad({ filter: /.*/, namespace: "part" }, ({ path: name }) => ({
        contents: textOf(neededOf(name, used)),
        resolveDir: root,
      }));
    },
  };
}

/** What a part has for who uses these modules: of packages, no other. */
const neededOf = (name: string, used: readonly string[]) =>
  (parts[name] ?? []).filter((id) => isForAll(name) || id.endsWith(".ts") || used.includes(id));

/** The text of a part: each module by its id, run when it is asked for. */
const textOf = (ids: readonly string[]) =>
  ids.map((id) => `exports[${JSON.stringify(id)}] = () => require(${JSON.stringify(pathOf(id))});`).join("\n");

/** Where a module is: a file of ours, a package, or a file of one. */
export function pathOf(id: string): string {
  if (id.endsWith(".ts")) return path.join(root, id);
  const [name = id] = /^(?:@[^/]+\/)?[^/]+/.exec(id) ?? [];
  return name === id ? id : path.join(folderOf(name), id.slice(name.length));
}
