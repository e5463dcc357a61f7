import { ControlUnreadable } from "../control/control.ts";
import { OpError, type Unsure } from "../errors.ts";
import { RowUnreadable, StoreUnknown } from "../ledger/store.ts";

const ofOperation: Unsure = {
  unreachable: "This call sent nothing to the cloud; try again with the same token.",
  internal: "Whether anything changed is on the record: ask again with the same token.",
};

/** Turns any thrown value into an error of ours. */
export function translated(thrown: unknown, { unreachable, internal }: Unsure = ofOperation): OpError {
  if (thrown instanceof OpError) return thrown;
  if (thrown instanceof StoreUnknown)
    return new OpError("unavailable", "ServiceUnavailable", `The ledger cannot be reached. ${unreachable}`, {
      cause: thrown,
      retryAfterSeconds: 5,
    });
  if (thrown instanceof ControlUnreadable)
    return new OpError(
      "unavailable",
      "ServiceUnavailable",
      `What the owner allows cannot be read: ${thrown.message}. ${unreachable}`,
      { cause: thrown, retryAfterSeconds: 60 },
    );
  if (thrown instanceof RowUnreadable)
    return new OpError(
      "internal",
      "InternalError",
      `The record is not readable by this release (${thrown.message}). This call sent nothing to the cloud; a newer release or a person must look.`,
      { cause: thrown },
    );
  return new OpError("internal", "InternalError", `An internal error occurred. ${internal}`, { cause: thrown });
}
