import * as z from "zod";
import type { LogLine } from "../doctor/outside.ts";
import { functionNameOf } from "../function-name.ts";
import { CloudError } from "./cloud-error.ts";
import type { Ports } from "./ports.ts";

type Needs = Pick<Ports, "functions" | "hasLine" | "pause">;

/** One invocation of the doctor: what it wrote has this id in it. */
export type Asking = { readonly requestId: string; readonly atMs: number };

/** A line can be found some seconds after it was written; so long it is waited for (invented), and asked for this often. */
const arrivesInMs = 60_000;
const pollMs = 3_000;
/** So far the clocks of a function and of whoever asks may be apart. */
const apartMs = 15 * 60_000;

/** Reads a line of the doctor's back from the log that its function is deployed with. Throws `CloudError`. */
export async function readLogLine(needs: Needs, stack: string, { requestId, atMs }: Asking): Promise<LogLine> {
  const deployed = await needs.functions.read(functionNameOf(stack, "doctor"));
  const { data } = logged.safeParse(deployed?.properties);
  if (data === undefined) return { state: "placeless", place: "" };
  const { project, logstore } = data.logConfig;
  const place = `${project}/${logstore}`;
  const sought = { word: requestId, fromMs: atMs - apartMs, toMs: atMs + apartMs };
  for (let waitedMs = 0; waitedMs <= arrivesInMs; waitedMs += pollMs) {
    const found = await orMissing(needs.hasLine({ project, logstore }, sought));
    if (found !== false) return { state: found === undefined ? "missing" : "found", place };
    await needs.pause(pollMs);
  }
  return { state: "late", place };
}

const logged = z.object({ logConfig: z.object({ project: z.string().min(1), logstore: z.string().min(1) }) });

const orMissing = (asked: Promise<boolean>): Promise<boolean | undefined> =>
  asked.catch((error: unknown) => {
    if (error instanceof CloudError && error.kind === "missing") return undefined;
    throw error;
  });
