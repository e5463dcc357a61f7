import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { mutants } from "../demo/mutants.ts";
import { factsIn, type NightFacts, type Step } from "../demo/owners-night-facts.ts";
import { type Cast, nightVerdict } from "../demo/owners-night-verdict.ts";
import { root } from "../local.ts";

const cast: Cast = {
  machines: ["web", "late", "cache", "db"],
  asked: "cache",
  frozen: ["db"],
  stopped: "late",
  most: 2,
};

type Said = readonly [instanceId: string, kind: Step["kind"], answer?: string, outcome?: string];

/** A night in which all is well: the yes comes at 3, the pause at 13, its end at 15; the freeze ends at 19. */
const night: readonly Said[] = [
  ["web", "before", "notYet"],
  ["web", "before", "ready"],
  ["web", "sent"],
  ["cache", "before", "ready"],
  ["cache", "sent"],
  ["web", "proved"],
  ["web", "after", "notYet", "proved"],
  ["web", "after", "ready", "proved"],
  ["cache", "proved"],
  ["cache", "after", "ready", "proved"],
  ["late", "before", "notYet"],
  ["late", "before", "notYet"],
  ["late", "before", "notYet"],
  ["late", "after", "ready", "notSent"],
  ["late", "after", "ready", "notSent"],
  ["late", "before", "ready"],
  ["late", "sent"],
  ["late", "proved"],
  ["late", "after", "ready", "proved"],
  ["db", "before", "ready"],
  ["db", "sent"],
  ["db", "proved"],
  ["db", "after", "ready", "proved"],
];

const factsOf = (said: readonly Said[]): NightFacts => ({
  ...{ frozenUntilMs: 20, yesSeq: 3, pauseSeq: 13, resumeSeq: 15 },
  steps: said.map(([instanceId, kind, answer = "", outcome = ""], index) => {
    const when = { seq: index + 1, atMs: index + 1, instanceId };
    if (kind === "before") return { ...when, kind, answer };
    return kind === "after" ? { ...when, kind, answer, outcome } : { ...when, kind };
  }),
});

const without = (...gone: readonly number[]) => night.filter((_, index) => !gone.includes(index));
const changed = (at: number, said: Said) => night.map((one, index) => (index === at ? said : one));
const moved = (from: number, to: number) => {
  const rest = without(from);
  return [...rest.slice(0, to), ...night.slice(from, from + 1), ...rest.slice(to)];
};

test("a night in which all is well has no fault", () => {
  expect(nightVerdict(factsOf(night), cast)).toEqual([]);
});

test.each<[string, readonly Said[], string]>([
  ["a machine that is sent twice", [...night, ["web", "sent"]], "web was redeployed 2 times"],
  ["a machine that is forgotten", night.filter(([id]) => id !== "db"), "db was redeployed 0 times"],
  ["one that is not proved", without(21), "db was not proved"],
  ["a stranger", [...night, ["other", "sent"]], "other is none of these machines"],
  [
    "a notYet that is taken for ready",
    changed(1, ["web", "before", "notYet"]),
    "web was sent before its hook was ready",
  ],
  ["one that was put back and then sent", moved(7, 2), "web was sent before its hook was ready"],
  ["three at once", moved(10, 4), "3 machines were at work at once, where the policy lets 2"],
  ["a hook asked before the yes", moved(3, 0), "cache was begun before anybody said yes"],
  ["a database in the freeze", moved(19, 18), "db was begun in the freeze"],
  ["a send in the pause", changed(14, ["late", "sent"]), "late was begun in the pause"],
  ["a hook asked in the pause", changed(14, ["late", "before", "ready"]), "late was begun in the pause"],
  ["nobody put back in the pause", without(13, 14), "late was drained for nothing, and not put back in the pause"],
  ["no after at the end", without(22), "db was drained, and its hook was not told at last that it is proved"],
  [
    "an after that was not taken",
    changed(22, ["db", "after", "notYet", "proved"]),
    "db was drained, and its hook was not told at last that it is proved",
  ],
])("%s is found", (_, said, problem) => {
  expect(nightVerdict(factsOf(said), cast)).toContain(problem);
});

test("steps are read from the wire: hooks with their answers in order, sends, and the row that says it helped", () => {
  const call = { product: "fc", requestId: "", function: null, status: 200, code: null, effect: true } as const;
  const at = "1970-01-01T00:00:00.007Z";
  const asked = (seq: number, phase: string) => ({
    ...call,
    ...{ seq, at, action: "InvokeFunction", params: { functionName: "hook", payload: { phase, ...about } } },
  });
  const about = { instanceId: "web", operationId: "op", outcome: "proved" };
  const row = {
    table: "redeploy_once_instances",
    primaryKey: { id: "scope_web" },
    put: { r_op: '{"state":"Succeeded"}' },
  };
  const calls = [
    asked(1, "before"),
    { ...asked(2, "before"), effect: false },
    asked(3, "before"),
    { ...call, seq: 4, at, action: "RedeployInstance", params: { InstanceId: "web" } },
    { ...call, seq: 5, at, action: "UpdateRow", params: row },
    asked(6, "after"),
  ];
  const hooked = (["notYet", "ready", "ready"] as const).map((state, index) => ({
    ...{ at, name: "hook", answer: { state } },
    body: { phase: index === 2 ? "after" : "before", ...about },
  }));
  const when = { atMs: 7, instanceId: "web" };
  expect(factsIn(calls, hooked, { frozenUntilMs: 0, yesSeq: 0, pauseSeq: 0, resumeSeq: 0 }).steps).toEqual([
    { seq: 1, ...when, kind: "before", answer: "notYet" },
    { seq: 3, ...when, kind: "before", answer: "ready" },
    { seq: 4, ...when, kind: "sent" },
    { seq: 5, ...when, kind: "proved" },
    { seq: 6, ...when, kind: "after", answer: "ready", outcome: "proved" },
  ]);
});

describe("the demo's mutants", () => {
  test.each(Object.entries(mutants))(
    "%s still applies to the product's source, once each edit",
    async (_, { edits }) => {
      for (const { file, find } of edits)
        expect((await readFile(path.join(root, file), "utf8")).split(find), `${file}: ${find}`).toHaveLength(2);
    },
  );
});
