import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { root } from "./paths.ts";

/**
 * The flags that FC starts Node with for a function of this memory, MiB: nine tenths of it for the heap. Source: start
 * scripts of the Node.js runtimes, as published copies have them (nodejs14 and before; that of nodejs20 is not public).
 */
const flagsFor = (memoryMib: number) => [
  `--max-old-space-size=${Math.floor((memoryMib * 9) / 10)}`,
  "--max-http-header-size=16384",
  "--expose-gc",
];

const maker = path.join(root, "functions/build/make-code-cache.ts");
const run = promisify(execFile);

/**
 * Makes the code caches of functions that were built: for a plain Node, and for the flags that FC starts it with. A cache
 * counts for these flags and for the V8 of the Node that runs this, and is refused by any other.
 */
export async function makeCodeCaches(outDir: string, names: readonly string[]): Promise<void> {
  const memories = await memoriesOf(names);
  const plain = cachesFor([], names);
  const ofFc = [...new Set(memories.values())].map((memory) =>
    cachesFor(
      flagsFor(memory),
      names.filter((name) => memories.get(name) === memory),
    ),
  );
  await Promise.allSettled([plain, ...ofFc]); // none of them writes any more once one has failed
  await Promise.all([plain, ...ofFc]);

  async function cachesFor(flags: readonly string[], functions: readonly string[]): Promise<void> {
    const folders = functions.map((name) => path.join(outDir, name));
    await run(process.execPath, [...flags, "--import", "tsx", maker, ...folders], { cwd: root, env: withoutOptions });
  }
}

/** NODE_OPTIONS would be more flags. */
const { NODE_OPTIONS: _, ...withoutOptions } = process.env;

/** `memorySize` of each function, MiB. */
async function memoriesOf(names: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { resources } = parse(await readFile(path.join(root, "s.yaml"), "utf8"), { merge: true });
  return new Map(
    names.map((name) => {
      const memory: unknown = resources?.[name]?.props?.memorySize;
      if (typeof memory !== "number")
        throw new Error(`s.yaml: resources.${name}.props.memorySize must be a number of MiB`);
      return [name, memory];
    }),
  );
}
