import type { Values } from "./command.ts";
import { failed, misused } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";

/** Asks a person, unless --yes was said. Throws `Stopped` if it is not to be. */
export async function agreed(question: string, values: Values, { ask }: Terminal): Promise<void> {
  if (values["yes"] === true) return;
  if (ask === undefined) throw misused("Without a terminal, agree to it with --yes. Nothing was done.");
  if (!(await ask(question))) throw failed("Nothing was done.");
}
