import { CloudError } from "../../install/cloud-error.ts";
import { Halted } from "../../install/halted.ts";
import { Unusable } from "../../install/unusable.ts";
import { failed, misused } from "./stopped.ts";

/** What keeps an installation from being made, as what ends a command. Once something is changed it comes as `Halted`. */
export function stoppedByCloud(error: unknown): never {
  if (error instanceof CloudError) throw failed(`${error.message} ${error.mend}\nNothing was changed.`);
  if (error instanceof Halted) throw failed(error.message);
  if (error instanceof Unusable) throw misused(error.message);
  throw error;
}
