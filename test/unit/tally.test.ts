import { expect, test } from "vitest";
import type { Change, Found, Ruled } from "../../shared/ledger/change.ts";
import { decide } from "../../shared/ledger/decide.ts";
import { nothingAnswers, observed } from "../../shared/ledger/progress.ts";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import { readTally } from "../../shared/ledger/tally.ts";
import { accepted, call, claim, event, giveBack, intend, looked, planned, rowAfter, settle, waits } from "./lines.ts";

const web: Ruled = { policy: 1, rule: "web" };
const rest: Ruled = { policy: 2, rule: "everything else" };
const question = { for: "approval", untilMs: 900_000, code: "Forbidden.ApprovalRequired" } as const;
const ruled = (change: Change, by: Ruled = web): Change => ({ ...change, ruled: by }) as Change; // of what carries a rule
const listed = (by: Ruled, more: Partial<Extract<Found, { kind: "listed" }>> = {}) =>
  looked({ kind: "listed", plan: planned, mode: "act", serial: by.policy, dueMs: undefined, ruled: by, ...more });

/** What was decided, in the order of the writes. */
const decisions = ({ tally }: InstanceRow) =>
  Object.values(tally).flatMap((text) =>
    readTally(text).decided.map(({ policy, what, rule }) => `${policy} ${rule}: ${what}`),
  );

test("an observed event is counted once, however often it is looked at", () => {
  const observes = ruled(giveBack(observed(1)));
  const row = rowAfter(claim(event), observes, claim(event), observes, claim(event), observes);
  expect(decisions(row)).toEqual(["1 web: Seen", "1 web: WouldHaveActed"]);
});

test("an event that is answered is counted when its rule was asked, and when the cloud took it", () => {
  const row = rowAfter(claim(event), ruled(intend), settle(accepted));
  expect(decisions(row)).toEqual(["1 web: Seen", "1 web: Acted"]);
  expect(Object.keys(row.tally)).toEqual(["2_0", "3_0"]);
});

test("an event that nothing answers, and one that is asked about, are told apart", () => {
  expect(decisions(rowAfter(claim(event), ruled(giveBack(nothingAnswers(1)))))).toEqual([
    "1 web: Seen",
    "1 web: LeftAlone",
  ]);
  expect(decisions(rowAfter(claim(event), ruled(giveBack(question))))).toEqual(["1 web: Seen", "1 web: Asked"]);
});

test("a question that nobody answers is too late, and so is an event that is over first; what was observed is not", () => {
  const asked = rowAfter(claim(event), ruled(giveBack(question)));
  const late = decide(asked, { kind: "expire", owner: "r", operationId: "plan" }, 900_000);
  expect(late.kind === "write" && decisions(late.next).at(-1)).toBe("1 web: TooLate");
  const held = rowAfter(claim(event), ruled(giveBack(waits)), looked({ kind: "over" }));
  expect(decisions(held)).toEqual(["1 web: Seen", "1 web: TooLate"]);
  const watched = rowAfter(claim(event), ruled(giveBack(observed(1))), looked({ kind: "over" }));
  expect(decisions(watched)).toEqual(["1 web: Seen", "1 web: WouldHaveActed"]);
});

test("another policy decides anew; an equal plan of the same one writes nothing", () => {
  const row = rowAfter(claim(event), ruled(giveBack(observed(1))), listed(rest));
  expect(decisions(row).slice(2)).toEqual(["2 everything else: Seen"]);
  const asked = rowAfter(claim(event), ruled(giveBack(question)));
  const seen = asked.waiting["plan"];
  if (seen === undefined) throw new Error("It waits");
  const found = { kind: "listed", plan: planned, mode: "act", dueMs: undefined } as const;
  const lookedBy = (by: Ruled) =>
    decide(
      asked,
      { kind: "look", owner: "r", operationId: "plan", seen, found: { ...found, serial: by.policy, ruled: by } },
      9,
    );
  expect(lookedBy(web).kind).toBe("answer");
  expect(lookedBy(rest)).toMatchObject({ kind: "write", next: { waiting: { plan: { wait: { code: "Replanned" } } } } });
});

test("a call is counted under no rule", () => {
  expect(rowAfter(claim(call), intend, settle(accepted)).tally).toEqual({});
});

test("what was counted is taken away from whatever the row has become, and nothing else", () => {
  const row = rowAfter(claim(event), ruled(intend), settle(accepted));
  const taken = decide(row, { kind: "collect", owner: "r", versions: ["2_0", "9_9"] }, 5);
  expect(taken).toMatchObject({ kind: "write", next: { epoch: 3, beside: 1, owner: "f", seq: row.seq } });
  expect(taken.kind === "write" && Object.keys(taken.next.tally)).toEqual(["3_0"]);
  expect(decide(row, { kind: "collect", owner: "r", versions: ["9_9"] }, 5).kind).toBe("answer");
});

test("a row keeps the decisions of sixteen writes, the newest", () => {
  const by = (policy: number) => listed({ policy, rule: "web" }, { mode: "observe" });
  const row = rowAfter(
    claim(event),
    ruled(giveBack(observed(1))),
    ...Array.from({ length: 20 }, (_, at) => by(at + 2)),
  );
  const policies = Object.values(row.tally).map((text) => readTally(text).decided[0]?.policy);
  expect(policies).toEqual(Array.from({ length: 16 }, (_, at) => at + 6));
});

test("a torn text decides nothing, and says when", () => {
  expect(readTally('17 [[1,"Se')).toEqual({ atMs: 17, decided: [] });
  expect(readTally("")).toEqual({ atMs: 0, decided: [] });
});
