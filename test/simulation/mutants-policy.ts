import { edit, type Mutant, product } from "./mutant.ts";

const eventFor = "attempt/event-for.ts";

/** What the owner's policy says of events. */
export const policies: readonly Mutant[] = [
  product(
    "observe-acts",
    "what the policy only observes is done",
    "policy",
    edit(eventFor, 'if (mode === "observe") return { kind: "observed", serial, planned, ruled };', ""),
  ),
  product(
    "ask-acts",
    "what the policy wants a person's yes for is done without one",
    "policy",
    edit(eventFor, 'asks: mode === "ask"', "asks: false"),
  ),
  product(
    "above-the-ceiling",
    "a rule's mode counts, whatever the policy's own is",
    "policy",
    edit("policy/decide.ts", 'lower(rule.mode ?? "act", policy.mode)', '(rule.mode ?? "act")'),
  ),
  product(
    "observed-for-ever",
    "what an earlier policy only observed is not planned anew",
    "bySelf",
    edit(
      "ledger/decide-look.ts",
      "if (isHeldByAnother(entry, serial) ||",
      'if (entry.wait.code === "PolicyObserves") return listed;\n  if (isHeldByAnother(entry, serial) ||',
    ),
  ),
  product(
    "observed-ends",
    "an event that the policy only observes is given up",
    "nothingLost",
    edit(
      "attempt/conclusion.ts",
      'return { kind: "waiting", wait: observed(performed.serial), planned: performed.planned };',
      'return { kind: "outcome", state: "SatisfiedElsewhere" };',
    ),
  ),
  product(
    "exception-unasked",
    "an event that an operation answers by an exception of its document is answered whatever the policy says",
    "policy",
    edit(
      eventFor,
      "if (pending?.isException === true) return byPolicy(asked, pending);",
      "if (pending?.isException === true) return answering(pending.event);",
    ),
  ),
  product(
    "again-answered",
    "an event that an operation has answered is planned again",
    "again",
    edit("ledger/decide-again.ts", "if (holder !== undefined) return standingOfBound(row, holder);", ""),
  ),
  product(
    "again-by-the-same-id",
    "an event is planned again by the id of the operation that has ended",
    "again",
    edit("ledger/decide-again.ts", "const operationId = ids[known + 1];", "const operationId = ids[known];"),
  ),
  product(
    "tags-unread",
    "what the machine is to a rule is not looked at",
    "policy",
    edit("control/subject-of.ts", "tags: instance?.tags ?? {}", "tags: {}"),
  ),
];
