import { expect, test } from "vitest";
import { hookFor } from "../../shared/attempt/ask-hook.ts";
import { type Ask, type Asking, idOfAsk, nextAsk } from "../../shared/ledger/ask.ts";
import { decide } from "../../shared/ledger/decide.ts";
import { isDrainedFor, isPutBack } from "../../shared/ledger/decide-hook.ts";
import type { Hook } from "../../shared/ledger/hook.ts";
import { keepsPlace } from "../../shared/ledger/hooks-of-row.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { claimOn } from "./claim-on.ts";

const [one, other] = ["150dc535e4af49dc8c1d3f6b5a2e7f90", "97a30c5ddf6f4c1f8e0f3b1d2c4a5e66"];
const nowMs = Date.parse("2026-11-30T02:00:00Z");
const minuteMs = 60_000;
const before = "fc:ops-hook-drain";
const after = "fc:ops-hook-back";
const wanted = { name: "database", answersWithinMs: 10_000, triesForMs: 120 * minuteMs, before, after };
const hook: Hook = { ...wanted, operation: "RedeployInstance", sinceMs: nowMs };
const owed: Hook = { ...hook, owedSinceMs: nowMs, askedAtMs: nowMs };

type Waits = InstanceRow["waiting"][string];
const waits = (operationId: string, what: Waits["wait"]["for"]): InstanceRow["waiting"] => ({
  [operationId]: {
    ...{ operationId, operation: "RedeployInstance", input: {}, fingerprint: "f", source: "eventbridge" },
    ...{
      actor: "acs.ecs",
      reason: "",
      attempt: 0,
      fruitless: 0,
      openSinceMs: nowMs,
      wait: { for: what, code: "Held" },
    },
  },
});
const rowWith = (waiting: InstanceRow["waiting"], hooks: InstanceRow["hooks"]): InstanceRow => ({
  ...{ ...emptyRow, epoch: 1 },
  waiting,
  hooks,
});

test("a machine that is to be put back after one operation is drained for no other meanwhile", () => {
  const row = rowWith(waits(other, "hook"), { [one]: owed, [other]: hook });
  expect([isPutBack(row, other), isPutBack(row, one)]).toEqual([true, false]);
  const asking = { kind: "hook", said: "asking", operationId: other, owner: "r1", seen: hook } as const;
  expect(decide(row, asking, nowMs)).toEqual({ kind: "answer", standing: { kind: "lost" } });
  const alone = rowWith(waits(other, "hook"), { [other]: hook });
  expect(decide(alone, asking, nowMs).kind).toBe("write");
});

test("no two questions have one time, though two runs ask in one millisecond", () => {
  const asking = { kind: "hook", said: "asking", operationId: one, owner: "r1" } as const;
  const asked = (seen: Hook) => {
    const decision = decide(rowWith(waits(one, "hook"), { [one]: seen }), { ...asking, seen }, nowMs);
    return decision.kind === "write" ? decision.next.hooks[one] : undefined;
  };
  const first = asked(hook);
  expect([first?.askedAtMs, asked(first ?? hook)?.askedAtMs]).toEqual([nowMs, nowMs + 1]);
});

test("a machine that is drained for an operation that goes on is not put back under it", () => {
  const row = rowWith(waits(other, "attempt"), { [one]: owed, [other]: owed });
  expect([isDrainedFor(row, one), isDrainedFor(row, other)]).toEqual([true, false]);
  const held = rowWith(waits(other, "time"), { [one]: owed, [other]: owed });
  expect(isDrainedFor(held, one)).toBe(false);
});

test("a hook without after keeps no place once its operation is held or has ended", () => {
  const { after: _, ...gate } = owed;
  const kept = (what: Waits["wait"]["for"], is: Hook) => keepsPlace(rowWith(waits(one, what), { [one]: is }), one);
  expect([kept("hook", gate), kept("attempt", gate), kept("time", gate), kept("policy", gate)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(keepsPlace(rowWith({}, { [one]: gate }), one)).toBe(false);
  expect([kept("time", owed), keepsPlace(rowWith({}, { [one]: owed }), one)]).toEqual([true, true]);
});

const asking: Asking = { shown: "s", because: "HookRefused", losses: [], disks: [], needs: 1 };

test("the same thing that happens again is another question", () => {
  const first = nextAsk(undefined, { ...asking, fromMs: nowMs }, nowMs);
  expect(nextAsk(first, { ...asking, fromMs: nowMs }, nowMs + 1)).toEqual(first);
  const second = nextAsk(first, { ...asking, fromMs: nowMs + minuteMs }, nowMs + 2 * minuteMs);
  expect([second.number, second.sinceMs]).toEqual([2, nowMs + 2 * minuteMs]);
  expect(nextAsk(first, { ...asking, fromMs: nowMs + minuteMs }, nowMs).sinceMs, "by a clock that is behind").toBe(
    nowMs + minuteMs,
  );
  expect(second).not.toHaveProperty("fromMs");
  expect(idOfAsk(second)).not.toBe(idOfAsk(first));
});

type Judged = Parameters<typeof hookFor>;

/** What an attempt under the hook comes to, with a yes of lin's at this time. */
function judged(is: Hook | undefined, ask: Ask | undefined, yesAtMs: number, wants: object = wanted) {
  const yeses = [{ person: "lin", atMs: yesAtMs }];
  const policy = { hookOf: () => wants, serial: 1 } as unknown as Judged[3];
  const needs = { nowMs: () => nowMs + minuteMs } as Judged[4];
  const answering = { event: undefined, ruled: { rule: "databases" } } as unknown as Judged[1];
  return hookFor(claimOn({ clientToken: undefined }, { hook: is, ask }), answering, { asking, yeses }, policy, needs);
}

const refused: Hook = { ...owed, failed: { code: "HookRefused", atMs: nowMs } };

test("a yes goes on without a hook that has refused if it answers that, and no other question", () => {
  const about = (because: string | undefined) => ({ ...nextAsk(undefined, { ...asking, because }, nowMs + 1) });
  expect(judged(refused, about("HookRefused"), nowMs + 2)).toEqual({ readyAtMs: Number.POSITIVE_INFINITY });
  for (const because of [undefined, "HookSilent"])
    expect(judged(refused, about(because), nowMs + 2)).toMatchObject({ kind: "needsConsent" });
  expect(judged(refused, undefined, nowMs + 2)).toMatchObject({ kind: "needsConsent" });
});

test("what another hook has answered is not the word of the one that the policy names now", () => {
  const ready: Hook = { ...owed, readyAtMs: nowMs + minuteMs };
  expect(judged(ready, undefined, 0)).toEqual({ readyAtMs: nowMs + minuteMs });
  const mended = { ...wanted, before: "fc:ops-hook-drain-2" };
  expect(judged(ready, undefined, 0, mended)).toMatchObject({ kind: "hooked" });
  expect(judged(refused, undefined, 0, mended)).toMatchObject({ kind: "hooked" });
});

test("a hook that is only told afterwards is told after each attempt", () => {
  const told = { ...wanted, before: undefined };
  expect(judged(undefined, undefined, 0, told)).toMatchObject({ after: told });
  expect(judged(hook, undefined, 0, told), "it was told that nothing was begun").toMatchObject({ after: told });
  expect(judged(owed, undefined, 0, told)).not.toHaveProperty("after");
});
