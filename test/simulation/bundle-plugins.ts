import path from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const shared = path.resolve(here, "../../shared");
const productEntry = path.join(here, "product-entry.ts");
const isOurs = (importer: string) => importer.startsWith(shared) || importer === productEntry;

/** The product's digests come from memo-crypto.ts: a pure result, kept by its full input. */
export const rememberingDigests: Plugin = {
  name: "remembering-digests",
  setup: (bundler) => {
    bundler.onResolve({ filter: /^node:crypto$/ }, ({ importer }) =>
      isOurs(importer) ? { path: path.join(here, "memo-crypto.ts") } : null,
    );
  },
};

/** Functions of the product that depend on their arguments alone and are asked the same thing in most schedules; by file. */
const pure: Readonly<Record<string, readonly string[]>> = {
  "decode.ts": ["decode"],
  "guards/local-time.ts": ["momentAt"],
  "ledger/token.ts": ["operationIdOf", "eventTokenOf", "eventKeyOf"],
  "middleware/command-from.ts": ["commandOfHttp", "commandOfInvoke"],
  "middleware/command-of-event.ts": ["commandOfEvent"],
  "policy/answered.ts": ["pairsOf"],
  "remediation/corrections.ts": ["answersWith"],
};

/** The product's pure functions run once per input; a name that is not exported any more fails the build. */
export const rememberingPure: Plugin = {
  name: "remembering-pure",
  setup: (bundler) => {
    const namespace = "remembered";
    bundler.onResolve({ filter: /\/[\w-]+\.ts$/ }, ({ importer, path: file }) => {
      const ours = path.relative(shared, path.resolve(path.dirname(importer), file));
      return isOurs(importer) && ours in pure ? { path: ours, namespace } : null;
    });
    bundler.onLoad({ filter: /.*/, namespace }, ({ path: file }) => ({
      resolveDir: here,
      loader: "ts",
      contents: wrapped(path.join(shared, file), pure[file] ?? []),
    }));
  },
};

const wrapped = (file: string, names: readonly string[]) =>
  [
    'import { remembered } from "./remembered.ts";',
    `import * as real from ${JSON.stringify(file)};`,
    `export * from ${JSON.stringify(file)};`,
    ...names.map((name) => `export const ${name} = remembered(real.${name});`),
  ].join("\n");
