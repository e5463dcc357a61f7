import type { SourceEdit } from "../../functions/build/source-edits.ts";

/**
 * The product without one of its safeguards, as edits of its source that this demo's build makes. The product has no
 * such switch; an edit that no longer applies fails the build.
 */
export const mutants: Readonly<Record<string, { readonly what: string; readonly edits: readonly SourceEdit[] }>> = {
  "no-claim": {
    what: "the ledger's writes carry no condition: two deliveries both believe that they may act",
    edits: [
      {
        file: "shared/tablestore/conditions.ts",
        find: "new Condition(Expect.EXPECT_NOT_EXIST, null)",
        replace: "new Condition(Expect.IGNORE, null)",
      },
      {
        file: "shared/tablestore/conditions.ts",
        find: "return new Condition(Expect.EXPECT_EXIST, version);",
        replace: "return new Condition(Expect.IGNORE, null);",
      },
    ],
  },
  "release-on-unknown": {
    what: "a send whose outcome is unknown is taken for a failed one: the next delivery sends again",
    edits: [
      {
        file: "shared/ledger/decide-claim.ts",
        find: '(progress.state === "Waiting" || isLapsed',
        replace: '(progress.state === "Waiting" || progress.state === "Sending" || isLapsed',
      },
    ],
  },
  "not-yet-is-ready": {
    what: "whatever a hook answers is taken for ready",
    edits: [
      {
        file: "shared/cloud/hooks.ts",
        find: 'return { kind: "notYet", code: state === "notYet" ? "NotYet" : "UnreadableAnswer" };',
        replace: 'return { kind: "ready" };',
      },
    ],
  },
  "limits-ignored": {
    what: "no limit is ever full: all that is due begins",
    edits: [
      {
        file: "shared/guards/limits.ts",
        find: "wanted.scopes.filter((one) => isOf(limit.per, one))",
        replace: "wanted.scopes.filter(() => false)",
      },
    ],
  },
  "freeze-ignored": {
    what: "a freeze holds nothing",
    edits: [
      {
        file: "shared/guards/calendar.ts",
        find: "const holding = overridesFreeze ? [] : freezes;",
        replace: "const holding: Freeze[] = [];",
      },
    ],
  },
  "pause-ignored": {
    what: "a person's pause holds nothing",
    edits: [{ file: "shared/guards/stopped.ts", find: "pausedBy(pauses, asked, nowMs) ??", replace: "" }],
  },
  "any-code-counts": {
    what: "a code of chat is good for whoever says it: lin's makes a yes of wei's",
    edits: [
      {
        file: "shared/entry/by-code.ts",
        find: "if (isCodeFor(fingerprintKeys, yes, code, askedAtMs))",
        replace: "if (fingerprintKeys.length > 0)",
      },
    ],
  },
  "never-put-back": {
    what: "what was drained stays so while its operation is held",
    edits: [
      { file: "shared/ledger/hooks-of-row.ts", find: '["time", "policy"].includes(', replace: '["nothing"].includes(' },
    ],
  },
};
