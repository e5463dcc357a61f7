import { edit, type Mutant, product } from "./mutant.ts";

const prune = "ledger/prune.ts";
const sweep = "ledger/decide-sweep.ts";
const doubt = "reconcile/conclude-doubt.ts";

/** What is forgotten after weeks, by the ledger and by the cloud. */
export const retention: readonly Mutant[] = [
  product(
    "token-for-ever",
    "a token is taken however long ago it was first used",
    "once",
    edit("ledger/confirm-token.ts", "openSinceMs < bound.boundAtMs + tokenLifeMs", "true"),
  ),
  product(
    "token-of-waiting",
    "an old token is taken from whoever need not wait for the answer",
    "once",
    edit("ledger/confirm-token.ts", "fingerprint, openSinceMs }: Bound", "fingerprint, openSinceMs, ...old }: Bound"),
    edit(
      "ledger/confirm-token.ts",
      "return openSinceMs <",
      'return ("promised" in old && old.promised === true) || openSinceMs <',
    ),
  ),
  product(
    "token-outlives-outcome",
    "a token works for longer than its outcome is remembered",
    "once",
    edit("ledger/confirm-token.ts", "tokenLifeMs = 30 *", "tokenLifeMs = 40 *"),
  ),
  product(
    "outcome-before-token",
    "an outcome is forgotten while its token still works",
    "once",
    edit(prune, "outcomeRetentionMs = 35 *", "outcomeRetentionMs = 2 *"),
  ),
  product(
    "binding-goes-with-outcome",
    "an answered event is free again once its outcome is forgotten",
    "once",
    edit(prune, "[...spare].filter(([, { state }]) => releasing.includes(state)).map", "[...spare].map"),
  ),
  product(
    "own-binding-is-free",
    "an operation whose outcome is forgotten may answer its event once more",
    "once",
    edit(
      "ledger/decide-claim.ts",
      "if (entry === undefined && eventKey !== undefined &&",
      "if (false && entry === undefined && eventKey !== undefined &&",
    ),
  ),
  product(
    "pruning-frees-current",
    "pruning drops every binding without an outcome, that of the current operation too",
    "once",
    edit(prune, "filter(([, by]) => !free.includes(by))", "filter(([, by]) => row.outcomes[by] !== undefined)"),
  ),
  product(
    "cloud-never-forgets",
    "what the cloud does not list any more counts as absent",
    "proved",
    edit(doubt, "if (readEndedMs >= forgottenFromMs(attempt.signedAtMs, bounds))", "if (false)"),
    edit(sweep, 'finding.is !== "unreadable" && finding', "false && finding"),
  ),
];
