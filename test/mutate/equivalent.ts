/** A mutant that no test can kill, or that none need: what it changes, into what, and why that is all the same. */
export type Equivalent = {
  readonly file: string;
  /** The line where it begins, without its indentation. */
  readonly at: string;
  /** The source that is replaced, as it stands. */
  readonly from: string;
  readonly to: string;
  readonly why: string;
};

/** Checked with every run: an entry of a file that was mutated must be a mutant, and must survive. */
export const equivalent: readonly Equivalent[] = [
  {
    file: "shared/cloud/sdk-error.ts",
    at: 'return { code: "unknown", status: undefined, message: "", retryAfterMs: undefined, requestId: undefined };',
    from: '""',
    to: '"Stryker was here!"',
    why: "what was thrown has no status, so nobody asks whether it is the cloud's, or for its words",
  },
  {
    file: "shared/cloud/sdk-error.ts",
    at: "if (status === undefined || status < 400 || status > 499 || requestId === undefined)",
    from: "status > 499",
    to: "status >= 499",
    why: "499 is a proxy's and decides nothing either, by undecidedStatuses",
  },
  {
    file: "shared/ledger/runbook.ts",
    at: "default:",
    from: "default:\n      return step satisfies never;",
    to: "default:",
    why: "every step has its case, and the types say so",
  },
  {
    file: "shared/reconcile/conclude-doubt.ts",
    at: "if (readStartedMs < absenceProvableAtMs(attempt.signedAtMs, bounds)) return undefined;",
    from: "readStartedMs < absenceProvableAtMs(attempt.signedAtMs, bounds)",
    to: "false",
    why: "the ledger judges an absence by the same moment once more (decide-sweep.ts); this spares it the attempt",
  },
];
