import { advance } from "../ledger/advance.ts";
import type { Judge } from "../ledger/change.ts";
import { isJudgeable, judgeableFromMs } from "../ledger/decide-judge.ts";
import { isOpen } from "../ledger/hooks-of-row.ts";
import type { Outcome } from "../ledger/outcome.ts";
import type { InstanceRow } from "../ledger/row.ts";
import type { Resolved, ResolveNeeds } from "./resolve.ts";

/** A person's verdict on an operation that has ended. */
export type Judged = Omit<Judge, "kind" | "owner"> & { readonly instanceId: string };

/** A busy store is asked again for this long while a person waits. */
const patienceMs = 5_000;

/** Puts a person's word about what has ended on record, in one conditional write. */
export async function judgeEnded(
  { store, nowMs, newId, pause }: Pick<ResolveNeeds, "store" | "nowMs" | "newId" | "pause">,
  { instanceId, ...judged }: Judged,
): Promise<Resolved> {
  const row = await store.readInstance(instanceId);
  const known = row === undefined ? ({ kind: "notFound" } as const) : reasonAgainst(row, judged);
  if (known !== undefined) return known;
  const change = { kind: "judge", owner: newId(), ...judged } as const;
  const { row: next } = await advance({ store, nowMs, pause }, instanceId, row, change, nowMs() + patienceMs);
  return (next && reasonAgainst(next, judged)) ?? { kind: "ended", state: "Unknown" };
}

/** How it stands, if the verdict changes nothing: it was given, or is too early, or there is nothing to be said. */
function reasonAgainst(row: InstanceRow, about: Omit<Judged, "instanceId">): Resolved | undefined {
  const { operationId, verdict, lookedAtMs } = about;
  const outcome = row.outcomes[operationId];
  if (outcome === undefined && row.hooks[operationId] === undefined && !isOpen(row, operationId))
    return { kind: "notFound" };
  const state = outcome?.state ?? stateIn(row, operationId);
  if (isSaid(outcome, verdict)) return { kind: "ended", state };
  if (isOpen(row, operationId)) return { kind: "notInDoubt", state };
  if (!isJudgeable(row, about)) return { kind: verdict === "put-back" ? "notInDoubt" : "contradicted", state };
  const fromMs = judgeableFromMs(row, about);
  return lookedAtMs < fromMs ? { kind: "tooEarly", fromMs } : undefined;
}

/** It was said before, or the cloud has shown the same. */
const isSaid = (outcome: Outcome | undefined, verdict: Judged["verdict"]) =>
  (verdict === "did-not-help" && outcome?.state === "Failed") ||
  outcome?.judged?.some((said) => said.verdict === verdict) === true;

const stateIn = ({ current }: InstanceRow, operationId: string) =>
  current?.operationId === operationId ? current.progress.state : "Waiting";
