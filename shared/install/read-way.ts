import type { Way } from "../doctor/outside.ts";
import type { Ports } from "./ports.ts";

type Needs = Pick<Ports, "pause"> & { readonly functions: Pick<Ports["functions"], "queued"> };

/** The invocation that has brought an event to a function. */
export type Brought = { readonly functionName: string; readonly requestId: string; readonly atMs: number };

/** That a task shows in the list at once is not said: it is looked for so often (invented). */
const looks = 3;
const pollMs = 3_000;
/** So long before it arrived it may have been queued, and so far clocks may be apart. */
const apartMs = 15 * 60_000;

/** Which way an event came, seen from Function Compute: what its queue has taken is a task of the function. Throws `CloudError`. */
export async function readWay({ functions, pause }: Needs, { functionName, requestId, atMs }: Brought): Promise<Way> {
  const range = { fromMs: atMs - apartMs, toMs: atMs + apartMs };
  for (let look = 1; look <= looks; look++) {
    if ((await functions.queued(functionName, range)).includes(requestId)) return "asynchronous";
    if (look < looks) await pause(pollMs);
  }
  return "synchronous";
}
