import type { Found } from "../ledger/change.ts";
import { isPlan } from "../ledger/decide-look.ts";
import type { Waiting } from "../ledger/row.ts";
import { isUnlisted } from "../ledger/unlisted.ts";
import { type Planning, plannedFor } from "../operations/planned.ts";
import type { PendingEvent } from "../remediation/answerable.ts";

/**
 * What a list of pending events says of an entry whose event it has; pure. The list does not know the machine's disks.
 * Undefined if the plan depends on them: then a look at the machine has to decide. For example: a planned reboot is a
 * reboot of a machine with local disks, and a redeploy of any other.
 */
export function foundIn(
  seen: Waiting,
  { eventId, instanceId, type, status, simulated, notBeforeMs: dueMs }: PendingEvent,
  product: string,
  planning: Planning,
): Found | undefined {
  if (simulated) return { kind: "listed", plan: undefined, dueMs };
  const notice = { product, eventId, instanceId, type, status };
  const [plan, other] = [false, true].map((hasLocalDisks) => plannedFor(notice, hasLocalDisks, planning));
  if (plan === undefined && other === undefined) return { kind: "listed", plan, dueMs };
  if (plan !== undefined && other !== undefined && isPlan(plan, other)) return { kind: "listed", plan, dueMs };
  if (!isUnlisted(seen)) return undefined;
  const { operation, input, reason } = seen; // it is listed now, so its own function plans it
  return { kind: "listed", plan: { operation, input, reason }, dueMs };
}
