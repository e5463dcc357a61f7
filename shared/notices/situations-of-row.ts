import { absenceProvableAtMs, type Bounds } from "../bounds.ts";
import type { Facts } from "../control/notice-facts.ts";
import { type Approval, type Ask, idOfAsk, yesesTo } from "../ledger/ask.ts";
import { nameOf } from "../ledger/line.ts";
import { keyOfSituation, situationIn } from "../ledger/news.ts";
import type { Outcome } from "../ledger/outcome.ts";
import type { Current, InstanceRow, Waiting } from "../ledger/row.ts";
import type { KindName } from "./kinds.ts";
import type { Known, Situation } from "./situation.ts";
import { byTime } from "./situations-by-time.ts";

/** What people are to know of an instance's operations now, one situation each at most; pure. */
export function situationsOf(instanceId: string, row: InstanceRow, known: Known, nowMs: number): readonly Situation[] {
  const { current, waiting, outcomes, hooks, untold, told } = row;
  const open = [...(current === undefined ? [] : [current.operationId]), ...Object.keys(waiting)];
  const ended = Object.keys(outcomes).filter((id) => nameOf(id) in untold || told[nameOf(id)]?.left.length);
  return [...new Set([...open, ...ended, ...Object.keys(hooks)])].flatMap((operationId) => {
    const found = standing(row, operationId, known, nowMs);
    if (found === undefined) return [];
    const { kind, key, ...rest } = found;
    const name = nameOf(operationId);
    const number = found.isOfRow ? untold[name] : undefined;
    const id = `${operationId}.${number ?? key.replaceAll(/[^\w]+/g, "-")}`;
    const facts = { ...factsOf(row, operationId, kind, known), ...rest.facts, instanceId, operationId };
    return [
      { name, key, id, kind, isNews: number !== undefined, facts: { ...facts, sinceMs: facts.sinceMs ?? nowMs } },
    ];
  });
}

type Found = {
  readonly kind: KindName;
  readonly key: string;
  readonly isOfRow: boolean;
  readonly facts?: Partial<Facts>;
};

/** What presses most: what time has made of it, else what the row says. */
function standing(row: InstanceRow, operationId: string, known: Known, nowMs: number): Found | undefined {
  const timed = byTime(row, operationId, known, nowMs);
  if (timed !== undefined) return { ...timed, isOfRow: false };
  const situation = situationIn(row, operationId);
  return situation && { kind: situation.kind, key: keyOfSituation(situation), isOfRow: true };
}

function factsOf(
  { current, waiting, outcomes }: InstanceRow,
  operationId: string,
  kind: KindName,
  known: Known,
): Partial<Facts> {
  const entry = waiting[operationId];
  const outcome = outcomes[operationId];
  if (current?.operationId === operationId) return { ...aboutOf(current), ...ofCurrent(current, known.bounds) };
  if (entry !== undefined) return { ...aboutOf(entry), ...ofEntry(entry, known) };
  return outcome === undefined ? {} : ofOutcome(outcome, kind, known);
}

const aboutOf = ({ operation, eventId, openSinceMs }: Current | Waiting): Partial<Facts> => ({
  operation,
  sinceMs: openSinceMs,
  ...(eventId !== undefined && { eventId }),
});

function ofCurrent({ progress }: Current, bounds: Bounds): Partial<Facts> {
  if (!("signedAtMs" in progress)) return {};
  const { signedAtMs } = progress;
  return {
    sinceMs: "acceptedAtMs" in progress ? progress.acceptedAtMs : signedAtMs,
    resolvableFromMs: absenceProvableAtMs(signedAtMs, bounds),
    ...(progress.state === "NeedsHuman" && { why: progress.reason }),
  };
}

function ofEntry({ wait, eventId, ask, approvals, postponed }: Waiting, known: Known): Partial<Facts> {
  const { dueMsOf, personOf = same } = known;
  const dueMs = wait.deadlineMs ?? (eventId === undefined ? undefined : dueMsOf(eventId));
  const isLater = postponed !== undefined && (wait.for === "approval" || wait.code === "Postponed");
  return {
    code: wait.code,
    ...(wait.untilMs !== undefined && { untilMs: wait.untilMs }),
    ...(dueMs !== undefined && { dueMs }),
    ...(wait.for === "approval" && ask !== undefined && askedIn(ask, yesesTo(ask, approvals), known)),
    ...(isLater && { notBeforeMs: postponed.untilMs, by: personOf(postponed.by) }),
  };
}

const same = (name: string) => name;

function ofOutcome(
  { operation, endedAtMs, eventId, answer, state, by, asked }: Outcome,
  kind: KindName,
  { personOf = same }: Known,
): Partial<Facts> {
  const code = kind === "late" ? state : /"Code":"([^"]*)"/.exec(answer?.body ?? "")?.[1];
  const who = (kind === "late" || kind === "cancelled") && by !== undefined ? { by: personOf(by) } : {};
  const yeses = (asked?.approvedBy ?? []).map(personOf);
  return {
    operation,
    sinceMs: endedAtMs,
    ...(code !== undefined && { code }),
    ...(eventId !== undefined && { eventId }),
    ...who,
    ...(kind === "late" && yeses.length > 0 && { approvedBy: [...new Set(yeses)] }),
  };
}

/** What is asked, who has said yes, and who may still. */
function askedIn(ask: Ask, yeses: readonly Approval[], known: Known): Partial<Facts> {
  const { personOf = same, approvers = [], asks } = known;
  const approvedBy = [...new Set(yeses.map(({ by }) => personOf(by)))];
  return {
    ...{ ask: idOfAsk(ask), needs: ask.needs, losses: ask.losses, disks: ask.disks, approvedBy },
    mayApprove: approvers.filter((name) => !approvedBy.includes(name)),
    ...(asks !== undefined && { count: asks }),
  };
}
