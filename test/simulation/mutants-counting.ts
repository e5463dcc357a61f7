import { edit, type Mutant, product } from "./mutant.ts";

const count = "reconcile/add-decisions.ts";

/** Each decision is counted once, although rows come and go, runs overlap, and anything may be cut off. */
export const counting: readonly Mutant[] = [
  product(
    "closed-uncounted",
    "a row leaves the open index before its decisions were counted",
    "counted",
    edit("tablestore/columns.ts", "sinceMs.length > 0 ? sinceMs : Object", "sinceMs.length > -1 ? sinceMs : Object"),
  ),
  product(
    "count-without-mark",
    "what was counted is counted again if it is still in its row",
    "counted",
    edit("reconcile/added-to-count.ts", "new Set(row?.marks)", "new Set<string>()"),
  ),
  product(
    "taken-away-uncounted",
    "decisions are taken away from their row although they could not be counted",
    "counted",
    edit("reconcile/count-decisions.ts", "!isIn(uncounted, noted)", "!isIn(uncounted, noted) || uncounted.size > 0"),
  ),
  product(
    "all-taken-away",
    "what a row decided after it was read is taken away with what was counted",
    "counted",
    edit("ledger/collected.ts", "!versions.includes(version)", "versions.length === 0 && version !== undefined"),
  ),
  product(
    "count-overwritten",
    "counters are written over whatever another run has counted",
    "counted",
    edit(count, "addedTo(row, marked, held)", "addedTo(row && { ...row, rules: [] }, marked, held)"),
  ),
];
