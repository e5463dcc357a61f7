import { absenceProvableAtMs, forgottenFromMs } from "../bounds.ts";
import type { Outcome, StoredAnswer } from "./outcome.ts";
import type { Decision, Sweep } from "./request.ts";
import type { Accepted, Current, InstanceRow, Progress, Sending } from "./row.ts";
import { end, lost, unsent, waits, withProgress, write } from "./transition.ts";

/** How many attempts may be proved without effect before the operation is given up. */
const maxFruitless = 3;
/** How long an operation that never got to a send is tried: as long as the cloud lists a finished event. */
const maxOpenMs = 30 * 86_400_000;

/** What reconciliation and people may make of a row; never on anything but the version that was looked at. */
export function decideSweep(row: InstanceRow, request: Sweep, nowMs: number): Decision {
  const { current } = row;
  if (current === undefined || row.epoch !== request.epoch) return lost;
  const { progress } = current;
  const next = nextOf(row, current, progress, request, nowMs);
  return next === undefined ? lost : write(row, request.owner, next, nowMs);
}

/** The row as it is wanted, or undefined if its state does not allow that. */
function nextOf(row: InstanceRow, current: Current, progress: Progress, request: Sweep, nowMs: number) {
  switch (request.kind) {
    case "reclaim":
      return progress.state === "Claimed" && leaseIsOver(progress, nowMs)
        ? waitNow(row, current, "LeaseOver", nowMs)
        : undefined;
    case "expire":
      return mayExpire(current, progress, nowMs) ? over(row, { state: "Expired" }, nowMs) : undefined;
    case "conclude":
      return isInDoubt(progress, nowMs) ? conclude(row, current, progress, request, nowMs) : undefined;
    case "prove":
      return isAccepted(progress) ? prove(row, current, progress, request, nowMs) : undefined;
    case "resolve":
      return resolve(row, progress, request, nowMs);
    default:
      return request satisfies never;
  }
}

const leaseIsOver = ({ leaseUntilMs }: { readonly leaseUntilMs: number }, nowMs: number) => leaseUntilMs <= nowMs;

type InDoubt = Extract<Progress, { state: "Sending" | "NeedsHuman" }>;

/** Whose outcome is unknown: a send whose lease is over, or one that nothing could be read about for long. */
const isInDoubt = (progress: Progress, nowMs: number): progress is InDoubt =>
  progress.state === "NeedsHuman" || (progress.state === "Sending" && leaseIsOver(progress, nowMs));

const isAccepted = (progress: Progress): progress is Accepted =>
  progress.state === "Accepted" || progress.state === "Unproven";

const waitNow = (row: InstanceRow, current: Current, code: string, nowMs: number) =>
  waits(row, current, { for: "attempt", untilMs: nowMs, code }, nowMs);

const over = (row: InstanceRow, outcome: Pick<Outcome, "state" | "answer" | "by">, nowMs: number) =>
  end(row, { how: "end", outcome }, nowMs);

/** Nothing was sent, or everything was proved without effect: only then may an operation expire. */
const mayExpire = ({ openSinceMs, runbook }: Current, progress: Progress, nowMs: number) =>
  progress.state === "Waiting" &&
  runbook?.wasRunning !== true && // a stopped instance is not forgotten
  ((progress.for === "approval" && progress.untilMs <= nowMs) || openSinceMs + maxOpenMs <= nowMs);

type Conclude = Extract<Sweep, { kind: "conclude" }>;

/**
 * Presence counts at once, but is final only later; absence counts only from a read that began late enough. Neither
 * counts once the cloud may have forgotten: what it still lists may be another's, and what it lists no more ours.
 */
function conclude(row: InstanceRow, current: Current, progress: InDoubt, { finding, bounds }: Conclude, nowMs: number) {
  const { signedAtMs, nonce, baseline } = progress;
  if (finding.is !== "unreadable" && finding.readEndedMs >= forgottenFromMs(signedAtMs, bounds)) return undefined;
  switch (finding.is) {
    case "present":
      return adopt(row, current, progress, finding, nowMs);
    case "absent":
      return finding.readStartedMs >= absenceProvableAtMs(signedAtMs, bounds)
        ? fruitless(row, current, nowMs)
        : undefined;
    case "unreadable": {
      const { reason, nextStep } = finding;
      if (progress.state === "NeedsHuman") return undefined;
      return withProgress(row, current, { state: "NeedsHuman", signedAtMs, nonce, baseline, reason, nextStep });
    }
    default:
      return finding satisfies never;
  }
}

type Evidence = { readonly evidenceIds: readonly string[]; readonly requestId: string; readonly answer: StoredAnswer };

function adopt(
  row: InstanceRow,
  current: Current,
  { signedAtMs, baseline }: Pick<Sending, "signedAtMs" | "baseline">,
  { evidenceIds, requestId, answer }: Evidence,
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

/** An attempt that is proved to have had no effect: the next one, or the end. */
function fruitless(row: InstanceRow, current: Current, nowMs: number): InstanceRow {
  const counted = { ...unsent(current), fruitless: current.fruitless + 1 };
  return counted.fruitless >= maxFruitless
    ? over({ ...row, current: counted }, { state: "Expired" }, nowMs)
    : waitNow(row, counted, "AbsenceProved", nowMs);
}

type Prove = Extract<Sweep, { kind: "prove" }>;

/** An adopted effect ends only by a read begun after its request was closed, with everything seen since followed. */
function prove(
  row: InstanceRow,
  current: Current,
  progress: Accepted,
  { proved, evidence, bounds }: Prove,
  nowMs: number,
) {
  const { evidenceIds, readStartedMs } = evidence;
  if (progress.adopted && readStartedMs < absenceProvableAtMs(progress.signedAtMs, bounds)) return undefined;
  const seen = { ...row, recorded: [...new Set([...row.recorded, ...evidenceIds])] };
  if (proved !== "Unproven") return over(seen, { state: proved, answer: progress.answer }, nowMs);
  return progress.state === "Unproven" ? undefined : withProgress(seen, current, { ...progress, state: "Unproven" });
}

type Resolve = Extract<Sweep, { kind: "resolve" }>;

/** A person's verdict where something is unknown; what was looked at too early says nothing, as with any read. */
function resolve(row: InstanceRow, progress: Progress, request: Resolve, nowMs: number) {
  const { verdict, by, lookedAtMs, answer, bounds } = request;
  const happened = verdict === "happened";
  if (progress.state !== "Unproven" && !isInDoubt(progress, nowMs)) return undefined;
  if (lookedAtMs < absenceProvableAtMs(progress.signedAtMs, bounds)) return undefined;
  if (progress.state === "Unproven")
    return over(row, { state: happened ? "Succeeded" : "Failed", answer: progress.answer, by }, nowMs);
  return over(row, happened ? { state: "Succeeded", answer, by } : { state: "Cancelled", by }, nowMs);
}
