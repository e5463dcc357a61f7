import type { Claim } from "../ledger/claim.ts";
import type { Kind } from "../operations/advice-kinds.ts";

/** True iff somebody counts on the operation. It may end, but it is not given back. */
export const isOnRecord = ({ command, promised }: Claim) => command.mayRunLater || promised;

/** True iff only its own caller can send it. */
export const isOneShot = ({ command }: Claim) => Object.keys(command.secrets).length > 0;

/** True iff a refusal of this kind ends the operation. Fewer kinds end an event: it has no caller with a new token. */
export const isEndedBy = ({ command }: Claim, { lasting, endsEvent }: Kind) =>
  command.clientToken === undefined ? endsEvent : lasting;

/** The token to try again with. An operation that ended by an error answers its own token with that error from then on. */
export const tokenAfter = (claim: Claim) => (isOnRecord(claim) && isOneShot(claim) ? "a new token" : "the same token");
