import { expect, test } from "vitest";
import { endingOf, refusal, verdictOf } from "../../shared/attempt/verdict.ts";
import type { Claim } from "../../shared/ledger/ledger.ts";

const dayMs = 86_400_000;

const claimOf = (secrets: Readonly<Record<string, string>> = {}): Claim => ({
  command: {
    operation: "ReplaceSystemDisk",
    input: { InstanceId: "i-1" },
    secrets,
    instanceId: "i-1",
    inSteps: false,
    source: "eventbridge",
    actor: "test",
    reason: "",
    mayWait: true,
    mayConsent: false,
    token: "t",
    clientToken: undefined,
    eventId: "e-1",
  },
  operationId: "op",
  cloudToken: "t",
  promised: true,
  missingSinceMs: undefined,
  runbook: undefined,
  consentBy: undefined,
  confirmToken: async () => "confirmed",
  intend: async () => ({ is: "lost" }),
  settle: async () => "written",
  giveBack: async () => "written",
});

test("a password that the cloud quotes is not stored", () => {
  const error = { status: 403, code: "InvalidParameter.NotMatch", message: "The password Hunter-2222 does not match." };
  const verdict = refusal(
    claimOf({ Password: "Hunter-2222" }),
    { errors: { "403 InvalidParameter.NotMatch": "parameter" } },
    error,
    0,
  );
  const stored = JSON.stringify(endingOf(verdict, "r"));
  expect(stored).toContain("The password <Password> does not match.");
  expect(stored).not.toContain("Hunter-2222");
});

test.each([
  ["until the platform acts", 5 * dayMs, 5 * dayMs],
  ["for a day if the platform has begun", dayMs, 3 * dayMs],
  ["for a day if the event names no time", undefined, 3 * dayMs],
])("consent is waited for %s", (_, eventDueMs, untilMs) => {
  const needed = { stage: "claimed", is: "needsConsent", why: "data would be lost", eventDueMs } as const;
  expect(verdictOf(claimOf(), needed, { errors: {} }, 2 * dayMs)).toMatchObject({
    wait: { for: "approval", untilMs },
  });
});
