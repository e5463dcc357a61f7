import { CloudError } from "../../install/cloud-error.ts";
import { Halted } from "../../install/halted.ts";
import { Unusable } from "../../install/unusable.ts";
import { failed, misused } from "./stopped.ts";

/** What keeps an installation from being made, as what ends a command. */
export function stoppedByCloud(error: unknown): never {
  if (error instanceof CloudError) throw failed(`${error.message} ${error.mend}`);
  if (error instanceof Halted) throw failed(error.message);
  if (error instanceof Unusable) throw misused(error.message);
  throw error;
}
