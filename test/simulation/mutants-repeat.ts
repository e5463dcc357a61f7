import { edit, type Mutant, product } from "./mutant.ts";

const past = "ledger/past.ts";
const further = "ledger/further.ts";
const tooSoon = "attempt/too-soon.ts";
const proof = "reconcile/follow-to-proof.ts";
const ledger = "ledger/ledger.ts";

const inOneWrite = "const repeating = next && { ...next, dueMs };\n";

/** What comes after an operation on the same instance. */
export const repeating: readonly Mutant[] = [
  product(
    "cooldown-of-another",
    "the cooldown is judged by the row of another instance",
    "cooled",
    edit(ledger, "past: pastOf(row ?? emptyRow)", 'past: pastOf((await store.readInstance("i-another")) ?? emptyRow)'),
  ),
  product(
    "cooldown-of-events",
    "only what an event begins has a cooldown",
    "cooled",
    edit(tooSoon, "if (hold === undefined ||", "if (hold === undefined || claim.command.clientToken !== undefined ||"),
  ),
  product(
    "cooldown-of-success",
    "an operation that has failed has no cooldown",
    "cooled",
    edit(past, 'state === "Succeeded" || state === "Failed" ||', 'state === "Succeeded" ||'),
  ),
  product(
    "cooldown-of-ours-alone",
    "a replacement that came to nothing has no cooldown, though the instance was stopped for it",
    "cooled",
    edit(past, " || wasStopped", ""),
  ),
  product(
    "program-passes",
    "a program's call passes the cooldown like a person's",
    "cooled",
    edit(
      tooSoon,
      'source === "http" && mayConsent(actor, needs)',
      'source === "http" && (actor === "plain" || mayConsent(actor, needs))',
    ),
  ),
  product(
    "failures-per-event",
    "failures are counted for each event by itself",
    "capped",
    edit(
      past,
      "all.filter(hasFailed)",
      'all.filter(({ state, eventId }) => state === "Failed" && eventId !== undefined)',
    ),
  ),
  product(
    "failures-uncounted",
    "what has failed is tried again for ever",
    "capped",
    edit(tooSoon, "const failures = heldByFailures(repeat, claim.past, nowMs());", "const failures = undefined;"),
    edit(further, "const isUsedUp = usedUpUntilMs", "const isUsedUp = nowMs < 0 && usedUpUntilMs"),
  ),
  product(
    "no-help-uncounted",
    "what a person calls no help does not count as failed",
    "capped",
    edit(past, ' || judged.some(({ verdict }) => verdict === "did-not-help")', " && judged.length < 9"),
  ),
  product(
    "further-under-same-id",
    "a further operation has the id of the one that has failed",
    "repeated",
    edit("reconcile/repeating.ts", "ids[at + 1]", "ids[at]"),
    edit(further, "row.outcomes[operationId] !== undefined || ", ""),
  ),
  product(
    "further-in-second-write",
    "the further operation is stored in a write of its own",
    "repeated",
    edit(
      proof,
      inOneWrite,
      `const ended = await sweep(needs, instanceId, row, { kind: "prove", proved: "Failed", evidence, bounds });
  if (ended === undefined || next === undefined) return ended;
  const { eventId = "", operation, input, fingerprint, actor, reason, operationId: after } = current;
  const ids = [after, next.operationId];
  const again = { kind: "planAgain", ids, after, eventId, operation, input, fingerprint, actor, reason, source: "repeat" };
  const repeating = undefined;
  if (needs !== undefined) return sweep(needs, instanceId, ended, again as never);
`,
    ),
  ),
  product(
    "further-at-once",
    "a further operation is due at once",
    "repeated",
    edit(further, "untilMs: nowMs + cooldownMs", "untilMs: nowMs"),
  ),
];
