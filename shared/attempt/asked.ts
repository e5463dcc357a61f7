import type { Claim } from "../ledger/ledger.ts";

/** Somebody counts on it: it may end, but not be given back. */
export const isOnRecord = ({ command, promised }: Claim) => command.mayWait || promised;

/** Only its own caller can send it. */
export const isOneShot = ({ command }: Claim) => Object.keys(command.secrets).length > 0;

/** It came as an event: nobody holds a token of it, so nobody can ask for it again. */
export const isOfEvent = ({ command }: Claim) => command.clientToken === undefined;

/** Which token a caller may try again with: what ends by an error answers its own token with that from now on. */
export const tokenAfter = (claim: Claim) => (isOnRecord(claim) && isOneShot(claim) ? "a new token" : "the same token");
