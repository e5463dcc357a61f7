import { heldBeforeLook } from "../attempt/held-back.ts";
import { heldError } from "../attempt/refusals.ts";
import type { Steering } from "../control/steering.ts";
import { codeOf } from "../errors.ts";
import type { NewOperation } from "../ledger/change.ts";
import type { Stands } from "../ledger/ledger.ts";
import { heldWait, type Wait } from "../ledger/progress.ts";
import type { Authorise } from "./authorise.ts";
import type { Invocation } from "./invocation.ts";

type Needs = {
  readonly authorise: Authorise;
  readonly steering: () => Promise<Steering>;
  readonly nowMs: () => number;
};

/** What cannot be read is tried again after this time (invented). */
const readAgainMs = 60_000;

/**
 * Says whether what is asked for may begin, before it is claimed. Throws `OpError` if whoever asks may not, and if a caller
 * waits for the answer while something holds it back. An event, and what nobody waits for, waits instead.
 */
export const permitBy =
  ({ authorise, steering, nowMs }: Needs) =>
  async (invocation: Invocation, operation: NewOperation, stands: Stands) => {
    const { isOfSome } = await authorise(invocation);
    const { instanceId = "" } = invocation.command ?? invocation.dispatched ?? {};
    const asked = { operation: operation.operation, instanceId, clientToken: operation.clientToken, ...stands };
    if (operation.mayRunLater) return { isOfSome, hold: await holdOf(asked, operation.operationId) };
    const hold = heldBeforeLook(asked, operation.operationId, await steering(), nowMs());
    if (hold !== undefined) throw heldError(hold, instanceId, nowMs());
    return { isOfSome };

    async function holdOf(...of: readonly [typeof asked, string]): Promise<Wait | undefined> {
      try {
        const hold = heldBeforeLook(...of, await steering(), nowMs());
        return hold && heldWait(hold, {});
      } catch (error) {
        // Nobody knows what the owner allows. What was begun goes on, and nothing else does.
        return heldWait({ code: codeOf(error), untilMs: nowMs() + readAgainMs }, {});
      }
    }
  };
