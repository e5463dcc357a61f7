import type { Steering } from "../control/steering.ts";
import { subjectOf } from "../control/subject-of.ts";
import { verdictOn, verdictOnException } from "../control/verdict.ts";
import type { Claim } from "../ledger/claim.ts";
import { isPlan } from "../ledger/decide-look.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { firstPending, isAnswerable, overStatuses, type SystemEvent } from "../remediation/answerable.ts";
import { answersWith } from "../remediation/corrections.ts";
import type { Answering } from "./answering.ts";
import type { Performed } from "./performed.ts";

/**
 * The system event that the operation answers at present, if there is one; or the reason why nothing is done. Without a
 * policy it goes on with a runbook: its first step took the event, and a later one is not its own.
 */
export function eventFor<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  { command }: Claim,
  facts: F,
  steering: Steering | undefined,
): Answering | Performed {
  if (steering === undefined) return answering(undefined);
  const { eventId, clientToken, mayRunLater } = command;
  const pending = pendingIn(operation, command, facts, steering);
  if (eventId === undefined || !mayRunLater) return answering(pending?.event);
  const named = facts.events.find((event) => event.eventId === eventId);
  if (named === undefined) return { kind: "eventUnknown" };
  if (named.simulated) return { kind: "eventSimulated" };
  const asked = { product: operation.product, command, facts, steering };
  return clientToken === undefined ? forNotice(asked, named, pending) : forCall(named, pending);
}

type Pending = { readonly event: SystemEvent; readonly isException: boolean };

/** The event that the operation may answer: by the documents as the owner corrects them, or by a rule for this very machine. */
function pendingIn<I extends Input, F extends Facts, C>(
  { name, product, event: { answers, exception } }: Operation<I, F, C>,
  { eventId, instanceId }: Pick<Claim["command"], "eventId" | "instanceId">,
  facts: F,
  { corrections, decide }: Steering,
): Pending | undefined {
  const own = answersWith(corrections, name, answers);
  const isOurs = (event: SystemEvent) =>
    isAnswerable(own, event, facts.hasLocalDisks) ||
    (!event.simulated && decide(subjectOf(product, instanceId, event, facts)).do === name);
  const event = firstPending(facts.events.filter(isOurs), eventId);
  if (event !== undefined) return { event, isException: false };
  const excepted = exception?.(facts, eventId);
  return excepted && { event: excepted, isException: true };
}

const answering = (event: SystemEvent | undefined): Answering => ({ event, asks: false, approvals: 1, mayLose: [] });

/** A call that names its event, and may wait. */
function forCall({ status }: SystemEvent, pending: Pending | undefined): Answering | Performed {
  if (pending !== undefined) return answering(pending.event);
  const isOpen = ["Inquiring", "Scheduled"].includes(status); // nobody has answered it, nor does anybody
  return isOpen ? { kind: "eventNotAnswered" } : { kind: "eventOver" };
}

type Asked = {
  readonly product: string;
  readonly command: Claim["command"];
  readonly facts: Facts;
  readonly steering: Steering;
};

/** A notice is a reason to look. What is done, and whether, is the policy's to say. */
function forNotice(asked: Asked, named: SystemEvent, pending: Pending | undefined): Answering | Performed {
  if (pending?.isException === true) return byPolicy(asked, pending);
  if (!overStatuses.includes(named.status)) return byPolicy(asked, { event: named, isException: false });
  return { kind: "eventOver" };
}

/** Decides who acts, on the live event and this very machine: this operation, another one, a person first, or nobody. */
function byPolicy(
  { product, command, facts, steering }: Asked,
  { event, isException }: Pending,
): Answering | Performed {
  const { operation, input, reason, instanceId } = command;
  const subject = subjectOf(product, instanceId, event, facts);
  const { planned, ruled, mode, approvals, mayLose, window } = isException
    ? verdictOnException(subject, { operation, input, reason }, steering)
    : verdictOn(subject, steering);
  const { serial } = steering;
  if (planned === undefined) return { kind: "unanswered", serial, ruled };
  if (mode === "observe") return { kind: "observed", serial, planned, ruled };
  return isPlan(command, planned)
    ? { event, asks: mode === "ask", approvals, mayLose, window, ruled }
    : { kind: "replanned", planned, ruled };
}
