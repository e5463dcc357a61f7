import { yesesTo } from "./ask.ts";
import type { Found, HookChange, OperationChange, Settlement } from "./change.ts";
import type { Said, Word } from "./line.ts";
import type { Current, InstanceRow } from "./row.ts";
import { ended, type Stood, saidOfEnding, waitOf } from "./said-at-end.ts";
import { notListed } from "./transition.ts";

/** Who made a change, as the function knows it. What a payload says of itself is nobody's name. */
export function authorOf(change: OperationChange, { current }: InstanceRow): string {
  switch (change.kind) {
    case "claim":
      return change.operation.isDispatch ? "dispatch" : change.operation.actor;
    case "intend":
    case "settle":
    case "giveBack":
      return current?.actor ?? "";
    case "approve":
      return change.approval.by;
    case "deny":
    case "cancel":
    case "postpone":
    case "resolve":
    case "judge":
      return change.by;
    case "planAgain":
      return change.actor;
    default:
      return "reconcile";
  }
}

/** What a change says of an operation that it changes, and why; pure. */
export function saidOf(change: OperationChange, was: Stood, is: Stood): Said {
  switch (change.kind) {
    case "claim":
      return saidOfClaim(was, is);
    case "intend":
      return is.current?.progress.state === "Sending" ? { what: "intended", why: attemptOf(is.current) } : ended(is);
    case "settle":
      return saidOfSettle(change.result, is);
    case "giveBack":
      return saidOfEnding(change.ending, { what: "waits", released: "released" }, is);
    case "look":
      return saidOfLook(change.found, was, is);
    case "expire":
      return { what: "expired", why: was.entry?.wait.for === "approval" ? "nobody answered" : "its time is over" };
    case "planAgain":
      return { what: "again", why: change.reason };
    case "hook":
      return saidOfHook(change);
    case "judge":
      return { what: "judged", why: `${change.verdict}: ${change.reason}` };
    case "approve":
      return { what: "approved", why: yesesIn(is, change.people) };
    case "deny":
      return { what: "denied", why: stepIn(is) };
    case "cancel":
      return { what: "cancelled", why: stepIn(is) };
    case "postpone":
      return { what: "postponed", why: `until ${new Date(change.untilMs).toISOString()}` };
    default:
      return saidOfSweep(change, was, is);
  }
}

function saidOfHook(change: HookChange): Said {
  switch (change.said) {
    case "ready":
      return { what: "ready", why: change.seen.before ?? "" };
    case "held":
      return { what: "waits", why: `time: ${change.code}` };
    case "failed":
      return { what: "unready", why: `${change.code} ${change.seen.before}` };
    case "done":
      return { what: "putBack", why: change.seen.after ?? "" }; // of what has ended no line is kept any more
    default:
      return { what: "waits", why: "hook" }; // it changes no operation
  }
}

type OfSweep = Extract<OperationChange, { kind: "reclaim" | "conclude" | "prove" | "resolve" }>;

function saidOfSweep(change: OfSweep, { current }: Stood, is: Stood): Said {
  if (current === undefined && is.entry !== undefined) return { what: "repeated", why: waitOf(is.entry.wait) };
  switch (change.kind) {
    case "reclaim":
      return is.outcome === undefined ? { what: "lapsed", why: "LeaseOver" } : ended(is);
    case "conclude":
      return saidOfFinding(change.finding, current, is);
    case "prove":
      return { what: proofs[change.proved], why: [stepOf(current), ...change.evidence.evidenceIds].join(" ") };
    case "resolve":
      return { what: "resolved", why: `${change.verdict}: ${change.reason}` };
    default:
      return change satisfies never;
  }
}

const proofs = { Succeeded: "proved", Failed: "failed", Unproven: "unproven" } as const satisfies Record<string, Word>;

/** The claimed operation itself, one whose lease was over, or one that made room. */
function saidOfClaim(was: Stood, { current, entry, outcome }: Stood): Said {
  if (current !== undefined)
    return { what: "claimed", why: current.overridesFreeze ? current.reason : stepOf(current) };
  if (entry === undefined || outcome !== undefined) return ended({ current, entry, outcome });
  if (was.current !== undefined) return { what: "lapsed", why: "LeaseOver" };
  return { what: was.entry === undefined ? "stored" : "listed", why: waitOf(entry.wait) };
}

function saidOfSettle(result: Settlement, is: Stood): Said {
  switch (result.kind) {
    case "accepted":
      return { what: "accepted", why: result.evidenceId ?? `request ${result.requestId}` };
    case "unknown":
      return { what: "unknown", why: result.cause };
    case "none":
      return saidOfEnding(result.ending, { what: "none", released: "none" }, is);
    default:
      return result satisfies never;
  }
}

type Finding = Extract<OperationChange, { kind: "conclude" }>["finding"];

function saidOfFinding(finding: Finding, was: Current | undefined, is: Stood): Said {
  switch (finding.kind) {
    case "present":
      return { what: "adopted", why: [stepOf(was), ...finding.evidenceIds].join(" ") };
    case "absent":
      return is.outcome?.state === "Expired"
        ? { what: "expired", why: "no attempt had an effect" }
        : { what: "none", why: "AbsenceProved" };
    case "unreadable":
      return { what: "undecided", why: attemptOf(was) }; // its words may be the cloud's, and are not for a timeline
    default:
      return finding satisfies never;
  }
}

function saidOfLook(found: Found, { entry: was }: Stood, is: Stood): Said {
  const { entry } = is;
  if (was === undefined || entry === undefined || found.kind === "over") return ended(is);
  if (found.kind === "notListed") return { what: "missing", why: notListed };
  const { operation, input, askedUntilMs, wait } = entry;
  const isReplanned = operation !== was.operation || input !== was.input || wait.for !== was.wait.for;
  if (isReplanned && wait.code !== "Listed") return { what: "planned", why: `${operation}: ${wait.code}` };
  const untilMs = askedUntilMs === was.askedUntilMs ? undefined : askedUntilMs;
  const movedMs = untilMs ?? (wait.deadlineMs === was.wait.deadlineMs ? undefined : wait.deadlineMs);
  return movedMs === undefined
    ? { what: "listed", why: waitOf(wait) }
    : { what: "moved", why: `until ${new Date(movedMs).toISOString()}` };
}

/** What was said yes to; and how many people have said so of how many, if more than one is needed. */
function yesesIn({ entry }: Stood, people: Readonly<Record<string, string>>): string {
  const { operation = "", approvals, ask } = entry ?? {};
  if (ask === undefined || ask.needs < 2) return operation;
  const said = new Set(yesesTo(ask, approvals).map(({ by }) => people[by] ?? by));
  return `${operation}, ${said.size} of ${ask.needs}`;
}

const attemptOf = (current: Current | undefined) =>
  `attempt ${current?.attempt} of ${current?.operation} ${stepOf(current)}`;
const stepOf = (current: Current | undefined) => current?.runbook?.step ?? "";
const stepIn = ({ current }: Stood) => (current === undefined ? "" : `${stepOf(current)} first`);
