import type { Command } from "../command.ts";
import type { Steering } from "../control/steering.ts";
import type { InTime } from "../guards/held-by-time.ts";
import type { Hold } from "../guards/hold.ts";
import { fullBy, scopesOf } from "../guards/limits.ts";
import { stoppedBy } from "../guards/stopped.ts";
import type { Facts } from "../operations/operation.ts";
import type { SystemEvent } from "../remediation/answerable.ts";
import { isPlanned } from "../remediation/planned.ts";

type Asked = Pick<Command, "operation" | "instanceId" | "clientToken">;

/**
 * What holds an operation back whatever its machine is: a pause of all or of the operation, the breaker, a full region. It is
 * asked before the claim, so it costs no read of the cloud. Events alone are stopped by the breaker. Under a
 * policy that asks about plans an event that comes for the first time is looked at though the region is full: whoever has to be
 * asked is asked before a place is waited for.
 */
export function heldBeforeLook(
  asked: Asked & { readonly isDrained: boolean; readonly waits: boolean },
  operationId: string,
  steering: Steering,
  nowMs: number,
): Hold | undefined {
  const { control, limits } = steering;
  const { operation, instanceId, clientToken, isDrained, waits } = asked;
  const isToBeAsked = steering.asks && clientToken === undefined && !waits;
  const ofRegion = limits.filter(({ per }) => per === "region");
  const wanted = { instanceId, operationId, scopes: scopesOf(ofRegion, nowhere) };
  const stopped = stoppedBy(control, { operation, clientToken }, nowMs);
  if (stopped !== undefined || isToBeAsked) return stopped;
  return heldByLimits({ isDrained, instanceId }, { control, limits: ofRegion }, wanted, nowMs);
}

type Wanted = Parameters<typeof fullBy>[2];

/** What is drained and has its place is in flight already: no limit that came meanwhile holds it. */
export const heldByLimits = (
  { isDrained, instanceId }: { readonly isDrained: boolean; readonly instanceId: string },
  { control, limits }: Pick<Steering, "control" | "limits">,
  wanted: Wanted,
  nowMs: number,
): Hold | undefined =>
  isDrained && control.entries[instanceId] !== undefined ? undefined : fullBy(limits, control, wanted, nowMs);

const nowhere = { zone: undefined, tags: {} };

/** What an attempt is about to begin, as its look has found it. */
export type Beginning = {
  readonly command: Asked;
  readonly facts: Facts;
  /** The event that it answers, if it answers one. */
  readonly event: SystemEvent | undefined;
  /** The window in which it may begin, if the rule that decides names one. */
  readonly window: string | undefined;
  /** True iff a person who may says that no freeze holds it. */
  readonly overridesFreeze: boolean;
  /** True iff a hook has drained its machine: it is in flight already, whatever the limits say now. */
  readonly isDrained: boolean;
  /** A person wants it to begin later. */
  readonly postponed: InTime["postponed"];
};

/** What holds it back where and when it is: a pause of its zone or a tag, a window, a freeze, the guard band. */
export function heldAfterLook(beginning: Beginning, steering: Steering, nowMs: number): Hold | undefined {
  const { command, facts } = beginning;
  const { zoneId: zone, tags = {} } = facts.instance ?? {};
  const { operation, clientToken } = command;
  return (
    stoppedBy(steering.control, { operation, clientToken, zone, tags }, nowMs) ??
    steering.heldByTime(timeOf(beginning), nowMs)
  );
}

/** A call is under no rule, and goes on in the guard band: whoever makes it knows what time it is. */
export const timeOf = ({
  command,
  event,
  window,
  overridesFreeze,
  postponed,
}: Omit<Beginning, "facts" | "isDrained">): InTime => ({
  planned: event === undefined || isPlanned(event.type),
  dueMs: command.clientToken === undefined ? event?.notBeforeMs : undefined,
  window,
  overridesFreeze,
  postponed,
});
