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
    "earlier-life-freed",
    "an operation that was never sent gives an event back that its earlier life has answered",
    "once",
    edit("ledger/transition.ts", "attempt === 0 ? events :", "false ? events :"),
  ),
  product(
    "own-binding-is-free",
    "an operation whose outcome is forgotten may answer its event once more",
    "once",
    edit(
      "ledger/decide-claim.ts",
      "isKnown || holder === undefined ||",
      "isKnown || holder === asked.operationId || holder === undefined ||",
    ),
  ),
  product(
    "cloud-never-forgets",
    "what the cloud does not list any more counts as absent",
    "proved",
    edit(doubt, "if (readEndedMs >= forgottenFromMs(attempt.signedAtMs, bounds))", "if (false)"),
    edit(sweep, 'finding.kind !== "unreadable" && finding', "false && finding"),
  ),
];
