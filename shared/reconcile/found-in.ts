import type { Found } from "../ledger/change.ts";
import { isPlan } from "../ledger/decide-look.ts";
import type { Waiting } from "../ledger/row.ts";
import { type Planning, plannedFor } from "../operations/planned.ts";
import type { PendingEvent } from "../remediation/answerable.ts";

/**
 * What a list of pending events says of an entry whose event it has; pure. The list does not know the machine's disks,
 * and a plan may depend on them. Then a plan that is one of the possible ones counts as unchanged, since a look at the
 * machine has made it. For example: a reboot is planned, which only a machine with local disks gets. The list still has
 * the event as it was, so nothing changes. Undefined if a look at the machine has to decide.
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
  const stored = [plan, other].find((possible) => possible !== undefined && isPlan(seen, possible));
  return stored === undefined || seen.wait.for === "policy" ? undefined : { kind: "listed", plan: stored, dueMs };
}
