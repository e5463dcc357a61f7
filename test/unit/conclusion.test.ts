import { expect, test } from "vitest";
import { type Conclusion, conclusionOf, refusal } from "../../shared/attempt/conclusion.ts";
import { endingOf } from "../../shared/attempt/ending.ts";
import type { Claim } from "../../shared/ledger/claim.ts";
import { type Advice, adviceKinds } from "../../shared/operations/advice-kinds.ts";
import { claimOn } from "./claim-on.ts";

const dayMs = 86_400_000;

const event = {
  operation: "ReplaceSystemDisk",
  source: "eventbridge",
  mayRunLater: true,
  clientToken: undefined,
  eventId: "e-1",
};
const claimOf = (secrets: Readonly<Record<string, string>> = {}, change: Partial<Claim> = {}): Claim =>
  claimOn({ ...event, secrets }, { promised: true, ...change });

/** The same asked for by a signed call, which waits for its answer. */
const callOf = (secrets: Readonly<Record<string, string>> = {}, change: Partial<Claim> = {}): Claim => {
  const { command, ...claim } = claimOf(secrets, { promised: false, ...change });
  return {
    ...claim,
    command: { ...command, source: "http", mayRunLater: false, clientToken: "t", eventId: undefined },
  };
};

const runbookAt = (step: "stop" | "replace" | "start", wasRunning = true) => ({ runbook: { step, wasRunning } });
const refusedAs = (claim: Claim, kind: Advice) =>
  refusal(
    claim,
    { errors: { "403 Some.Code": kind }, parameters: {} },
    { status: 403, code: "Some.Code", message: "No." },
    0,
  );
const messageOf = (verdict: Conclusion) => ("error" in verdict ? verdict.error.message : JSON.stringify(verdict));

test("a password that the cloud quotes is not stored", () => {
  const message = "The zone Hunter-2222 has no room, nor Hunter%2D2222.";
  const error = { status: 403, code: "InvalidParameter.NotMatch", message };
  const verdict = refusal(
    claimOf({ Password: "Hunter-2222" }),
    { errors: { "403 InvalidParameter.NotMatch": "parameter" }, parameters: {} },
    error,
    0,
  );
  const stored = JSON.stringify(endingOf(verdict, "r"));
  expect(stored).toContain("The zone [redacted] has no room, nor [redacted].");
});

const needsYes = {
  kind: "needsConsent" as const,
  asking: { shown: "what is planned", losses: ["localDisks" as const], disks: [], needs: 1 },
  yeses: [],
  askForMs: dayMs,
};

test.each([
  ["until the platform acts", 5 * dayMs, 5 * dayMs],
  ["for a day if the platform has begun", dayMs, 3 * dayMs],
  ["for a day if the event names no time", undefined, 3 * dayMs],
])("consent is waited for %s", (_, eventDueMs, untilMs) => {
  const needed = { ...needsYes, eventDueMs };
  expect(conclusionOf(claimOf(), needed, { errors: {}, parameters: {} }, 2 * dayMs)).toMatchObject({
    wait: { for: "approval", untilMs },
  });
});

test("a question that was asked before ends when it was to end; only the event's own time moves it", () => {
  const asked = claimOf({}, { askedUntilMs: 3.5 * dayMs });
  const untilAfter = (eventDueMs: number | undefined) => {
    const needed = { ...needsYes, eventDueMs };
    const verdict = conclusionOf(asked, needed, { errors: {}, parameters: {} }, 3 * dayMs);
    return verdict.kind === "waiting" ? verdict.wait.untilMs : verdict;
  };
  expect([undefined, dayMs, 5 * dayMs].map(untilAfter)).toEqual([3.5 * dayMs, 3.5 * dayMs, 5 * dayMs]);
});

test("a consent that counts no more keeps no instance down: what was stopped for a new disk is started again", () => {
  const needed = { ...needsYes, eventDueMs: undefined };
  const judged = (step: "stop" | "replace") =>
    conclusionOf(claimOf({}, runbookAt(step, step === "replace")), needed, { errors: {}, parameters: {} }, 0);
  expect(judged("replace")).toMatchObject({ kind: "outcome", state: "Rejected" });
  expect(judged("stop")).toMatchObject({ kind: "waiting", wait: { for: "approval" } });
});

/** Which way an event goes and what becomes of a call's token, written down apart from the table. */
const ways: Readonly<Record<Advice, { readonly event: "waits" | "ends"; readonly call: "remembered" | "given back" }>> =
  {
    parameter: { event: "ends", call: "remembered" },
    setting: { event: "waits", call: "remembered" },
    image: { event: "ends", call: "remembered" },
    imageAccess: { event: "waits", call: "remembered" },
    gone: { event: "ends", call: "remembered" },
    notFound: { event: "waits", call: "remembered" },
    permission: { event: "waits", call: "remembered" },
    unsupported: { event: "ends", call: "remembered" },
    obstacle: { event: "waits", call: "remembered" },
    status: { event: "waits", call: "given back" },
    event: { event: "waits", call: "given back" },
    lock: { event: "waits", call: "given back" },
    payment: { event: "waits", call: "given back" },
    capacity: { event: "waits", call: "given back" },
    key: { event: "waits", call: "given back" },
    throttled: { event: "waits", call: "given back" },
    changed: { event: "ends", call: "remembered" },
    internal: { event: "waits", call: "given back" },
  };

test.each(Object.keys(adviceKinds) as Advice[])(
  "a refusal of the kind %s: whether an event waits, what a token gets",
  (kind) => {
    const { event, call } = ways[kind];
    const waiting = { kind: "waiting", wait: { for: "time", untilMs: 300_000, code: "Some.Code" } };
    const ended = { kind: "outcome", state: "Rejected", error: { code: "Some.Code" } };
    expect(refusedAs(claimOf(), kind)).toMatchObject(event === "waits" ? waiting : ended);
    expect(refusedAs(callOf(), kind)).toMatchObject(
      call === "remembered" ? ended : { kind: "nothing", error: { code: "Some.Code" } },
    );
  },
);

test("a call that is on record is refused for good by a missing right as before", () => {
  expect(refusedAs(callOf({}, { promised: true }), "permission")).toMatchObject({ kind: "outcome", state: "Rejected" });
});

test("a code that no document lists ends no event", () => {
  const unknown = { status: 403, code: "Brand.New", message: "No." };
  expect(refusal(claimOf(), { errors: {}, parameters: {} }, unknown, 0)).toMatchObject({ wait: { code: "Brand.New" } });
});

test("a refusal after the cloud changed something says so, and sends nobody to repeat it", () => {
  const text = messageOf(refusedAs(callOf(), "changed"));
  expect(text).toBe(
    "No. (ReplaceSystemDisk i-1; the cloud refused after it had changed something). Look at the instance and its system events before anything else; then call with a new token if it needs more.",
  );
});

test.each([
  ["stop", "nothing was changed"],
  ["replace", "the instance was stopped for it, and is started again"],
] as const)("refused in the step %s of StopAndStart, a caller is told: %s", (step, words) => {
  const text = messageOf(refusedAs(callOf({}, { promised: true, ...runbookAt(step) }), "parameter"));
  expect(text).toContain(`; ${words}).`);
});

test("a start that is refused for good by its table is tried again all the same", () => {
  expect(refusedAs(callOf({}, { promised: true, ...runbookAt("start") }), "gone")).toMatchObject({
    kind: "waiting",
    wait: { for: "time", code: "Some.Code" },
  });
});

test("a start is over once the instance has been missing for an hour, and not sooner", () => {
  const missing = { status: 404, code: "InvalidInstanceId.NotFound", message: "No such instance." };
  const started = claimOf({}, { ...runbookAt("start"), missingSinceMs: 0 });
  const verdictAt = (nowMs: number) => refusal(started, { errors: {}, parameters: {} }, missing, nowMs);
  expect(verdictAt(3_599_999)).toMatchObject({ kind: "waiting", wait: { for: "time" } });
  expect(verdictAt(3_600_000)).toMatchObject({ kind: "outcome", state: "Rejected", isGone: true });
});

test("a replacement of an instance that was Stopped already changed nothing when it is refused", () => {
  const text = messageOf(refusedAs(callOf({}, runbookAt("replace", false)), "parameter"));
  expect(text).toContain("nothing was changed");
});

test.each([
  ["start", "the instance was stopped for it"],
  ["stop", "nothing was changed"],
] as const)("too late to send the %s, a caller is told: %s", (step, words) => {
  const verdict = conclusionOf(callOf({}, runbookAt(step)), { kind: "tooLate" }, { errors: {}, parameters: {} }, 0);
  expect(messageOf(verdict)).toContain(words);
});

test.each([
  ["ends with the error, so its token is used up", true, "try again with a new token"],
  ["leaves nothing behind, so its token is free", false, "try again with the same token"],
])("a call with a password that %s, says so", (_, promised, words) => {
  const claim = callOf({ Password: "Hunter-2222" }, { promised });
  expect(messageOf(conclusionOf(claim, { kind: "tooLate" }, { errors: {}, parameters: {} }, 0))).toContain(words);
});

test.each(["mismatch", "tokenExpired"] as const)(
  "a token that is refused as %s may have changed something before: only this call did not",
  (kind) => {
    const text = messageOf(conclusionOf(callOf(), { kind }, { errors: {}, parameters: {} }, 0));
    expect(text).toContain("This call changed nothing");
    expect(text).not.toContain("Nothing was changed");
  },
);
