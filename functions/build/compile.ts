import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import path from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { Script } from "node:vm";

/** Whether a file runs as V8 had compiled it when the cache was made: `hit`. Else why it is compiled anew. */
type CodeCache = "hit" | "none" | "damaged" | "refused";

/** A file of a bundle, compiled. */
export type Compiled = {
  readonly file: string;
  readonly source: Buffer;
  readonly script: Script;
  readonly cache: CodeCache;
};

/** The code cache of a file for a Node of these flags and this V8. */
export const cacheOf = (file: string, tag = cachedDataVersionTag()) => file.replace(/js$/, `${tag}.cache`);

/**
 * Loads a file of a bundle and what it requires, each from its code cache if one is there that fits. Whatever is wrong
 * with a cache, the file runs. `seen` is told of each file that was compiled, `failed` of each that could not be loaded.
 */
export function load(
  file: string,
  seen: (compiled: Compiled) => void,
  failed: (file: string, error: unknown) => void = () => undefined,
): unknown {
  const loaded = new Map<string, { exports: object }>();
  const run = (name: string): object => {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const folder = path.dirname(name);
    const builtin = createRequire(name);
    const require = (id: string): unknown => (id.startsWith("./") ? run(path.join(folder, id)) : builtin(id));
    try {
      const compiled = compile(name);
      seen(compiled);
      compiled.script.runInThisContext()(module.exports, require, module, name, folder);
    } catch (error) {
      failed(name, error);
      loaded.delete(name); // as Node does: whoever requires it again must not get half of it
      throw error;
    }
    return module.exports;
  };
  return run(file);
}

function compile(file: string): Compiled {
  const source = readFileSync(file);
  const cache = readCache(cacheOf(file), source);
  const cachedData = typeof cache === "string" ? undefined : cache;
  const text = Module.wrap(source.toString("utf8"));
  const script = new Script(text, { filename: file, ...(cachedData && { cachedData }) });
  const found = script.cachedDataRejected === false ? "hit" : "refused";
  return { file, source, script, cache: typeof cache === "string" ? cache : found };
}

/** Bytes of a SHA-256. */
const digestBytes = 32;

/** What V8 made, behind a digest of it and of the source: V8 itself checks lengths only, and ends the process on a wrong byte. */
export function sealed({ source, script }: Pick<Compiled, "source" | "script">): Buffer {
  const cachedData = script.createCachedData();
  return Buffer.concat([digestOf(source, cachedData), cachedData]);
}

function readCache(file: string, source: Uint8Array): Buffer | "none" | "damaged" {
  const bytes = read(file);
  if (bytes === undefined) return "none";
  const cachedData = bytes.subarray(digestBytes);
  return digestOf(source, cachedData).equals(bytes.subarray(0, digestBytes)) ? cachedData : "damaged";
}

const digestOf = (source: Uint8Array, cachedData: Uint8Array) =>
  createHash("sha256").update(source).update(cachedData).digest();

function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
