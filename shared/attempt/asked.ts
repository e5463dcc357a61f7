import type { Claim } from "../ledger/claim.ts";
import type { Kind } from "../operations/advice-kinds.ts";

/** Somebody counts on it: it may end, but not be given back. */
export const isOnRecord = ({ command, promised }: Claim) => command.mayRunLater || promised;

/** Only its own caller can send it. */
export const isOneShot = ({ command }: Claim) => Object.keys(command.secrets).length > 0;

/** True iff a refusal of this kind is its last word. What came as an event has no token that could be asked for again. */
export const isEndedBy = ({ command }: Claim, { lasting, endsEvent }: Kind) =>
  command.clientToken === undefined ? endsEvent : lasting;

/** Which token a caller may try again with: what ends by an error answers its own token with that from now on. */
export const tokenAfter = (claim: Claim) => (isOnRecord(claim) && isOneShot(claim) ? "a new token" : "the same token");
