import * as z from "zod";
import { releasing } from "../ledger/outcome.ts";
import type { InstanceRow, Waiting } from "../ledger/row.ts";
import { eventTokenOf, operationIdOf, type Scope } from "../ledger/token.ts";
import { waits } from "../ledger/transition.ts";

/** Before version 3 an event that met another operation was kept as a notice, and what waited was current. */
const notice = z.object({
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
  source: z.string(),
  actor: z.string(),
  reason: z.string(),
  eventId: z.string(),
  atMs: z.number(),
});

export const noticesSchema = z.record(z.string(), notice);

/**
 * A call that consented could join an operation: its token has an operation of its own by now, which finds the event answered.
 * And a yes had no seal, so it counts for nothing: people are asked again.
 */
export const withoutJoined = (current: unknown): unknown => without(current, ["alsoFor", "consentBy", "consentTo"]);

/** An outcome named one person who had agreed. */
export function olderOutcome(outcome: unknown): unknown {
  const parsed = agreedSchema.safeParse(outcome);
  if (!parsed.success) return outcome;
  const { consentBy, ...asked } = parsed.data.asked;
  return { ...parsed.data, asked: { ...Object(without(asked, ["consentTo"])), approvedBy: [consentBy] } };
}

const agreedSchema = z.looseObject({ asked: z.looseObject({ consentBy: z.string() }) });

const without = (value: unknown, names: readonly string[]): unknown =>
  typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
    : value;

/** A row of version 1 or 2 as this release has it. The next write stores it so. Such a row freed events by their outcomes. */
export function upgraded(
  scope: Scope,
  instanceId: string,
  row: InstanceRow,
  notices: z.output<typeof noticesSchema>,
): InstanceRow {
  const arrivals = Object.values(notices).map((old) => arrivalOf(scope, instanceId, old));
  const waiting = { ...Object.fromEntries(arrivals.map((entry) => [entry.operationId, entry])), ...row.waiting };
  const held = Object.entries(row.events).filter(([, by]) => !releasing.includes(row.outcomes[by]?.state ?? ""));
  const whole = { ...row, waiting, events: Object.fromEntries(held) };
  const { current } = row;
  if (current?.progress.state !== "Waiting") return whole;
  const { state: _, ...wait } = current.progress;
  return waits(whole, current, wait, wait.untilMs ?? current.openSinceMs);
}

function arrivalOf(scope: Scope, instanceId: string, { atMs, ...kept }: z.output<typeof notice>): Waiting {
  return {
    ...kept,
    operationId: operationIdOf(scope, "event", eventTokenOf(instanceId, kept.eventId, 1)),
    fingerprint: "", // of an event nobody compares it
    attempt: 0,
    fruitless: 0,
    openSinceMs: atMs,
    wait: { for: "operation", code: "OperationConflict" },
  };
}
