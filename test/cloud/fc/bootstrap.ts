import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** Bundles `instance.ts` into the CommonJS text that every function instance runs. */
export function buildBootstrap(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL("./instance.ts", import.meta.url))],
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20",
    write: false,
    logLevel: "silent",
  });
  return outputFiles.map(({ text }) => text).join("");
}
