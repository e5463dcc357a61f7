import { describe, expect, test } from "vitest";
import type { Answering } from "../../shared/attempt/answering.ts";
import { type Consent, consentTo } from "../../shared/attempt/consent.ts";
import { tooSoon } from "../../shared/attempt/too-soon.ts";
import { defaultBounds } from "../../shared/bounds.ts";
import { heldByCooldown, heldByFailures, type Repeat } from "../../shared/guards/repeat.ts";
import type { Sweep } from "../../shared/ledger/change.ts";
import type { Claim } from "../../shared/ledger/claim.ts";
import { decide } from "../../shared/ledger/decide.ts";
import type { Outcome } from "../../shared/ledger/outcome.ts";
import { ownIdOf } from "../../shared/ledger/owned.ts";
import { type Past, pastOf } from "../../shared/ledger/past.ts";
import type { Repeating } from "../../shared/ledger/repeating.ts";
import { type Current, emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { repeatingFor } from "../../shared/reconcile/repeating.ts";
import { steeredBy } from "../acting-by.ts";
import { claimOn } from "./claim-on.ts";

const hourMs = 3_600_000;
const repeat: Repeat = {
  attempts: { most: 2, withinMs: 24 * hourMs },
  cooldownMs: hourMs,
  isOwners: true,
};
const endedAt = (state: Outcome["state"], endedAtMs: number, more: Partial<Outcome> = {}): Outcome => ({
  ...{ state, operation: "RedeployInstance", fingerprint: "", endedAtMs },
  ...more,
});

describe("the past of a machine", () => {
  test("is what has succeeded or failed on it, and what stopped it, and nothing that was proved without effect", () => {
    const outcomes = {
      a: endedAt("Succeeded", 1),
      b: endedAt("Failed", 3),
      c: endedAt("Failed", 2),
      d: endedAt("Expired", 8),
      e: endedAt("Rejected", 9),
    };
    expect(pastOf({ outcomes })).toEqual({ lastEndedMs: 3, failedAtMs: [2, 3] });
    expect(pastOf({ outcomes: { ...outcomes, f: endedAt("Cancelled", 7, { wasStopped: true }) } }).lastEndedMs).toBe(7);
    expect(pastOf({ outcomes: {} }).lastEndedMs).toBeUndefined();
  });

  test("holds it until the cooldown is over, to the millisecond", () => {
    const past: Past = { lastEndedMs: 5, failedAtMs: [] };
    expect(heldByCooldown(repeat, past, hourMs + 4)).toMatchObject({ code: "CooldownActive", untilMs: hourMs + 5 });
    expect(heldByCooldown(repeat, past, hourMs + 5)).toBeUndefined();
    expect(heldByCooldown(repeat, { ...past, lastEndedMs: undefined }, 5)).toBeUndefined();
    expect(heldByCooldown({ ...repeat, cooldownMs: 0 }, past, 5)).toBeUndefined();
  });

  test("counts failures in the last day: the second one of it holds, and not the second one of two days", () => {
    const past = (...failedAtMs: number[]): Past => ({ lastEndedMs: undefined, failedAtMs });
    expect(heldByFailures(repeat, past(0, 10), 10)).toMatchObject({ code: "AttemptsUsedUp", untilMs: 24 * hourMs });
    expect(heldByFailures(repeat, past(0, 10), 24 * hourMs)).toBeUndefined();
    expect(heldByFailures(repeat, past(0, 10, 20), 24 * hourMs)).toMatchObject({ untilMs: 24 * hourMs + 10 });
    expect(heldByFailures({ ...repeat, attempts: undefined }, past(0, 1, 2, 3), 4)).toBeUndefined();
  });
});

describe("what comes too soon", () => {
  const nowMs = 10 * hourMs;
  const steering = { ...steeredBy([], 1, nowMs), repeat };
  const principal = (name: string) => ({ name, keys: [], decides: name === "consent" });
  const needs = {
    ...{ steering, bounds: defaultBounds, nowMs: () => nowMs },
    principals: [principal("consent"), principal("webhook")],
  };
  const event = (type: string): Answering => ({
    event: { eventId: "e-1", type, status: "Scheduled", notBeforeMs: nowMs * 9, simulated: false, diskId: undefined },
    ...{ asks: false, approvals: 1, mayLose: [] },
  });
  const planned = event("SystemMaintenance.Redeploy");
  const past = { lastEndedMs: nowMs - 1_000, failedAtMs: [] };
  const notice = (more: Partial<Claim>) =>
    claimOn({ clientToken: undefined, source: "eventbridge" }, { past, ...more });
  const asking = { shown: "what is planned", losses: [], disks: [], needs: 1 };
  const nobody = { asking, yeses: [] };
  const said = (claim: Claim, answering = planned, consent: Consent = nobody) =>
    tooSoon(claim, consent, answering, needs)?.kind;

  test("waits if it is planned, and is asked about if the machine has failed", () => {
    expect(said(notice({}))).toBe("heldBack");
    expect(said(notice({}), event("SystemFailure.Redeploy"))).toBe("needsConsent");
  });

  test("waits if the machine has failed and the owner has said nothing: it is only the cloud that lags", () => {
    const silent = { ...needs, steering: { ...steering, repeat: { ...repeat, isOwners: false } } };
    expect(tooSoon(notice({}), nobody, event("SystemFailure.Redeploy"), silent)?.kind).toBe("heldBack");
  });

  test("is let through by a yes from after the last end, and not by one from before or by who may not say it any more", () => {
    const yes = (by: string, atMs: number) => {
      const claim = notice({ approvals: [{ by, atMs, shown: "", seal: "" }] });
      const { asking: asked } = consentTo(claim, [], [], planned, needs);
      const shown = { approvals: [{ by, atMs, shown: asked.shown, seal: "" }] };
      return said(claim, planned, consentTo(notice(shown), [], [], planned, needs));
    };
    expect(yes("consent", nowMs - 1_000)).toBeUndefined();
    expect(yes("consent", nowMs - 1_001)).toBe("heldBack");
    expect(yes("webhook", nowMs)).toBe("heldBack");
  });

  test("is let through for the signed call of a person who may approve, and for no program and no payload", () => {
    const call = (actor: string, source: "http" | "invoke") => said(claimOn({ actor, source }, { past }));
    expect(call("consent", "http")).toBeUndefined();
    expect(call("webhook", "http")).toBe("heldBack");
    expect(call("consent", "invoke")).toBe("heldBack");
  });

  test("is asked about after the last attempt, whatever it is", () => {
    const usedUp = { lastEndedMs: 0, failedAtMs: [nowMs - 2, nowMs - 1] };
    expect(said(notice({ past: usedUp }))).toBe("needsConsent");
    expect(said(claimOn({ actor: "webhook" }, { past: usedUp }))).toBe("needsConsent");
  });
});

describe("an event whose operation has failed", () => {
  const answer = { statusCode: 200, body: "{}" };
  const accepted = {
    state: "Accepted",
    signedAtMs: 1,
    acceptedAtMs: 2,
    requestId: "r",
    adopted: false,
    answer,
  } as const;
  const current: Current = {
    ...{ operationId: "first", operation: "RedeployInstance", input: { InstanceId: "i-1" }, fingerprint: "f" },
    ...{ source: "eventbridge", actor: "acs.ecs", reason: "a rule", eventId: "e-1", promised: true },
    approvals: [{ by: "lin", atMs: 1, shown: "what was planned", seal: "s" }],
    ask: { number: 3, shown: "what was planned", losses: ["localDisks"], disks: ["d-1"], needs: 2, sinceMs: 1 },
    ...{ attempt: 1, fruitless: 1, openSinceMs: 0, progress: { ...accepted, baseline: [], evidenceIds: ["t-1"] } },
  };
  const row: InstanceRow = { ...emptyRow, epoch: 4, owner: "o", current };
  const repeating: Repeating = {
    ...{ operationId: "second", attempts: { most: 2, withinMs: 24 * hourMs }, cooldownMs: hourMs, serial: 3 },
    dueMs: 9 * hourMs,
  };
  const prove = (proved: "Succeeded" | "Failed" | "Unproven", more: Partial<Repeating> | undefined = {}): Sweep => ({
    ...{ kind: "prove", owner: "r", epoch: 4, proved, bounds: defaultBounds },
    ...{ evidence: { evidenceIds: ["t-1"], readStartedMs: 5 }, repeating: more && { ...repeating, ...more } },
  });
  const written = (change: Sweep, before = row) => {
    const decision = decide(before, change, 10);
    if (decision.kind !== "write") throw new Error("nothing is written");
    return decision.next;
  };

  test("has its next one in the same write: by an id of its own, without the yes, due after the cooldown", () => {
    const { outcomes, waiting, current: now } = written(prove("Failed"));
    expect([now, outcomes["first"]?.state, Object.keys(waiting)]).toEqual([undefined, "Failed", ["second"]]);
    expect(waiting["second"]).toMatchObject({ eventId: "e-1", source: "repeat", attempt: 0, fruitless: 0 });
    expect(waiting["second"]?.wait).toEqual({
      ...{ for: "time", code: "CooldownActive", untilMs: hourMs + 10, deadlineMs: 9 * hourMs, serial: 3 },
    });
    expect(waiting["second"]).not.toHaveProperty("approvals");
  });

  test("is left to a person if as many have failed, whatever the others were for", () => {
    const earlier = { ...row, outcomes: { other: endedAt("Failed", 1) } };
    expect(written(prove("Failed"), earlier).waiting["second"]).toMatchObject({
      askedUntilMs: 9 * hourMs,
      ask: { number: 1, because: "AttemptsUsedUp", losses: ["localDisks"], disks: ["d-1"], needs: 2 },
      wait: { for: "approval", code: "AttemptsUsedUp", untilMs: 9 * hourMs },
    });
  });

  test("has none if it has helped, is unproven, or the policy says nothing", () => {
    for (const change of [prove("Succeeded"), prove("Unproven")]) expect(written(change).waiting).toEqual({});
    const { repeating: _, ...silent } = prove("Failed") as Extract<Sweep, { kind: "prove" }>;
    expect(written(silent).waiting).toEqual({});
  });

  test("has one by a person's verdict, too", () => {
    const unproven = {
      ...row,
      current: { ...current, progress: { ...accepted, state: "Unproven", baseline: [], evidenceIds: [] } },
    };
    const said = {
      kind: "resolve",
      owner: "p",
      epoch: 4,
      verdict: "did-not-happen",
      by: "lin",
      reason: "it is down",
    } as const;
    const change = { ...said, lookedAtMs: 9e9, answer, bounds: defaultBounds, repeating };
    expect(Object.keys(written(change, unproven as InstanceRow).waiting)).toEqual(["second"]);
  });

  test("has sixteen at most, and a call has none", () => {
    const scope = { accountId: "1", regionId: "cn-hangzhou" };
    const policy = { repeat, serial: 3 };
    const next = (operationId: string) =>
      repeatingFor(scope, "i-1", { operationId, eventId: "e-1" }, policy)?.operationId;
    const all = [ownIdOf(scope, "i-1", "e-1")];
    for (let id = next(all[0] ?? ""); id !== undefined; id = next(id)) all.push(id);
    expect([all.length, new Set(all).size]).toEqual([16, 16]);
    const call = { operationId: all[0] ?? "", eventId: "e-1", clientToken: "t" };
    expect(repeatingFor(scope, "i-1", call, policy)).toBeUndefined();
  });
});
