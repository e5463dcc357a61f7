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
};
