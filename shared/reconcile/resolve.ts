import { absenceProvableAtMs, type Bounds } from "../bounds.ts";
import type { Steering } from "../control/steering.ts";
import { advance } from "../ledger/advance.ts";
import type { Progress } from "../ledger/progress.ts";
import type { Current, InstanceRow } from "../ledger/row.ts";
import type { Store } from "../ledger/store.ts";
import type { Scope } from "../ledger/token.ts";
import { acceptedAnswer } from "../reply.ts";
import { isOfEvent, repeatingFor } from "./repeating.ts";

/** A person's verdict on an operation whose outcome is unknown. */
export type Verdict = {
  readonly instanceId: string;
  readonly operationId: string;
  readonly verdict: "happened" | "did-not-happen";
  /** When the person began to look, epoch milliseconds. A verdict is as old as that look, whenever it is given. */
  readonly lookedAtMs: number;
  /** Who, and why, for the record. */
  readonly by: string;
  readonly reason: string;
};

export type Resolved =
  | { readonly kind: "ended"; readonly state: string }
  | { readonly kind: "notFound" }
  /** The operation has ended otherwise than the verdict says. */
  | { readonly kind: "contradicted"; readonly state: string }
  /** Nothing about the operation is unknown: it goes on by itself. */
  | { readonly kind: "notInDoubt"; readonly state: string }
  /** When the person looked, what they judge could still change: a request be taken, an effect not yet show, a hook be asked. Look again, from then on. */
  | { readonly kind: "tooEarly"; readonly fromMs: number };

export type ResolveNeeds = {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly pause: (atMostMs: number) => Promise<void>;
  readonly bounds: Bounds;
  readonly scope: Scope;
  /** The policy in force: it says whether something is tried again that a person calls failed. */
  readonly steering: () => Promise<Pick<Steering, "repeat" | "serial">>;
};

/** A busy store is asked again for this long while a person waits. */
const patienceMs = 5_000;

/** Ends an operation by a person's word, in one conditional write on the version that was read. */
export async function resolveOperation(needs: ResolveNeeds, verdict: Verdict): Promise<Resolved> {
  const { store, nowMs, newId, pause, bounds } = needs;
  const { instanceId, operationId } = verdict;
  const row = await store.readInstance(instanceId);
  const known = reasonAgainst(row, verdict, bounds, nowMs());
  if (row?.current === undefined || known !== undefined) return known ?? { kind: "notFound" };
  const answer = acceptedAnswer(newId(), { Adopted: true }, row.current);
  const repeating = await repeatingAfter(needs, verdict, row.current);
  const change = { kind: "resolve", ...verdict, answer, bounds, repeating } as const;
  const request = { ...change, owner: newId(), epoch: row.epoch };
  const { row: next, standing } = await advance(
    { store, nowMs, pause },
    instanceId,
    row,
    request,
    nowMs() + patienceMs,
  );
  if (standing !== undefined) return { kind: "notInDoubt", state: next?.current?.progress.state ?? "Unknown" };
  return { kind: "ended", state: next?.outcomes[operationId]?.state ?? next?.current?.progress.state ?? "Unknown" };
}

/** What follows the verdict that an event's operation did not help. No other verdict needs a policy. */
async function repeatingAfter({ scope, steering }: ResolveNeeds, { instanceId, verdict }: Verdict, current: Current) {
  const isFailure = verdict === "did-not-happen" && current.progress.state === "Unproven";
  return isFailure && isOfEvent(current) ? repeatingFor(scope, instanceId, current, await steering()) : undefined;
}

/** The reason why a verdict is not taken, or undefined if it is. */
function reasonAgainst(
  row: InstanceRow | undefined,
  { operationId, lookedAtMs, verdict }: Verdict,
  bounds: Bounds,
  nowMs: number,
): Resolved | undefined {
  const outcome = row?.outcomes[operationId];
  if (outcome !== undefined) {
    const agrees = (outcome.state === "Succeeded") === (verdict === "happened");
    return { kind: agrees ? "ended" : "contradicted", state: outcome.state };
  }
  if (row?.current?.operationId !== operationId) return { kind: "notFound" };
  const { progress } = row.current;
  if (!isUnknown(progress, nowMs)) return { kind: "notInDoubt", state: progress.state };
  const fromMs = absenceProvableAtMs(progress.signedAtMs, bounds);
  return lookedAtMs < fromMs ? { kind: "tooEarly", fromMs } : undefined;
}

type Unknown = Extract<Progress, { state: "Sending" | "NeedsHuman" | "Unproven" }>;

const isUnknown = (progress: Progress, nowMs: number): progress is Unknown =>
  progress.state === "NeedsHuman" ||
  progress.state === "Unproven" ||
  (progress.state === "Sending" && progress.leaseUntilMs <= nowMs);
