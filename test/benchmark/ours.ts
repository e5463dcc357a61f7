import { randomBytes } from "node:crypto";
import middy from "@middy/core";
import { createLookBefore } from "../../shared/attempt/look-before.ts";
import { perform } from "../../shared/attempt/perform.ts";
import type { Performed } from "../../shared/attempt/performed.ts";
import { defaultBounds } from "../../shared/bounds.ts";
import type { Ecs } from "../../shared/cloud/ecs.ts";
import type { InstanceFacts } from "../../shared/cloud/ecs-facts.ts";
import type { Command } from "../../shared/command.ts";
import { createLedger } from "../../shared/ledger/ledger.ts";
import { eventTokenOf } from "../../shared/ledger/token.ts";
import { idempotency } from "../../shared/middleware/idempotency.ts";
import type { Invocation } from "../../shared/middleware/invocation.ts";
import { permitBy } from "../../shared/middleware/permit.ts";
import { operationOf } from "../../shared/operations/operation.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";
import type { Reply } from "../../shared/reply.ts";
import { steeredBy } from "../acting-by.ts";
import { createMemoryStore } from "./memory-store.ts";
import { accepted, noticeOf, type Side, timeoutMs } from "./side.ts";

const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };
const fingerprintKeys = [{ id: "k1", secret: "for the bench only: guards nothing at all" }];

/** Looks at nothing and is accepted at once: what is left is claim, intend and settle. */
const operation = operationOf<Ecs, InstanceFacts<"disks" | "tasks">>()({
  ...redeployInstance,
  checks: [],
  look: async (_, { InstanceId }) => ({
    instance: {
      status: "Running",
      startedAtMs: undefined,
      osType: "linux" as const,
      onDedicatedHost: false,
      locks: [],
      expired: false,
      hasLocalStorage: false,
      tags: {},
      zoneId: undefined,
    },
    hasLocalDisks: false,
    disks: [],
    events: [
      {
        eventId: InstanceId.replace("i-", "e-"),
        type: "SystemMaintenance.Redeploy",
        status: "Scheduled",
        notBeforeMs: undefined,
        simulated: false,
        diskId: undefined,
      },
    ],
    tasks: [],
  }),
  call: async () => ({
    kind: "accepted",
    requestId: accepted.requestId,
    evidenceId: accepted.taskId,
  }),
});

/** The production middleware, ledger and `perform` in a middy chain set up as in shared/entry/operation-entry.ts. */
export function createOurs(): Side {
  const trips = { count: 0 };
  const nowMs = Date.now;
  const newId = () => randomBytes(16).toString("hex");
  const pause = () => Promise.reject(new Error("No store is busy here"));
  const ledger = createLedger({ store: createMemoryStore(trips), nowMs, pause, newId, scope, fingerprintKeys });
  const cloud = {} as never; // the operation above calls none
  const lookBefore = createLookBefore(operation, { cloud, nowMs });
  const steering = async () => steeredBy([], 1, nowMs());
  const permit = permitBy({ authorise: async () => ({ isOfSome: false }), steering, nowMs });
  const unlimited = () => Promise.reject(new Error("Nothing is limited here"));
  const control = { writeControl: unlimited, takeUp: unlimited };
  const steers = { steering, steerAnew: steering, control, newId, pause };
  const needs = { cloud, ...steers, principals: [], bounds: defaultBounds, nowMs, lookBefore };
  const chain = middy<Invocation, Reply | Performed>({ timeoutEarlyInMillis: 0 })
    .use(idempotency(operation, { ledger, nowMs, lookBefore, permit }))
    .handler(({ claim, deadlineMs }: Invocation) => {
      if (claim === undefined) throw new Error("idempotency must come before the handler");
      return perform(operation, claim, { ...needs, deadlineMs });
    });
  return {
    trips,
    call: async (n) => {
      const event = noticeOf(n);
      const shape = { kind: "event", event } as const;
      const deadlineMs = nowMs() + timeoutMs;
      // no AWS context: nothing in the chain reads one
      return chain({ shape, requestId: accepted.requestId, deadlineMs, command: commandFor(event) }, {} as never);
    },
  };
}

/**
 * The command as validate makes it. Its token is derived here, within the measurement, since Powertools derives its key
 * there too; parsing and planning are in neither figure.
 */
const commandFor = ({ data: { instanceId, eventId } }: ReturnType<typeof noticeOf>): Command => ({
  operation: operation.name,
  input: { InstanceId: instanceId, ForceStop: false },
  secrets: {},
  inSteps: false,
  instanceId,
  source: "eventbridge",
  actor: "acs.ecs",
  reason: "RedeployInstance answers SystemMaintenance.Redeploy in Scheduled",
  mayRunLater: true,
  accepts: [],
  token: eventTokenOf(instanceId, eventId, 1),
  clientToken: undefined,
  eventId,
});
