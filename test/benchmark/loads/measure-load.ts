/**
 * One load in a process of its own: `measure-load.js <index.js> [<call>]`. It loads the bundle, and then what its first
 * call needs, or makes that call. Prints one JSON line, behind all that the function prints. Little runs before the load,
 * so that the function finds a Node that has done nothing yet.
 */
import { createRequire } from "node:module";

/** The first call of an instance. */
export type Call = { readonly event: string; readonly context: object };

/** Milliseconds since just before the load: when it was over, and when what came next was. `reply`: what the call got. */
export type Measured = { readonly loadMs: number; readonly doneMs: number; readonly reply?: unknown };

type Bundle = {
  readonly handler: (event: Uint8Array, context: object) => Promise<object>;
  readonly preload: () => Promise<void>;
};

const [, , file = "", text] = process.argv;
const require = createRequire(file);
const call = text === undefined ? undefined : (JSON.parse(text) as Call); // written by fresh-process.ts

async function measure(): Promise<Measured> {
  const startedMs = performance.now();
  const bundle: Bundle = require(file);
  const loadMs = performance.now() - startedMs;
  const reply = await (call === undefined ? bundle.preload() : bundle.handler(Buffer.from(call.event), call.context));
  return { loadMs, doneMs: performance.now() - startedMs, reply };
}

/** Connections that are kept alive would hold the process. */
const end = () => process.exit();

void measure().then((measured) => process.stdout.write(`${JSON.stringify(measured)}\n`, end));
