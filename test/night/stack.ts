import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import * as z from "zod";
import { root } from "../local.ts";

/** Where a local cloud runs, as `npm start -- --json` tells it. */
export type Stack = { readonly url: string; readonly wireUrl: string; readonly stop: () => Promise<void> };

const startSchema = z.object({ kind: z.literal("start"), url: z.string(), wireUrl: z.string() });

/** What is typed to start it: on a free pair of ports, told in JSON, with a night's own options. */
export const startWords = (options: readonly string[]): readonly string[] => [
  ...["start", "--silent", "--", "--port", "0", "--json"],
  ...options,
];

/**
 * Runs `npm start` as a process of its own, ready when it resolves. It leads a group, since npm starts a shell, and that
 * one node: `stop` and Ctrl-C end all of them as a terminal would.
 */
export async function startStack(words: readonly string[]): Promise<Stack> {
  const child = spawn("npm", words, { cwd: root, detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const closed = once(child, "close");
  const stop = async () => {
    interrupt(child);
    await closed;
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interrupt(child)); // the night fails by that
  const lines = createInterface({ input: child.stdout });
  const [first] = await Promise.race([once(lines, "line"), closed.then(() => [undefined])]);
  const { data } = startSchema.safeParse(first === undefined ? undefined : JSON.parse(String(first)));
  if (data === undefined) throw new Error("npm start ended before it ran.");
  lines.on("line", () => undefined); // what nobody reads holds it up
  return { url: data.url, wireUrl: data.wireUrl, stop };
}

function interrupt({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGINT");
}
