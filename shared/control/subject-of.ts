import type { Facts } from "../operations/operation.ts";
import type { Subject } from "../policy/subject.ts";
import type { SystemEvent } from "../remediation/answerable.ts";
import { isPlanned } from "../remediation/planned.ts";

/** What a policy is asked about: an event, and the machine that it is of. */
export const subjectOf = (
  product: string,
  instanceId: string,
  { eventId, type, status }: SystemEvent,
  { instance, hasLocalDisks }: Facts,
): Subject => ({
  product,
  instanceId,
  eventId,
  type,
  status,
  planned: isPlanned(type),
  tags: instance?.tags ?? {},
  zone: instance?.zoneId,
  hasLocalDisks,
});
