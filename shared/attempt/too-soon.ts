import { heldByCooldown, heldByFailures } from "../guards/repeat.ts";
import type { Claim } from "../ledger/claim.ts";
import { isPlanned } from "../remediation/planned.ts";
import type { Answering } from "./answering.ts";
import { askedSince, type Consent, type Deciding, isApproved, mayConsent, untilWhen } from "./consent.ts";
import type { Performed } from "./performed.ts";

/**
 * What the operations before it on this machine have against it: as many have failed as may, or the last one has only just
 * ended. It is judged on the row as it was claimed, and not again at the intent: nothing else of ours begins, or ends,
 * before this claim does. For example: our redeploy has ended at 10:00, and the cooldown is an hour. A reboot that is
 * planned for the machine waits until 11:00. If the machine fails at 10:20, a person is asked at once, since what was done
 * has not held.
 */
export function tooSoon(claim: Claim, consent: Consent, { event }: Answering, needs: Deciding): Performed | undefined {
  const { steering, nowMs } = needs;
  if (steering === undefined) return undefined;
  const { repeat, serial } = steering;
  const failures = heldByFailures(repeat, claim.past, nowMs());
  const hold = failures ?? heldByCooldown(repeat, claim.past, nowMs());
  if (hold === undefined || isLetThrough(claim, consent, needs)) return undefined;
  const isFailure = claim.command.clientToken === undefined && event !== undefined && !isPlanned(event.type);
  return failures !== undefined || (repeat.isOwners && isFailure)
    ? { kind: "needsConsent", ...askedSince(consent, claim.past.lastEndedMs), ...untilWhen(event, claim, needs), hold }
    : { kind: "heldBack", hold, deadlineMs: event?.notBeforeMs, serial };
}

/** True iff a person who may approve calls, or has said yes since the last operation ended. */
function isLetThrough({ command, past }: Claim, consent: Consent, needs: Deciding): boolean {
  const { source, actor, clientToken } = command;
  if (clientToken !== undefined && source === "http" && mayConsent(actor, needs)) return true;
  return isApproved(consent, past.lastEndedMs);
}
