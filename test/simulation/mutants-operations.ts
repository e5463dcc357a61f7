import { edit, type Mutant, product } from "./mutant.ts";

const claim = "ledger/decide-claim.ts";
const runbook = "ledger/runbook.ts";
const edge = "operations/event-redeploy-instance.ts";
const inquiry = "operations/accept-inquired-system-event.ts";

/** What the other operations and the runbook add. */
export const operations: readonly Mutant[] = [
  product(
    "event-per-operation",
    "an event is bound per operation, so that a reboot and a redeploy both answer it",
    "once",
    edit(
      "ledger/decide-attempt.ts",
      "const by = boundTo(row, eventKey, current.operationId);",
      `const bound = boundTo(row, eventKey, current.operationId);
  const by = row.outcomes[bound ?? ""]?.operation === current.operation ? bound : undefined;`,
    ),
  ),
  product(
    "reboot-by-start-time",
    "a reboot is taken for absent by its StartTime alone",
    "proved",
    edit("operations/reboot-instance.ts", "absenceShows: () => false", "absenceShows: (t, b) => !couldHide(t, b)"),
  ),
  product(
    "reboot-by-event",
    "a reboot is taken for absent by its StartTime and its event, which may both stay as they were",
    "proved",
    edit(
      "operations/reboot-instance.ts",
      "absenceShows: () => false",
      "absenceShows: (t, b) => !couldHide(t, b) && t.facts.events.some((e) => e.eventId === t.eventId && !begunStatuses.includes(e.status))",
    ),
  ),
  product(
    "step-repeated",
    "a step of a runbook whose lease is over is sent again",
    "leaseEnd",
    edit(
      claim,
      "return own === undefined || isClaimable(own, asked, nowMs)",
      'return own === undefined || isClaimable(own, asked, nowMs) || (own.runbook !== undefined && own.progress.state === "Sending" && own.progress.leaseUntilMs <= nowMs)',
    ),
  ),
  product(
    "start-forgotten",
    "an instance whose replacement is refused is not started again",
    "nothingLost",
    edit(
      runbook,
      'case "replace":\n      return wasRunning ?',
      'case "replace":\n      return wasRunning && succeeded ?',
    ),
  ),
  product(
    "stop-forgotten",
    "that the instance was Running is not recorded with its stop",
    "nothingLost",
    edit(
      "ledger/decide-attempt.ts",
      "{ ...current.runbook, wasRunning: true, stopSignedAtMs: signedAtMs }",
      "{ ...current.runbook }",
    ),
  ),
  product(
    "stop-not-repeated",
    "a runbook that saw the instance Stopped waits for ever when it is not",
    "bySelf",
    edit(runbook, 'code === "IncorrectInstanceStatus"', 'code === "never"'),
  ),
  product(
    "plan-is-done",
    "an edge instance's redeploy counts as done when it is planned",
    "oneAtATime",
    edit(edge, "answered.includes(event.status);", 'answered.includes(event.status) || event.status === "Scheduled";'),
  ),
  product(
    "plan-unseen",
    "an event that is planned for later counts as left as it was",
    "proved",
    edit(edge, 'notBeforeMs ?? "-"', '"-"'),
    edit(edge, 'OpsType === "scheduled" && status', "false && status"),
  ),
  product(
    "one-shot-waits",
    "what only its caller can send is left waiting for others",
    "nothingLost",
    edit("ledger/transition.ts", "if (current.oneShot) return end(", "if (false) return end("),
  ),
  product(
    "inquiry-planned",
    "an inquiry that has a time now counts as not accepted",
    "proved",
    edit(inquiry, 'event.status === "Inquiring"', '["Inquiring", "Scheduled"].includes(event.status)'),
  ),
  product(
    "inquiry-absent",
    "an inquiry of which nothing shows counts as not accepted, whatever became of its event",
    "proved",
    edit(inquiry, 'event.status === "Inquiring" && !isSwitched(', "!isMoved("),
  ),
  product(
    "inquiry-under-way",
    "an inquiry counts as answered when its answer begins",
    "oneAtATime",
    edit(
      inquiry,
      '["Executed", "Avoided"].includes(event.status)',
      '["Executing", "Executed", "Avoided"].includes(event.status)',
    ),
  ),
  product(
    "inquiry-loses-nothing",
    "an inquiry is accepted without a word about the local disks",
    "consent",
    edit(inquiry, 'hasLocalDisks ? ["localDisks"] : []', 'hasLocalDisks && false ? ["localDisks"] : []'),
  ),
  product(
    "open-is-over",
    "an event that a call may not be for any more counts as answered by somebody",
    "taken",
    edit(
      "attempt/event-for.ts",
      'isOpen ? { kind: "eventNotAnswered" } : { kind: "eventOver" }',
      '{ kind: "eventOver" }',
    ),
  ),
];
