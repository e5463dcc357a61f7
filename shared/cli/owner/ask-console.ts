import { type Answer, invokeConsole } from "./invoke.ts";
import { failed, Stopped } from "./stopped.ts";
import type { Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";

/** Asks, and says on a terminal what is waited for. `unsure`: how to find out what came of it, if no answer comes. */
export async function askConsole(
  target: Target,
  verb: string,
  args: object,
  terminal: Terminal,
  unsure?: string,
): Promise<Answer> {
  const done = terminal.waitFor(`Asking ${target.stack}-console in ${target.regionId}`);
  try {
    return await invokeConsole(target, verb, args);
  } catch (error) {
    if (unsure === undefined || !(error instanceof Stopped) || !error.isUnsure) throw error;
    throw failed(`${error.message}\n${unsure}.`);
  } finally {
    done();
  }
}
