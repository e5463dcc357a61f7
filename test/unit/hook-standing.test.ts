import { expect, test } from "vitest";
import { hooksIn } from "../../shared/console/hook-standing.ts";
import type { Hook } from "../../shared/ledger/hook.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";

const id = "150dc535e4af49dc8c1d3f6b5a2e7f90";
const beganMs = Date.parse("2026-11-29T12:00:00Z");
const minuteMs = 60_000;
const at = (minutes: number) => beganMs + minutes * minuteMs;

const policy = { name: "database", answersWithinMs: 10_000, triesForMs: 120 * minuteMs };
const both = { before: "fc:ops-hook-drain", after: "fc:ops-hook-back" };
const hook: Hook = { ...policy, ...both, operation: "RedeployInstance", sinceMs: at(0) };

type Stored = InstanceRow["waiting"][string];
const stored = {
  ...{ operationId: id, operation: "RedeployInstance", input: {}, fingerprint: "f", source: "eventbridge" },
  ...{ actor: "acs.ecs", reason: "", attempt: 0, fruitless: 0, openSinceMs: at(0) },
} satisfies Omit<Stored, "wait">;

const waitsFor = (what: Stored["wait"]["for"]): Partial<InstanceRow> => ({
  waiting: { [id]: { ...stored, wait: { for: what, code: "HookAsked" } } },
});
const atWork: Partial<InstanceRow> = {
  current: { ...stored, promised: true, progress: { state: "Claimed", leaseUntilMs: at(9) } },
};
const ended: Partial<InstanceRow> = {
  outcomes: { [id]: { operation: "RedeployInstance", state: "Expired", endedAtMs: at(30) } as never },
};

/** How one hook stands, without what is the same in all. */
function stands(row: Partial<InstanceRow>, more: Partial<Hook>) {
  const [one] = hooksIn({ ...emptyRow, ...row, hooks: { [id]: { ...hook, ...more } } });
  const { OperationId: _, Operation: __, Name: ___, ...rest } = one ?? {};
  return rest;
}

const [drain, back] = [
  { Phase: "before", Function: "fc:ops-hook-drain" },
  { Phase: "after", Function: "fc:ops-hook-back" },
];
const asked = { owedSinceMs: at(1), askedAtMs: at(3) };
const AskedAt = "2026-11-29T12:03:00.000Z";

test.each<[string, Partial<InstanceRow>, Partial<Hook>, object]>([
  ["it has its place and was not asked", waitsFor("hook"), {}, { ...drain, State: "ToAsk", Since: iso(0) }],
  [
    "its machine was put back a moment ago",
    waitsFor("hook"),
    { returningAtMs: at(2) },
    { ...drain, State: "ToAsk", Since: iso(0), Until: iso(18) },
  ],
  [
    "it was asked and not ready",
    waitsFor("hook"),
    asked,
    { ...drain, State: "Asked", Since: iso(0), AskedAt, Until: iso(120) },
  ],
  [
    "it was ready",
    waitsFor("attempt"),
    { ...asked, readyAtMs: at(3) },
    { ...drain, State: "Ready", Since: iso(3), AskedAt },
  ],
  [
    "it was ready, and is at work",
    atWork,
    { ...asked, readyAtMs: at(3) },
    { ...drain, State: "Ready", Since: iso(3), AskedAt },
  ],
  [
    "it has refused",
    waitsFor("approval"),
    { ...asked, failed: { code: "HookRefused", atMs: at(4) } },
    { ...drain, State: "Refused", Since: iso(4), AskedAt },
  ],
  [
    "it was never ready",
    waitsFor("approval"),
    { ...asked, failed: { code: "HookSilent", atMs: at(121) } },
    { ...drain, State: "Silent", Since: iso(121), AskedAt },
  ],
  [
    "its operation is held by time",
    waitsFor("time"),
    { ...asked, returningAtMs: at(5) },
    { ...back, State: "Owed", Since: iso(5), AskedAt, Until: iso(19) },
  ],
  ["its operation has ended", ended, asked, { ...back, State: "Owed", Since: iso(30), AskedAt, Until: iso(19) }],
  ["its operation is forgotten", {}, asked, { ...back, State: "Owed", AskedAt, Until: iso(19) }],
  [
    "it is put back, and waits on",
    waitsFor("time"),
    { returningAtMs: at(5) },
    { ...back, State: "PutBack", Since: iso(5), Until: iso(21) },
  ],
])("%s", (_, row, more, said) => {
  expect(stands(row, more)).toEqual(said);
});

test("a hook that is only told is told once it has ended", () => {
  const only = { ...policy, after: both.after, operation: "RedeployInstance", sinceMs: at(0), owedSinceMs: at(1) };
  expect(hooksIn({ ...emptyRow, ...atWork, hooks: { [id]: only } })).toEqual([
    {
      ...{ OperationId: id, Operation: "RedeployInstance", Name: "database" },
      ...{ ...back, State: "ToTell", Since: iso(1) },
    },
  ]);
});

test("of one operation its own hook alone is told", () => {
  const hooks = { [id]: hook, other: hook };
  expect(hooksIn({ ...emptyRow, hooks }, id).map(({ OperationId }) => OperationId)).toEqual([id]);
  expect(hooksIn({ ...emptyRow, hooks })).toHaveLength(2);
});

function iso(minutes: number): string {
  return new Date(at(minutes)).toISOString();
}
