import { createRequire } from "node:module";
import path from "node:path";
import type { Plugin } from "esbuild";
import { LayoutError } from "./layout-error.ts";
import { narrowed } from "./packages.ts";
import { folderOf } from "./paths.ts";
import { type ReadPackaged, readText } from "./read-packaged.ts";

const require = createRequire(import.meta.url);

/**
 * A plugin that bundles of a package in `narrowed` the functions that are used, each from the file that the package has
 * for it. Throws `LayoutError` out of the build if it is used in another way.
 */
export function narrow(read: ReadPackaged = readText): Plugin {
  return {
    name: "narrow",
    setup: (bundler) => {
      const filter = new RegExp(`^(?:${narrowed.join("|")})$`);
      bundler.onResolve({ filter }, ({ path: name, importer }) => ({
        path: `${name} in ${importer}`,
        namespace: "narrow",
        pluginData: { name, importer },
      }));
      bundler.onLoad({ filter: /.*/, namespace: "narrow" }, async ({ pluginData: { name, importer } }) => ({
        contents: await narrowedFor(name, importer, await read(importer)),
        resolveDir: path.dirname(importer),
      }));
    },
  };
}

async function narrowedFor(name: string, importer: string, text: string): Promise<string> {
  const { version } = JSON.parse(await readText(path.join(folderOf(name), "package.json")));
  const [, binding] =
    new RegExp(`^(?:var|const) (\\w+) = (?:__importStar\\()?require\\("${name}"\\)\\)?;$`, "m").exec(text) ?? [];
  const uses =
    binding === undefined
      ? []
      : [...text.matchAll(new RegExp(`\\b${binding}\\.(\\w+)\\b`, "g"))].map(([, used = ""]) => used);
  const [missing] = uses.filter((used) => !isThere(`${name}/${used}`));
  if (uses.length === 0 || missing !== undefined)
    throw new LayoutError(
      { name, version, file: `${missing ?? "index"}.js` },
      `a file for each function that ${importer} uses`,
    );
  return [...new Set(uses)].map((used) => `exports.${used} = require("${name}/${used}");`).join("\n");
}

function isThere(module: string): boolean {
  try {
    require.resolve(module);
    return true;
  } catch {
    return false;
  }
}
