import { absenceProvableAtMs } from "../bounds.ts";
import type { Sweep } from "../ledger/change.ts";
import type { Accepted } from "../ledger/progress.ts";
import type { Current, InstanceRow } from "../ledger/row.ts";
import type { Facts } from "../operations/operation.ts";
import { isOfEvent, repeatingFor } from "./repeating.ts";
import { operationOf, type ReconcileNeeds, sweep, trace } from "./sweep.ts";

/** An effect without proof is shown as Unproven after this time. A redeploy takes minutes (nothing is published). */
const proofDueMs = 7_200_000;

/**
 * Ends an accepted operation once the cloud proves that it is over. Shows it as Unproven if the proof is overdue, also if
 * what would prove it cannot be read: then no proof has come either, and only a person can look. It is looked at on.
 */
export async function followToProof(
  needs: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  current: Current,
  accepted: Accepted,
): Promise<InstanceRow | undefined> {
  const { bounds, nowMs } = needs;
  const { adopted, signedAtMs, evidenceIds } = accepted;
  if (adopted && nowMs() < absenceProvableAtMs(signedAtMs, bounds)) return undefined;
  const readStartedMs = nowMs();
  const read = await trace(needs, current, accepted).catch((error: unknown) => {
    if (accepted.state === "Unproven" || nowMs() < proofDueAtMs(needs, current, accepted)) throw error;
    needs.report(instanceId, "no proof can be read", error);
  });
  if (read !== undefined) return proveBy(needs, instanceId, row, current, accepted, { ...read, readStartedMs });
  const evidence = { evidenceIds, readStartedMs };
  return sweep(needs, instanceId, row, { kind: "prove", proved: "Unproven", evidence, bounds });
}

type Read = Awaited<ReturnType<typeof trace>> & { readonly readStartedMs: number };

async function proveBy(
  needs: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  current: Current,
  accepted: Accepted,
  { operation, traces, readStartedMs }: Read,
): Promise<InstanceRow | undefined> {
  const { bounds, nowMs } = needs;
  const { adopted, acceptedAtMs } = accepted;
  // Without an id from the cloud an effect is known by its traces alone.
  const isTraced = adopted || accepted.evidenceIds.length === 0;
  const seen = isTraced ? operation.effect.evidence(traces, bounds) : [];
  const evidenceIds = [...new Set([...accepted.evidenceIds, ...seen])];
  const evidence = { evidenceIds, readStartedMs };
  const proof = operation.effect.proof(
    traces,
    { evidenceIds, adopted, acceptedForMs: readStartedMs - acceptedAtMs },
    bounds,
  );
  if (proof === "succeeded")
    return sweep(needs, instanceId, row, { kind: "prove", proved: "Succeeded", evidence, bounds });
  if (proof === "failed") return proveFailed(needs, instanceId, row, current, evidence, traces.facts);
  if (nowMs() < proofDueAtMs(needs, current, accepted)) return undefined;
  return sweep(needs, instanceId, row, { kind: "prove", proved: "Unproven", evidence, bounds });
}

/** When its proof is overdue: some time after it was taken, or after the time that it was planned for. */
function proofDueAtMs(needs: ReconcileNeeds, current: Current, { acceptedAtMs }: Accepted): number {
  const { operation, input } = operationOf(needs, current);
  return Math.max(acceptedAtMs, operation.effect.beginsAtMs?.(input) ?? 0) + proofDueMs;
}

/**
 * Whether an event is tried again is the policy's to say, in the very write that ends its operation. If the policy cannot be
 * read now, a later run proves it.
 */
async function proveFailed(
  needs: ReconcileNeeds,
  instanceId: string,
  row: InstanceRow,
  current: Current,
  evidence: Extract<Sweep, { kind: "prove" }>["evidence"],
  { events }: Pick<Facts, "events">,
): Promise<InstanceRow | undefined> {
  const { steering, scope, bounds } = needs;
  if (steering === undefined && isOfEvent(current)) return undefined;
  const next = steering && repeatingFor(scope, instanceId, current, steering);
  const dueMs = events.find(({ eventId }) => eventId === current.eventId)?.notBeforeMs;
  const repeating = next && { ...next, dueMs };
  return sweep(needs, instanceId, row, { kind: "prove", proved: "Failed", evidence, bounds, repeating });
}
