import { edit, type Mutant, product } from "./mutant.ts";

const doubt = "reconcile/conclude-doubt.ts";
const proof = "reconcile/follow-to-proof.ts";
const reconcile = "reconcile/attend.ts";
const steps = "operations/replace-system-disk/steps.ts";

/** What must come to an end by itself, or reach the people who alone can end it. */
export const liveness: readonly Mutant[] = [
  product(
    "absence-never",
    "that nothing happened is never concluded",
    "bySelf",
    edit(
      doubt,
      '  if (operation.effect.absenceShows(traces, bounds)) return { kind: "absent", readStartedMs, readEndedMs };\n',
      "",
    ),
  ),
  product(
    "presence-never",
    "that something happened is never concluded",
    "proved",
    edit(doubt, "if (evidenceIds.length > 0)", "if (false)"),
  ),
  product(
    "forgotten-untold",
    "what the cloud has forgotten is not given to a person",
    "bySelf",
    edit(doubt, "if (readEndedMs >= forgottenFromMs(attempt.signedAtMs, bounds))", "if (false)"),
  ),
  product(
    "undecided-untold",
    "what the cloud never decides is not given to a person",
    "bySelf",
    edit(doubt, "  return isOverdue(needs, attempt)\n", "  return isOverdue(needs, attempt) && false\n"),
  ),
  product(
    "people-alone",
    "what was given to a person is not looked at again, though the cloud is readable again",
    "bySelf",
    edit(
      reconcile,
      'case "NeedsHuman":\n      return concludeDoubt(needs, instanceId, row, current, progress);',
      'case "NeedsHuman":\n      return undefined;',
    ),
  ),
  product(
    "proof-never",
    "what was accepted is not followed to its proof",
    "bySelf",
    edit(proof, 'if (proof === "succeeded")', "if (false)"),
    edit(proof, 'if (proof === "failed")', "if (false)"),
  ),
  product(
    "overdue-untold",
    "that a proof is overdue is not shown",
    "bySelf",
    edit(proof, "if (nowMs() < proofDueAtMs(needs, current, accepted)) return undefined;", "return undefined;"),
  ),
  product(
    "unproven-alone",
    "what was shown as unproven is not looked at again, though its proof has come",
    "bySelf",
    edit(
      reconcile,
      'case "Accepted":\n    case "Unproven":\n      return',
      'case "Unproven":\n      return undefined;\n    case "Accepted":\n      return',
    ),
  ),
  product(
    "reclaim-never",
    "a claim whose worker is gone is not given back",
    "bySelf",
    edit(reconcile, 'case "Claimed":\n      return sweep(', 'case "Claimed":\n      return undefined && sweep('),
  ),
  product(
    "expire-never",
    "what waits for something that does not come does not end",
    "bySelf",
    edit(reconcile, "for (const operationId of namesOf(row))", "for (const operationId of namesOf(row).slice(0, 0))"),
  ),
  product(
    "dispatch-never",
    "what waits is not tried again",
    "bySelf",
    edit(
      "reconcile/dispatch.ts",
      '(what === "time" || what === "attempt") && untilMs',
      '(what === "time" && false) && untilMs',
    ),
  ),
  product(
    "stop-mistaken",
    "a stop for which another's passing status was taken is left to a person",
    "bySelf",
    edit(steps, 'return adopted && status === "Running"', 'return false && status === "Running"'),
  ),
];
