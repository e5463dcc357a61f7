import { CloudError } from "./cloud-error.ts";
import { Unusable } from "./unusable.ts";

/** A run that came to a halt on its way. Its message says where, why, what helps and what is there now, a line each. */
export class Halted extends Error {
  override readonly name = "Halted";
}

/** What keeps a run from its last words, though all its steps were done. */
export const haltedAfter =
  (what: string) =>
  (error: unknown): never => {
    if (!(error instanceof CloudError || error instanceof Unusable)) throw error;
    const mend = error instanceof CloudError ? ` ${error.mend}` : "";
    throw new Halted(`All steps were done, but ${what}: ${error.message}${mend}`);
  };
