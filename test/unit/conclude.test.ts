import { expect, test } from "vitest";
import { conclude } from "../../shared/attempt/conclude.ts";
import type { Claim } from "../../shared/ledger/ledger.ts";
import { RowUnreadable, StoreUnknown } from "../../shared/ledger/store.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";

const failing = (error: Error): Claim => ({
  command: {
    operation: "RedeployInstance",
    input: { InstanceId: "i-1" },
    secrets: {},
    instanceId: "i-1",
    inSteps: false,
    source: "http",
    actor: "test",
    reason: "",
    mayWait: false,
    mayConsent: false,
    token: "t",
    clientToken: "t",
    eventId: undefined,
  },
  operationId: "op",
  cloudToken: "t",
  promised: false,
  missingSinceMs: undefined,
  runbook: undefined,
  consentBy: undefined,
  confirmToken: async () => "confirmed",
  intend: async () => ({ is: "lost" }),
  settle: async () => Promise.reject(error),
  giveBack: async () => ({ is: "lost" }),
});

const sent = {
  stage: "sending",
  is: "sent",
  sent: { kind: "accepted", requestId: "r", evidenceId: "t-1" },
} as const;

test.each([new StoreUnknown("no answer"), new RowUnreadable("a newer row")])(
  "after a send a store that fails with %s leaves the operation in doubt, and says so",
  async (error) => {
    const needs = { operation: redeployInstance, nowMs: () => 0, requestId: "1" };
    const { statusCode, body } = await conclude(failing(error), sent, needs);
    expect([statusCode, JSON.parse(body).State]).toEqual([202, "InDoubt"]);
  },
);
