import type { Command } from "../command.ts";
import type { Steering } from "../control/steering.ts";
import { subjectOf } from "../control/subject-of.ts";
import type { Hold } from "../guards/hold.ts";
import { fullBy, scopesOf } from "../guards/limits.ts";
import { stoppedBy } from "../guards/stopped.ts";
import type { Facts } from "../operations/operation.ts";
import { isPlanned } from "../policy/subject.ts";
import type { SystemEvent } from "../remediation/answerable.ts";

type Asked = Pick<Command, "operation" | "instanceId" | "clientToken">;

/**
 * What holds an operation back whatever its machine is: a pause of all or of the operation, the breaker, a full region. It is
 * asked before the claim, so it costs no read of the cloud. Events alone are stopped by the breaker.
 */
export function heldBeforeLook(asked: Asked, operationId: string, steering: Steering, nowMs: number): Hold | undefined {
  const { control, limits } = steering;
  const { operation, instanceId, clientToken } = asked;
  const ofRegion = limits.filter(({ per }) => per === "region");
  const wanted = { instanceId, operationId, scopes: scopesOf(ofRegion, nowhere) };
  return stoppedBy(control, { operation, clientToken }, nowMs) ?? fullBy(ofRegion, control, wanted, nowMs);
}

const nowhere = { zone: undefined, tags: {} };

/** What an attempt is about to begin, as its look has found it. */
export type Beginning = {
  readonly command: Asked;
  readonly product: string;
  readonly facts: Facts;
  /** The event that it answers, if it answers one. */
  readonly event: SystemEvent | undefined;
};

/** What holds it back where and when it is: a pause of its zone or a tag, a window, a freeze, the guard band. */
export function heldAfterLook(
  { command, product, facts, event }: Beginning,
  steering: Steering,
  nowMs: number,
): Hold | undefined {
  const { zoneId: zone, tags = {} } = facts.instance ?? {};
  const { operation, clientToken } = command;
  const isAutomatic = clientToken === undefined;
  const decided =
    event && isAutomatic ? steering.decide(subjectOf(product, command.instanceId, event, facts)) : undefined;
  const inTime = {
    planned: event === undefined || isPlanned(event.type),
    window: decided?.window,
    dueMs: event?.notBeforeMs,
    overridesFreeze: false,
  };
  return (
    stoppedBy(steering.control, { operation, clientToken, zone, tags }, nowMs) ?? steering.heldByTime(inTime, nowMs)
  );
}
