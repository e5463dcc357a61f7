import { edit, type Mutant, product } from "./mutant.ts";

const arrival = "ledger/arrival.ts";
const claim = "ledger/decide-claim.ts";
const attempt = "ledger/decide-attempt.ts";
const word = "ledger/decide-word.ts";
const transition = "ledger/transition.ts";
const perform = "attempt/perform.ts";
const eventFor = "attempt/event-for.ts";
const lookAt = "reconcile/look-at-waiting.ts";

/** What waits is not current. */
const rules: readonly Mutant[] = [
  product(
    "binding-kept",
    "what is proved without effect keeps its event from others while it waits",
    "nothingLost",
    edit(transition, "events: freed(row.events, current),\n    waiting:", "events: row.events,\n    waiting:"),
  ),
  product(
    "record-anew",
    "what is taken up again begins anew",
    "keptWhole",
    edit(claim, "{ ...entry, promised: true }", "{ ...begun(asked, nowMs), promised: true }"),
  ),
  product(
    "arrival-overwrites",
    "a notice that arrives again overwrites what waits",
    "keptWhole",
    edit(arrival, "if (entry !== undefined) {", "if (false) {"),
    edit(arrival, "waitingFor(entry, current);", "waitingFor(entry as never, current);"),
  ),
  product(
    "answered-without-outcome",
    "a plan whose event another operation has answered ends without a trace",
    "neverErased",
    edit(
      claim,
      "return withOutcome(withoutWaiting(row, entry.operationId), entry, outcome, nowMs);",
      "return withoutWaiting(row, entry.operationId);",
    ),
  ),
  product(
    "beside-fences",
    "a write that changes only what waits fences out the operation that is at work",
    "fenced",
    edit("ledger/write.ts", "next.current === before.current", "next.current === before.current && false"),
  ),
  product(
    "joined-by-input",
    "a call that may consent carries on whatever waits for consent to the same operation",
    "once",
    edit(
      claim,
      "const entry = free.waiting[operationId];\n  if (entry === undefined) {\n",
      `const entry =
    free.waiting[operationId] ??
    Object.values(free.waiting).find(
      ({ wait, operation }) => asked.approval !== undefined && wait.for === "approval" && operation === asked.operation,
    );
  if (entry === undefined) {
`,
    ),
  ),
  product(
    "begun-displaced",
    "a runbook that has begun waits like anything else",
    "afloat",
    edit(transition, "if (isBegun(runbook))", "if (false)"),
  ),
  product(
    "lapsed-displaced",
    "the lease of a runbook that has begun ends, and another operation takes its place",
    "neverErased",
    edit(claim, "isBegun(current.runbook) || ", ""),
    edit(transition, "if (isBegun(runbook))", "if (false)"),
  ),
  product(
    "notice-believed",
    "the first idea of a notice is carried out, whatever the event has become",
    "fresh",
    edit(eventFor, "if (!overStatuses.includes(named.status))", "if (false)"),
    edit(eventFor, '  return { kind: "eventOver" };\n', "  return answering(named);\n"),
  ),
  product(
    "missing-is-over",
    "an event that a list leaves out counts as over",
    "taken",
    edit(eventFor, 'return { kind: "eventUnknown" };', 'return { kind: "eventOver" };'),
    edit(lookAt, 'return { kind: "notListed", serial };', 'return { kind: "over" };'),
  ),
  product(
    "deny-in-flight",
    "a no is taken though the request may have reached the cloud",
    "taken",
    edit(word, "(isBegun(current.runbook) || !isUnsent(current))", "isBegun(current.runbook)"),
  ),
  product(
    "withdrawn-unseen",
    "what waits is not held against the cloud's list",
    "bySelf",
    edit(lookAt, 'if (overStatuses.includes(event.status)) return { kind: "over" };', ""),
  ),
  product(
    "exception-untimed",
    "a look at an event that is answered by an exception does not know its time",
    "notInVain",
    edit(
      lookAt,
      'steering);\n    return { kind: "listed", plan, ...dueOf(event, steering)',
      'steering);\n    return { kind: "listed", plan, dueMs: undefined',
    ),
  ),
];

/** An intent goes stale, and a claim does not outlive its look. */
const freshness: readonly Mutant[] = [
  product(
    "look-of-any-age",
    "a claim is intended on a look of any age",
    "fresh",
    edit(
      attempt,
      "nowMs >= current.progress.leaseUntilMs - leaseMarginMs || nowMs > judgedAtMs + maxJudgedMs",
      "nowMs < 0",
    ),
    edit(perform, 'if (deadlineMs - nowMs() < sendBudgetMs) return { kind: "tooLate" };', ""),
    edit(perform, " || deadlineMs - nowMs() < leastBudgetMs", ""),
  ),
  product(
    "never-stale",
    "what was asked for long ago is still sent",
    "fresh",
    edit(attempt, "if (isStale(current, nowMs)) return", "if (false) return"),
  ),
  product(
    "no-end",
    "a call has no end of life",
    "fresh",
    edit(
      "ledger/new-operation.ts",
      "notAfterMs: clientToken === undefined ? undefined :",
      "notAfterMs: true ? undefined :",
    ),
  ),
  product(
    "start-stale",
    "the start that a stopped instance is owed has an end of life",
    "afloat",
    edit(attempt, ' && runbook?.step !== "start"', ""),
  ),
];

export const whileWaiting: readonly Mutant[] = [...rules, ...freshness];
