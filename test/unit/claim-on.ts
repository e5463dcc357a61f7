import type { Command } from "../../shared/command.ts";
import type { Claim } from "../../shared/ledger/claim.ts";

/** A claim of a signed call, to be changed; all of its writes but `intend` are made. */
export const claimOn = (command: Partial<Command>, change: Partial<Claim>): Claim => ({
  command: {
    operation: "RedeployInstance",
    input: { InstanceId: "i-1" },
    secrets: {},
    instanceId: "i-1",
    inSteps: false,
    source: "http",
    actor: "test",
    reason: "",
    mayRunLater: false,
    accepts: [],
    token: "t",
    clientToken: "t",
    eventId: undefined,
    ...command,
  },
  operationId: "op",
  cloudToken: "t",
  promised: false,
  missingSinceMs: undefined,
  askedUntilMs: undefined,
  rule: undefined,
  waits: 0,
  runbook: undefined,
  isAsRead: false,
  approvals: [],
  postponed: undefined,
  past: { lastEndedMs: undefined, failedAtMs: [] },
  confirmToken: async () => "confirmed",
  intend: async () => ({ kind: "lost" }),
  settle: async () => "written",
  giveBack: async () => "written",
  ...change,
});
