import { readApplied } from "../control/read-applied.ts";
import { OpError } from "../errors.ts";
import type { PreviewNeeds } from "./preview.ts";
import { type PutInForce, putInForce, type Wanted } from "./put-in-force.ts";

/**
 * Puts the policy of an earlier serial in force again, under a new serial. Throws as `putInForce`, and `refused` (404) if
 * there is no such policy, or none that this release can read.
 */
export async function rollBack(needs: PreviewNeeds, to: number, wanted: Omit<Wanted, "policy">): Promise<PutInForce> {
  const { control } = needs;
  const past = await control.readPast(to);
  if (past === undefined) {
    const { policy } = await control.readControl();
    throw notThere(
      policy?.serial === to
        ? `Policy ${to} is in force: there is nothing to roll back.`
        : `There is no policy ${to} in the history.`,
    );
  }
  const policy = await readApplied(control, past);
  if (policy === undefined) throw notThere(`The text of policy ${to} is gone, or this release cannot read it.`);
  return putInForce(needs, { ...wanted, policy });
}

const notThere = (message: string) =>
  new OpError("refused", "InvalidSerial.NotFound", `${message} Nothing was applied.`, { status: 404 });
