import { OpError } from "../errors.ts";
import type { Claim } from "../ledger/ledger.ts";

/** An event that is listed nowhere. */
export const unlisted = ({ command: { instanceId, eventId } }: Claim) =>
  new OpError(
    "refused",
    "InvalidEventId.NotFound",
    `The cloud does not list ${eventId} on ${instanceId}. Nothing was changed; check the id, and make a signed call if the instance needs help.`,
    { status: 404 },
  );

/** An event that is a drill. */
export const simulated = ({ command: { instanceId, eventId } }: Claim) =>
  new OpError(
    "forbidden",
    "Forbidden.SimulatedEvent",
    `${eventId} on ${instanceId} is a simulated event: automation answers real ones only. Nothing was changed; to rehearse, make a signed call.`,
  );

/** The invocation would end during the send. */
export const tooLate = () =>
  new OpError(
    "unavailable",
    "ServiceUnavailable",
    "Too little time was left to send safely. Nothing was changed; try again with the same token.",
    { retryAfterSeconds: 1 },
  );
