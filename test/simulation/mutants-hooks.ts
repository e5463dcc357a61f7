import { edit, type Mutant, product } from "./mutant.ts";

const asking = "reconcile/ask-hooks.ts";
const judged = "attempt/ask-hook.ts";
const hook = "ledger/hooks-of-row.ts";

/** The owner's hooks: drained before, put back after. */
export const hooks: readonly Mutant[] = [
  product(
    "drained-unrecorded",
    "a hook is asked before it is on record that it is",
    "putBack",
    edit("ledger/decide-hook.ts", "return { ...rest, owedSinceMs, askedAtMs:", "return { ...rest, askedAtMs:"),
  ),
  product(
    "asked-on-anothers-record",
    "a run asks a hook by the question that another run has on record",
    "putBack",
    edit(asking, "|| !noted.isWritten ||", "||"),
  ),
  product(
    "old-ready",
    "what a hook has said counts for ever",
    "drainedFirst",
    edit(judged, "needs.nowMs() - readyAtMs <= readyForMs", "readyAtMs > 0"),
    edit("attempt/judge.ts", "Math.min(judged.readAtMs, hooked.readyAtMs)", "judged.readAtMs"),
  ),
  product(
    "silence-is-ready",
    "a hook that is not ready yet is taken for ready",
    "drainedFirst",
    edit(asking, 'if (kind === "ready")', 'if (kind !== "refused")'),
  ),
  product(
    "refusal-is-ready",
    "a hook that has refused asks nobody",
    "drainedFirst",
    edit(
      judged,
      "if (ask?.because === code && isApproved(consent, Math.max(atMs, ask.sinceMs))) return goes;",
      "if (atMs > 0) return goes;",
    ),
  ),
  product(
    "put-back-on-proof",
    "a machine is put back only if what was done has helped",
    "putBack",
    edit(
      hook,
      "([id, { owedSinceMs, after }]) => isOpen(row, id) || (owedSinceMs !== undefined && after !== undefined),",
      '([id, { owedSinceMs }]) => isOpen(row, id) || (owedSinceMs !== undefined && row.outcomes[id]?.state === "Succeeded"),',
    ),
  ),
  product(
    "put-back-too-soon",
    "the machine counts as put back while a question to drain it may still arrive",
    "putBack",
    edit("ledger/decide-hook.ts", "if (atMs < closedFromMs(hook)) return lost;", "isOpen(row, operationId)"),
  ),
  product(
    "said-back-too-soon",
    "a person's word that a machine is back counts while a question to drain it may still arrive",
    "putBack",
    edit("ledger/decide-judge.ts", "hook !== undefined ? closedFromMs(hook) : 0", "hook !== undefined ? 0 : 0"),
  ),
  product(
    "put-back-before-the-end",
    "a machine is put back before its operation has ended",
    "putBack",
    edit(
      asking,
      "    else if (isOwed(row, operationId) && !isDrainedFor(row, operationId)) await",
      "    else if (asked.hook.owedSinceMs !== undefined) await",
    ),
    edit(asking, "!isOwed(noted.row, operationId) ||", ""),
  ),
  product(
    "drained-frees-its-place",
    "a machine that is drained gives its place away",
    "limited",
    edit("reconcile/freeable-places.ts", "row.current !== undefined || isForHook(row)", "row.current !== undefined"),
  ),
  product(
    "drained-without-a-place",
    "a machine is drained before it has its place",
    "limited",
    edit(
      "attempt/judge.ts",
      "  const place = await takePlace({ ...beginning, operationId }, policy, needs);",
      '  const early = hookFor(claim, answering, consentFor(found, answering, deciding), policy, deciding);\n  if ("kind" in early) return early;\n  const place = await takePlace({ ...beginning, operationId }, policy, needs);',
    ),
    edit(asking, "hook.before === undefined || !hasPlace(run, asked)", "hook.before === undefined"),
  ),
  product(
    "held-stays-ready",
    "what a hook has answered counts after its machine was put back",
    "drainedFirst",
    edit("ledger/decide-hook.ts", "returning({ readyAtMs: _, failed: __, ...hook }: Hook", "returning(hook: Hook"),
    edit(judged, "needs.nowMs() - readyAtMs <= readyForMs", "readyAtMs > 0"),
    edit("attempt/judge.ts", "Math.min(judged.readAtMs, hooked.readyAtMs)", "judged.readAtMs"),
  ),
];
