import { edit, type Mutant, product } from "./mutant.ts";

const resolve = "reconcile/resolve.ts";
const sweep = "ledger/decide-sweep.ts";

const lookInState = "  if (lookedAtMs < absenceProvableAtMs(progress.signedAtMs, bounds)) return undefined;\n";
const lookInAnswer = "return lookedAtMs < fromMs ?";

/** A person's verdict: on what it is, and when it counts. */
export const people: readonly Mutant[] = [
  product(
    "verdict-any-time",
    "a person's verdict is heard while a request may still be taken",
    "proved",
    edit(resolve, lookInAnswer, "return false ?"),
    edit(sweep, lookInState, ""),
  ),
  product(
    "verdict-by-its-writing",
    "a person's verdict counts by when it is given, not by when the person looked",
    "proved",
    edit(resolve, lookInAnswer, "return nowMs < fromMs ?"),
    edit(sweep, lookInState, lookInState.replace("lookedAtMs", "nowMs")),
  ),
  product(
    "verdict-any-version",
    "a person's verdict is judged by the version that was looked at, and written to whatever is there",
    "fenced",
    edit(sweep, "row.epoch !== change.epoch", '(change.kind !== "resolve" && row.epoch !== change.epoch)'),
    edit(sweep, lookInState, ""),
  ),
  product(
    "verdict-unproven-free",
    "what is unproven may be called failed by a look of any age",
    "proved",
    edit(
      resolve,
      "  if (!isUnknown(progress, nowMs))",
      '  if (progress.state === "Unproven") return undefined;\n  if (!isUnknown(progress, nowMs))',
    ),
    edit(sweep, lookInState, lookInState.replace("if (", 'if (progress.state !== "Unproven" && ')),
  ),
];
