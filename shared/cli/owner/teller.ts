import type { Tell } from "../../install/run-jobs.ts";
import type { Terminal } from "./terminal.ts";

/** A line for each step: what, how long, and what comes next while it takes long. */
export const tellerOf =
  (terminal: Terminal): Tell =>
  ({ words, takes }, index, all) => {
    const at = `${String(index + 1).padStart(3)}/${all.length}`;
    terminal.err(`${at}  ${words}${takes === undefined ? "" : ` (${takes})`}`);
    if (takes === undefined) return () => undefined;
    const next = all[index + 1];
    return terminal.waitFor(`         ${next === undefined ? "" : `next: ${next.words}`}`);
  };
