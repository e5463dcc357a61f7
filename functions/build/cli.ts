import { chmod, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { noticesOf } from "../../shared/cli/notices.ts";
import { root } from "./paths.ts";

/** tablestore writes to a variable that it does not declare, which an ES module and a strict file may only if there is one. */
const undeclared = "globalThis.pro = undefined;";

/** Packages have `require` of their own, and an ES module has none. */
const banner = `#!/usr/bin/env node
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
${undeclared}`;

/**
 * Bundles the owner's command into one file that needs no package, `<outDir>/cli.js`, with the licences of what is in it
 * beside it. It is an ES module, as the repository's package.json says of the files in dist/.
 */
export async function buildCli(outDir: string): Promise<void> {
  const outfile = path.join(outDir, "cli.js");
  const { metafile } = await build({
    ...(await cliSettings()),
    entryPoints: ["shared/cli/owner/main.ts"],
    outfile,
    format: "esm",
    metafile: true,
    banner: { js: banner },
  });
  await chmod(outfile, 0o755);
  const files = Object.keys(metafile.inputs).map((file) => path.resolve(root, file));
  await writeFile(path.join(outDir, "cli.NOTICES.txt"), await noticesOf(files));
}

/** How the command is bundled, and whatever is tested in its place. The starter policy is put into it as text. */
export const cliSettings = async () =>
  ({
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    minify: true,
    banner: { js: undeclared },
    alias: { "lz4-napi": path.join(root, "functions/build/no-lz4.ts") }, // a binary of one machine's kind
    legalComments: "none", // cli.NOTICES.txt has what the packages say
    logLevel: "warning",
    define: { starterYaml: JSON.stringify(await readFile(path.join(root, "shared/policy.yaml"), "utf8")) },
  }) as const;
