import type { Claim } from "../ledger/claim.ts";
import { isPlan } from "../ledger/decide-look.ts";
import { isBegun } from "../ledger/runbook.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { type Planning, plannedFor } from "../operations/planned.ts";
import { type Answers, overStatuses, pendingEvent, type SystemEvent } from "../remediation/answerable.ts";
import type { Performed } from "./performed.ts";

type Needs = { readonly answers: Answers; readonly planning: Planning };

/** The system event that the operation answers at present, if there is one; or the reason why nothing is done. */
export function eventFor<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  { command, runbook }: Claim,
  facts: F,
  { answers, planning }: Needs,
): SystemEvent | Performed | undefined {
  const { eventId, clientToken, mayRunLater, instanceId } = command;
  if (isBegun(runbook)) return undefined; // its first step took the event; a later event is not its own
  const pending = pendingEvent(answers, facts, eventId) ?? operation.event.exception?.(facts, eventId);
  if (eventId === undefined || !mayRunLater) return pending;
  const named = facts.events.find((event) => event.eventId === eventId);
  if (named === undefined) return { kind: "eventUnknown" };
  if (named.simulated) return { kind: "eventSimulated" };
  if (clientToken === undefined && !overStatuses.includes(named.status))
    return planned(operation, named, facts, instanceId, command, planning);
  if (pending !== undefined) return pending;
  return isOpen(named) ? { kind: "eventNotAnswered" } : { kind: "eventOver" };
}

/** Nobody has answered it, nor does anybody. */
const isOpen = ({ status }: SystemEvent) => ["Inquiring", "Scheduled"].includes(status);

/** Decides who acts, on the live event and this very machine: this operation, another one, or nobody. */
function planned(
  { product }: Pick<Operation, "product">,
  event: SystemEvent,
  { hasLocalDisks }: Facts,
  instanceId: string,
  stored: Claim["command"],
  planning: Planning,
): SystemEvent | Performed {
  const { eventId, type, status } = event;
  const plan = plannedFor({ product, eventId, instanceId, type, status }, hasLocalDisks, planning);
  if (plan === undefined) return { kind: "unanswered" };
  return isPlan(stored, plan) ? event : { kind: "replanned", planned: plan };
}
