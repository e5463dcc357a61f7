/** What FC loads, as `index.js`: it loads the bundle beside it, and says once how, and which part it cannot load. */
import path from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { noteLoaded } from "../../shared/loaded.ts";
import { type Compiled, load } from "./compile.ts";

const say = (level: "info" | "error", fields: object) =>
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, step: "load", ...fields })}\n`);

let codeCache: Compiled["cache"] | undefined; // main.js comes first
const exported = load(
  path.join(__dirname, "main.js"),
  ({ cache }) => {
    codeCache ??= cache;
  },
  // What requires a part tells its caller of an internal error, and nobody of its reason.
  (file, error) => say("error", { file: path.basename(file), message: String(error) }),
);
const loaded = {
  codeCache,
  node: process.version,
  flags: [...process.execArgv, process.env["NODE_OPTIONS"]].filter(Boolean),
  tag: cachedDataVersionTag(),
};
noteLoaded(loaded);
say("info", loaded);

export const { handler, preload } = exported as { readonly handler: unknown; readonly preload: unknown };
