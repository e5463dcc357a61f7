import type { Outcome } from "../../shared/ledger/outcome.ts";
import type { InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import { bandsOf } from "./in-time.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/**
 * W: what a notice names is current only if its worker's look listed it, or an earlier one did: it is on record, or an
 * attempt was once intended for it, and was given back while this worker read.
 */
export function holdsUnlisted(
  { history }: World,
  { delivery, lists }: Worker,
  stored: InstanceRow | undefined,
  next: InstanceRow,
): string | undefined {
  const { current } = next;
  if (current?.progress.state !== "Claimed" || delivery?.eventId === undefined) return undefined;
  if (delivery.token !== undefined || current.eventId !== delivery.eventId) return undefined;
  const { operationId } = current;
  if (stored?.current?.operationId === operationId || stored?.waiting[operationId] !== undefined) return undefined;
  const known = [...lists, ...[...history.intents.values()].map(({ eventId }) => eventId)];
  return known.includes(delivery.eventId) ? undefined : `W: ${delivery.eventId} is current, and no look has listed it`;
}

const missingForMs = 3_600_000;

/** I3: only what was missing for an hour is given up. Any other refusal has its answer. */
export function givenUpEarly({ nowMs }: World, { state, answer }: Outcome, entry: Waiting | undefined) {
  if (state !== "Rejected" || answer !== undefined) return undefined;
  const missingMs = nowMs - (entry?.missingSinceMs ?? nowMs);
  return missingMs < missingForMs - 2 * halfSkewMs ? `I3: given up after ${missingMs / 1_000} s unlisted` : undefined;
}

const dayMs = 86_400_000;

/** I9: a question that is asked again ends when it was to end, or when the platform acts. */
export function asksLonger(world: World, instanceId: string, entry: Waiting): string | undefined {
  const { cloud, history } = world;
  const { operationId, operation, wait } = entry;
  const { untilMs } = wait;
  const key = `${instanceId} ${operationId} ${operation}`;
  if (wait.for === "policy") history.asked.delete(key); // nobody is asked any more: a later question is a new one
  if (wait.for !== "approval" || untilMs === undefined) return undefined;
  const knownMs = history.asked.get(key) ?? untilMs;
  history.asked.set(key, untilMs);
  // The cloud moves an event by days; one on the edge goes to the time of a plan. Nobody is asked in the guard band.
  const dues = [...cloud.events.values()].flatMap(({ notBeforeMs = 0 }) =>
    bandsOf(world).map((bandMs) => (notBeforeMs - bandMs) % dayMs),
  );
  const plans = cloud.effects.map(({ startsAtMs }) => startsAtMs);
  if (untilMs <= knownMs || dues.includes(untilMs % dayMs) || plans.includes(untilMs)) return undefined;
  return `I9: ${operationId.slice(0, 6)} is asked for ${(untilMs - knownMs) / 1_000} s longer`;
}
