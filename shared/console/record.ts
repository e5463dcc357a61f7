import * as z from "zod";
import { type Ask, idOfAsk } from "../ledger/ask.ts";
import type { Outcome } from "../ledger/outcome.ts";
import { peopleLines } from "../ledger/people-lines.ts";
import type { Wait } from "../ledger/progress.ts";
import type { Current, InstanceRow, Waiting } from "../ledger/row.ts";
import { redact } from "../redact.ts";
import { hookStandingSchema, hooksIn } from "./hook-standing.ts";
import { type People, peopleOf, yesesIn } from "./yeses.ts";

const time = z.iso.datetime();

/** An operation as people read it. Its input is left out: it may be long, and the API document has its meaning. */
export const standingSchema = z.strictObject({
  OperationId: z.string(),
  Operation: z.string(),
  State: z.string(),
  /** By which way, by whom and why it was asked for. */
  Source: z.string().optional(),
  Actor: z.string().optional(),
  Reason: z.string().optional(),
  EventId: z.string().optional(),
  /** Of an operation of several calls: the one that it is at. */
  Step: z.string().optional(),
  Attempts: z.int().optional(),
  Since: time.optional(),
  For: z.string().optional(),
  Until: time.optional(),
  Cause: z.string().optional(),
  /** Of an event: the rule that decides about it, and the serial of its policy. */
  Policy: z.int().optional(),
  Rule: z.string().optional(),
  /** Who has said yes to what is asked, or was: people where the answer knows them. */
  ApprovedBy: z.array(z.string()).optional(),
  /** What people are asked: the id of the question, how many must say yes, and what would be lost. */
  Ask: z.string().optional(),
  Needs: z.int().optional(),
  Losses: z.array(z.string()).optional(),
  Disks: z.array(z.string()).optional(),
  /** Not to be begun before, because a person says so. */
  PostponedUntil: time.optional(),
  EndedAt: time.optional(),
  By: z.string().optional(),
});

/** What is on record of an instance. */
export const recordSchema = z.strictObject({
  InstanceId: z.string(),
  Current: standingSchema.optional(),
  Waiting: z.array(standingSchema),
  /** The newest first. */
  Outcomes: z.array(standingSchema),
  /** How the owner's hooks stand: of what is open, and of what has ended until its machine is put back. */
  Hooks: z.array(hookStandingSchema),
  /** How many outcomes and lines are older and left out. */
  OlderOutcomes: z.int(),
  OlderLines: z.int(),
  /** The newest last, in UTC. */
  Timeline: z.array(z.string()),
});

export type Standing = z.output<typeof standingSchema>;
type Recorded = Omit<z.output<typeof recordSchema>, "InstanceId">;

/** An answer has at most this many, of the newest. More of one operation is had by naming it. */
const maxOutcomes = 20;
const maxLines = 100;

type Asking = { readonly nowMs: number; readonly operationId?: string; readonly people?: People };

/** The record of an instance, or of one of its operations. `people`: who is behind the yeses. Pure. */
export function recordOf(row: InstanceRow, { nowMs, operationId, people = {} }: Asking): Recorded {
  const isAsked = (id: string) => operationId === undefined || operationId === id;
  const { current, waiting, outcomes } = row;
  const ended = Object.entries(outcomes)
    .filter(([id]) => isAsked(id))
    .sort(([, a], [, b]) => b.endedAtMs - a.endedAtMs);
  const lines = peopleLines(row, operationId).map((line) => redact(line));
  const isCurrent = current !== undefined && isAsked(current.operationId);
  const waits = Object.values(waiting).filter((entry) => isAsked(entry.operationId));
  const named = (standing: Standing) => withYeses(standing, row, people);
  return {
    ...(isCurrent && { Current: named(ofCurrent(current, nowMs)) }),
    Waiting: waits.map((entry) => named(ofWaiting(entry))),
    Outcomes: ended.slice(0, maxOutcomes).map(([id, outcome]) => named(ofOutcome(id, outcome))),
    Hooks: [...hooksIn(row, operationId)],
    OlderOutcomes: Math.max(0, ended.length - maxOutcomes),
    OlderLines: Math.max(0, lines.length - maxLines),
    Timeline: lines.slice(-maxLines),
  };
}

/** With the people who have said yes to what is asked. */
export function withYeses({ ApprovedBy: _, ...standing }: Standing, row: InstanceRow, people: People): Standing {
  const yeses = peopleOf(yesesIn(row, standing.OperationId), people);
  return { ...standing, ...(yeses.length > 0 && { ApprovedBy: yeses }) };
}

/** Every name behind a yes in a row, as the doors know them. */
export const yesesOn = (row: InstanceRow): readonly string[] =>
  [row.current?.operationId, ...Object.keys(row.waiting), ...Object.keys(row.outcomes)].flatMap((id) =>
    id === undefined ? [] : yesesIn(row, id),
  );

/** True iff nothing is on record. */
export const isEmpty = ({ Current: current, Waiting: waits, Outcomes, Hooks, Timeline }: Recorded) =>
  current === undefined && waits.length + Outcomes.length + Hooks.length + Timeline.length === 0;

/** What waits, as people read it. */
export const ofWaiting = (entry: Waiting): Standing => ({
  ...asked(entry),
  State: "Waiting",
  ...waitOf(entry.wait),
  ...(entry.wait.for === "approval" && entry.ask !== undefined && askOf(entry.ask)),
});

const askOf = (ask: Ask) => ({ Ask: idOfAsk(ask), Needs: ask.needs, Losses: ask.losses, Disks: ask.disks });

/** What is at work, as people read it. */
export function ofCurrent(current: Current, nowMs: number): Standing {
  const { progress } = current;
  if (progress.state === "Waiting") return { ...asked(current), State: "Waiting", ...waitOf(progress) };
  const isInDoubt = progress.state === "Sending" && progress.leaseUntilMs <= nowMs;
  const cause = progress.state === "Sending" ? progress.cause : undefined;
  return {
    ...asked(current),
    State: isInDoubt ? "InDoubt" : progress.state,
    ...(cause !== undefined && { Cause: cause }),
  };
}

const asked = ({
  operationId,
  operation,
  eventId,
  runbook,
  attempt,
  openSinceMs,
  plan,
  approvals = [],
  postponed,
  ...stored
}: Current | Waiting) => ({
  OperationId: operationId,
  Operation: operation,
  ...who({ ...stored, approvedBy: approvals.map(({ by }) => by) }),
  ...(postponed !== undefined && { PostponedUntil: timeOf(postponed.untilMs) }),
  ...(eventId !== undefined && { EventId: eventId }),
  ...(runbook !== undefined && { Step: runbook.step }),
  ...(plan !== undefined && { Policy: plan.policy, Rule: plan.rule }),
  Attempts: attempt,
  Since: timeOf(openSinceMs),
});

type Asked = NonNullable<Outcome["asked"]>;

const who = ({ source, actor, reason, approvedBy = [] }: Asked) => ({
  Source: source,
  Actor: actor,
  Reason: redact(reason),
  ...(approvedBy.length > 0 && { ApprovedBy: approvedBy }),
});

const waitOf = ({ for: what, untilMs, code }: Wait) => ({
  For: what,
  ...(untilMs !== undefined && { Until: timeOf(untilMs) }),
  Cause: code,
});

const ofOutcome = (operationId: string, { operation, state, asked: by, endedAtMs, by: ender }: Outcome): Standing => ({
  OperationId: operationId,
  Operation: operation,
  State: state,
  ...(by !== undefined && who(by)),
  EndedAt: timeOf(endedAtMs),
  ...(ender !== undefined && { By: redact(ender) }),
});

const timeOf = (ms: number) => new Date(ms).toISOString();
