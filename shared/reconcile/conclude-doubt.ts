import { absenceProvableAtMs, forgottenFromMs } from "../bounds.ts";
import type { Finding } from "../ledger/change.ts";
import type { Sending } from "../ledger/progress.ts";
import type { Current, InstanceRow } from "../ledger/row.ts";
import { adoptedAnswer } from "../reply.ts";
import { type ReconcileNeeds, sweep, trace } from "./sweep.ts";

/** An attempt becomes a person's matter a day after its evidence could have decided, if it did not or cannot be read. */
const undecidedForMs = 86_400_000;

type Attempt = Pick<Sending, "signedAtMs" | "baseline">;

/**
 * Concludes an attempt in doubt from evidence. Evidence is read after the row, so it is about that version's attempt or
 * an older one, never a newer one. For example, signed at 10:00: a new task seen at 10:05 is ours, and is adopted. No
 * task at 10:05 decides nothing. No task in a read that begins at 11:02 proves that nothing happened, so the next
 * attempt is due.
 */
export async function concludeDoubt(
  needs: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  current: Current,
  attempt: Attempt,
): Promise<InstanceRow | undefined> {
  const { bounds } = needs;
  const finding = await findingOf(needs, instanceId, current, attempt).catch((error: unknown): Finding | undefined => {
    if (!isOverdue(needs, attempt)) throw error;
    return forPerson(instanceId, current, error instanceof Error ? error.message : "unreadable");
  });
  return finding && sweep(needs, instanceId, row, { kind: "conclude", finding, bounds });
}

async function findingOf(
  needs: ReconcileNeeds,
  instanceId: string,
  current: Current,
  attempt: Attempt,
): Promise<Finding | undefined> {
  const { bounds, nowMs, newId } = needs;
  const readStartedMs = nowMs();
  const { operation, traces } = await trace(needs, current, attempt);
  const readEndedMs = nowMs();
  if (readEndedMs >= forgottenFromMs(attempt.signedAtMs, bounds))
    return forPerson(instanceId, current, "the cloud does not list any more what is that old");
  const evidenceIds = operation.effect.evidence(traces, bounds);
  const requestId = newId();
  if (evidenceIds.length > 0) {
    const answer = adoptedAnswer(requestId, operation.replyFields(evidenceIds[0]), current);
    return { kind: "present", evidenceIds, readStartedMs, readEndedMs, requestId, answer };
  }
  if (readStartedMs < absenceProvableAtMs(attempt.signedAtMs, bounds)) return undefined;
  if (operation.effect.absenceShows(traces, bounds)) return { kind: "absent", readStartedMs, readEndedMs };
  return isOverdue(needs, attempt)
    ? forPerson(instanceId, current, "the cloud shows neither effect nor absence")
    : undefined;
}

const isOverdue = ({ bounds, nowMs }: ReconcileNeeds, { signedAtMs }: Attempt) =>
  nowMs() >= absenceProvableAtMs(signedAtMs, bounds) + undecidedForMs;

const forPerson = (instanceId: string, { operationId }: Current, reason: string): Finding => ({
  kind: "unreadable",
  reason,
  nextStep: `Look at ${instanceId} in the console, then resolve ${operationId}.`,
});
