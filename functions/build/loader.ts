/** What FC loads, as `index.js`: it loads the bundle beside it, and says once how. */
import path from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { type Compiled, load } from "./compile.ts";

const compiled: Compiled[] = [];
const exported = load(path.join(__dirname, "main.js"), (one) => void compiled.push(one));
process.stdout.write(
  `${JSON.stringify({
    time: new Date().toISOString(),
    level: "info",
    step: "load",
    codeCache: compiled[0]?.cache,
    node: process.version,
    flags: [...process.execArgv, process.env["NODE_OPTIONS"]].filter(Boolean),
    tag: cachedDataVersionTag(),
  })}\n`,
);

export const { handler, preload } = exported as { readonly handler: unknown; readonly preload: unknown };
