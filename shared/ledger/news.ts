import { yesesTo } from "./ask.ts";
import { nameOf } from "./line.ts";
import type { Outcome } from "./outcome.ts";
import type { Wait } from "./progress.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { type Stood, stoodIn } from "./said-at-end.ts";
import { touched } from "./timeline.ts";

/** What an operation has come to, as far as people are told of it. Time alone may add to it: that is not news of a row. */
export type Situation = {
  readonly kind:
    | "planned"
    | "needsYes"
    | "started"
    | "unproven"
    | "needsPerson"
    | "proved"
    | "failed"
    | "refused"
    | "cancelled"
    | "late";
  /** Tells it from an earlier one of the same kind. */
  readonly about: string;
};

/** One text for a situation: whoever was told it is told nothing new by the same one. */
export const keyOfSituation = ({ kind, about }: { readonly kind: string; readonly about: string }) =>
  about === "" ? kind : `${kind} ${about}`;

/**
 * The next version of a row with what its write has to tell. As with lines and decisions it comes from comparing the two
 * versions, so no change can forget it. `news` numbers the write, and stands at each operation that people are to hear of:
 * with it the notice has its id, the same in each try. The time is written each time, whatever it was before: a run may
 * have taken it away meanwhile, without touching the version that this write names.
 */
export function announced(before: InstanceRow, next: InstanceRow, nowMs: number): InstanceRow {
  const fresh = touched(before, next).filter((operationId) => isNews(before, next, operationId));
  if (fresh.length === 0) return next;
  const news = before.news + 1;
  const untold = { ...next.untold, ...Object.fromEntries(fresh.map((operationId) => [nameOf(operationId), news])) };
  return { ...next, news, untold, untoldSinceMs: nowMs };
}

function isNews(before: InstanceRow, next: InstanceRow, operationId: string): boolean {
  const situation = situationIn(next, operationId);
  if (situation === undefined) return false;
  const was = situationIn(before, operationId);
  return was === undefined || keyOfSituation(was) !== keyOfSituation(situation);
}

/** What a row says of one of its operations; undefined if people need not hear of it. */
export function situationIn(row: InstanceRow, operationId: string): Situation | undefined {
  const { current, entry, outcome }: Stood = stoodIn(row, operationId);
  if (current !== undefined) return ofCurrent(current);
  if (entry !== undefined) return ofEntry(entry);
  return outcome && ofOutcome(outcome);
}

/** A runbook is told of once, however many its steps are. */
function ofCurrent({ progress, attempt, runbook }: Current): Situation | undefined {
  switch (progress.state) {
    case "Accepted":
      return { kind: "started", about: runbook === undefined ? String(attempt) : "" };
    case "Unproven":
      return { kind: "unproven", about: String(progress.signedAtMs) };
    case "NeedsHuman":
      return { kind: "needsPerson", about: String(progress.signedAtMs) };
    case "Claimed":
    case "Sending":
    case "Waiting":
      return undefined;
    default:
      return progress satisfies never;
  }
}

const hourMs = 3_600_000;
/** What waits for one of these begins by itself later. */
export const laterCodes: readonly string[] = [
  "Postponed",
  "OutsideWindow",
  "Forbidden.Frozen",
  "GuardBand",
  "CooldownActive",
];

/**
 * A question is another one if it has another number, one more has said yes, or it was put off; a plan if it begins in
 * another hour.
 */
function ofEntry({ wait, operation, ask, approvals, postponed }: Waiting): Situation | undefined {
  if (wait.for === "approval") {
    const yeses = ask === undefined ? 0 : yesesTo(ask, approvals).length;
    const later = postponed === undefined ? [] : [postponed.untilMs];
    return { kind: "needsYes", about: [operation, ask?.number, yeses, ...later].join(" ") };
  }
  if (!isLater(wait)) return undefined;
  const hour = wait.untilMs === undefined ? [] : [String(Math.round(wait.untilMs / hourMs))];
  return { kind: "planned", about: [operation, ...hour].join(" ") };
}

const isLater = ({ for: what, code }: Wait) => what === "time" && laterCodes.includes(code);

const ends: Readonly<Partial<Record<Outcome["state"], Situation["kind"]>>> = {
  Succeeded: "proved",
  Failed: "failed",
  Rejected: "refused",
  Cancelled: "cancelled",
  Expired: "late",
};

/** Who called was answered. Of an event nobody else would hear. */
function ofOutcome({ state, asked }: Outcome): Situation | undefined {
  const kind = ends[state];
  const isAnswered = state === "Rejected" && callers.includes(asked?.source ?? "http");
  return kind === undefined || isAnswered ? undefined : { kind, about: "" };
}

/** The ways by which people and programs call. */
const callers: readonly string[] = ["http", "queue", "invoke", "chat"];
