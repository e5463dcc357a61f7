import type { Planned, Ruled } from "../ledger/change.ts";
import type { Loss } from "../loss.ts";
import { operations } from "../operations/index.ts";
import { parsed } from "../parameter.ts";
import type { Subject } from "../policy/subject.ts";
import type { Steering } from "./steering.ts";

/** What the policy says of an event on this machine. */
export type Verdict = {
  /** Undefined: nothing answers the event at present, or nothing is to be done. */
  readonly planned: Planned | undefined;
  /** The rule that decided. */
  readonly ruled: Ruled;
  readonly mode: "observe" | "ask" | "act";
  /** How many people must say yes, in mode ask. */
  readonly approvals: number;
  /** What this machine may lose unasked. */
  readonly mayLose: readonly Loss[];
  /** The window in which it may begin, if it is planned maintenance. */
  readonly window: string | undefined;
};

/** Plans the answer to an event by the policy in force. The plan has the operation's whole input. */
export function verdictOn(subject: Subject, { decide, serial }: Pick<Steering, "decide" | "serial">): Verdict {
  const { rule, do: name, input: given, why, ...how } = decide(subject);
  const reason = `policy ${serial}: ${why}`;
  const ruled = { policy: serial, rule, why: reason };
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation === undefined) return { planned: undefined, ruled, ...how };
  const input = parsed(operation.parameters.schema, { ...operation.event.inputFor(subject), ...given });
  const planned = {
    operation: operation.name,
    input: Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
    reason,
    ...(operation.runbook?.isAskedFor(input) === true && { runbook: { step: "stop", wasRunning: false } as const }),
  };
  return { planned, ruled, ...how };
}

/**
 * The same for an event that an operation answers by an exception of its own document, though its status says that it is
 * over. The owner is asked as for the inquiry that it came from, and the operation stays the one that is stored. What
 * another operation may lose unasked this one may not.
 */
export function verdictOnException(subject: Subject, stored: Planned, steering: Steering): Verdict {
  const { planned, mayLose, ...verdict } = verdictOn({ ...subject, status: "Inquiring" }, steering);
  const isSame = planned?.operation === stored.operation;
  return { ...verdict, mayLose: isSame ? mayLose : [], planned: planned && stored };
}
