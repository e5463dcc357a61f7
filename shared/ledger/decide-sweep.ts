import { absenceProvableAtMs, forgottenFromMs } from "../bounds.ts";
import type { Sweep } from "./change.ts";
import { isStale } from "./decide-attempt.ts";
import { withFurther } from "./further.ts";
import type { Outcome } from "./outcome.ts";
import { type Accepted, dueNow, type Progress, type Question, type Sending } from "./progress.ts";
import type { Current, InstanceRow } from "./row.ts";
import type { Decision } from "./standing.ts";
import { between, end, unsent, waits, withProgress } from "./transition.ts";
import { lost, write } from "./write.ts";

/** The operation ends after this many attempts that are proved without effect. */
const maxFruitless = 3;

/** Changes the current operation for `reconcile` or a person, if the row is still the version that was looked at. */
export function decideSweep(row: InstanceRow, change: Sweep, nowMs: number): Decision {
  const { current } = row;
  if (current === undefined || row.epoch !== change.epoch) return lost;
  const { progress } = current;
  const next = nextOf(row, current, progress, change, nowMs);
  if (next === undefined) return lost;
  const repeating = "repeating" in change ? change.repeating : undefined;
  return write(row, change.owner, withFurther(row, next, repeating, nowMs), nowMs);
}

/** The row as it is wanted, or undefined if its state does not allow the change. */
function nextOf(row: InstanceRow, current: Current, progress: Progress, change: Sweep, nowMs: number) {
  switch (change.kind) {
    case "reclaim":
      return progress.state === "Claimed" && leaseIsOver(progress, nowMs)
        ? waitNow(row, current, "LeaseOver", nowMs)
        : undefined;
    case "conclude":
      return isInDoubt(progress, nowMs) ? conclude(row, current, progress, change, nowMs) : undefined;
    case "prove":
      return isAccepted(progress) ? prove(row, current, progress, change, nowMs) : undefined;
    case "resolve":
      return resolve(row, progress, change, nowMs);
    default:
      return change satisfies never;
  }
}

const leaseIsOver = ({ leaseUntilMs }: { readonly leaseUntilMs: number }, nowMs: number) => leaseUntilMs <= nowMs;

type InDoubt = Extract<Progress, { state: "Sending" | "NeedsHuman" }>;
/** True iff nobody knows the outcome: the lease of the send is over, or evidence did not decide and a person is needed. */
const isInDoubt = (progress: Progress, nowMs: number): progress is InDoubt =>
  progress.state === "NeedsHuman" || (progress.state === "Sending" && leaseIsOver(progress, nowMs));

const isAccepted = (progress: Progress): progress is Accepted =>
  progress.state === "Accepted" || progress.state === "Unproven";

const waitNow = (row: InstanceRow, current: Current, code: string, nowMs: number) =>
  waits(row, current, dueNow(code, nowMs), nowMs);

const over = (row: InstanceRow, outcome: Pick<Outcome, "state" | "answer" | "by">, nowMs: number) =>
  end(row, { kind: "end", outcome }, nowMs);

type Conclude = Extract<Sweep, { kind: "conclude" }>;
/**
 * Presence counts at once. Absence counts only from a read that began after the request was closed and its effect must
 * show. For example, signed at 10:00: no task at 10:30 proves nothing, since a late copy may still be taken. No task in
 * a read that began at 11:02 proves that nothing happened. Neither counts once the cloud may have forgotten: then a
 * task that is listed may be another's, and ours may be listed no more.
 */
function conclude(row: InstanceRow, current: Current, progress: InDoubt, { finding, bounds }: Conclude, nowMs: number) {
  const { signedAtMs, nonce, baseline } = progress;
  if (finding.kind !== "unreadable" && finding.readEndedMs >= forgottenFromMs(signedAtMs, bounds)) return undefined;
  switch (finding.kind) {
    case "present":
      return adopt(row, current, progress, finding, nowMs);
    case "absent":
      return finding.readStartedMs >= absenceProvableAtMs(signedAtMs, bounds)
        ? fruitless(row, current, nowMs)
        : undefined;
    case "unreadable": {
      const { reason, nextStep } = finding;
      if (progress.state === "NeedsHuman") return undefined;
      return askPerson(row, current, { state: "NeedsHuman", signedAtMs, nonce, baseline, reason, nextStep }, nowMs);
    }
    default:
      return finding satisfies never;
  }
}

/** Asks a person what became of the attempt. An instance that was stopped for it is started first, and waits for nobody. */
function askPerson(row: InstanceRow, current: Current, question: Question, nowMs: number): InstanceRow {
  const { runbook } = current;
  return runbook?.step === "replace" && runbook.wasRunning
    ? { ...row, current: between({ ...current, runbook: { ...runbook, step: "start", question } }, nowMs) }
    : withProgress(row, current, question);
}

function adopt(
  row: InstanceRow,
  current: Current,
  { signedAtMs, baseline }: Pick<Sending, "signedAtMs" | "baseline">,
  { evidenceIds, requestId, answer }: Extract<Conclude["finding"], { kind: "present" }>,
  nowMs: number,
): InstanceRow {
  const accepted: Progress = {
    state: "Accepted",
    signedAtMs,
    acceptedAtMs: nowMs,
    baseline,
    requestId,
    evidenceIds: [...evidenceIds],
    adopted: true,
    answer,
  };
  return { ...withProgress(row, current, accepted), recorded: [...new Set([...row.recorded, ...evidenceIds])] };
}

/** An attempt is proved without effect: the next one is due, or the operation ends. The same write stores the proof. */
function fruitless(row: InstanceRow, current: Current, nowMs: number): InstanceRow {
  const counted = { ...unsent(current), fruitless: current.fruitless + 1 };
  return counted.fruitless >= maxFruitless || isStale(counted, nowMs)
    ? over({ ...row, current: counted }, { state: "Expired" }, nowMs)
    : waitNow(row, counted, "AbsenceProved", nowMs);
}

/** An adopted effect ends only by a read that began late enough to show every effect of the request. */
function prove(
  row: InstanceRow,
  current: Current,
  progress: Accepted,
  { proved, evidence, bounds }: Extract<Sweep, { kind: "prove" }>,
  nowMs: number,
) {
  const { evidenceIds, readStartedMs } = evidence;
  if (progress.adopted && readStartedMs < absenceProvableAtMs(progress.signedAtMs, bounds)) return undefined;
  const seen = { ...row, recorded: [...new Set([...row.recorded, ...evidenceIds])] };
  if (proved !== "Unproven") return over(seen, { state: proved, answer: progress.answer }, nowMs);
  return progress.state === "Unproven"
    ? undefined
    : askPerson(seen, current, { ...progress, state: "Unproven" }, nowMs);
}

type Resolve = Extract<Sweep, { kind: "resolve" }>;

/** A person's verdict on an unknown outcome. As with a read, a look that began too early proves nothing. */
function resolve(row: InstanceRow, progress: Progress, change: Resolve, nowMs: number) {
  const { verdict, lookedAtMs, answer, bounds } = change;
  const by = `${change.by}: ${change.reason}`;
  const happened = verdict === "happened";
  if (progress.state !== "Unproven" && !isInDoubt(progress, nowMs)) return undefined;
  if (lookedAtMs < absenceProvableAtMs(progress.signedAtMs, bounds)) return undefined;
  if (progress.state === "Unproven")
    return over(row, { state: happened ? "Succeeded" : "Failed", answer: progress.answer, by }, nowMs);
  return over(row, happened ? { state: "Succeeded", answer, by } : { state: "Cancelled", by }, nowMs);
}
