import { randomUUID } from "node:crypto";
import * as z from "zod";
import { createCallLog } from "../cloud/core/calls.ts";
import { createClock } from "../cloud/core/clock.ts";
import { createExchange } from "../cloud/core/exchange.ts";
import { createFaults, faultSchema } from "../cloud/core/faults.ts";
import { createGuesses } from "../cloud/core/guesses.ts";
import { createPrincipals } from "../cloud/core/principals.ts";
import { createEdge } from "../cloud/ens/edge.ts";
import { createEns } from "../cloud/ens/ens.ts";
import { guesses } from "../cloud/guesses.ts";
import { toSecond } from "../cloud/world/cloud-time.ts";
import type { RaisedEvent } from "../cloud/world/raise-event.ts";
import { outcomeOf } from "./ecs-bench.ts";
import { type Asked, callOpenApi, type Pins, type Signer } from "./open-api-call.ts";
import { serveProduct } from "./serve-product.ts";

const failure = "Instance:SystemFailure.Redeploy";
const settings = { accountId: "1000000000000001", regionId: "cn-hangzhou" };

type Options = { readonly pins?: Pins; readonly signer?: Signer };
type Raised = Partial<Omit<RaisedEvent, "instanceId">>;

/** The ENS product behind a plain server, and the generic call of the official core on the world's clock. */
export async function createEnsBench(flips: readonly string[] = []) {
  const clock = createClock();
  const calls = createCallLog(clock.nowMs);
  const faults = createFaults();
  const principals = createPrincipals();
  const edge = createEdge({ clock, settings, holds: createGuesses(guesses, flips) });
  const ens = createEns({ clock, principals, edge, exchange: createExchange({ clock, calls, faults }) });
  const { endpoint, close } = await serveProduct(ens);
  const newPins = (): Pins => ({ date: toSecond(clock.nowMs()), nonce: randomUUID() });

  const call = (action: string, asked: Asked, { pins = newPins(), signer = principals.account }: Options = {}) =>
    callOpenApi({ endpoint, version: "2017-11-10", signer, pins }, action, asked);
  const answer = async (action: string, asked: Asked) => answerSchema.parse(await call(action, asked)).body;

  return {
    clock,
    edge,
    principals,
    calls,
    pins: newPins,
    plan: (fault: z.input<typeof faultSchema>) => faults.add(faultSchema.parse(fault)),
    /** Raises an event that asks for an answer, unless told otherwise, and tells its id. */
    raise: (instanceId: string, raised: Raised = {}) =>
      edge.raiseEvent({ instanceId, eventType: failure, eventStatus: "Inquiring", ...raised }).eventId,
    /** `200`, `<status> <code>: <message>`, or `no answer`. */
    outcome: (action: string, asked: Asked, options?: Options) => outcomeOf(call(action, asked, options)),
    redeploy: (asked: Asked, options?: Options) =>
      outcomeOf(call("EventRedeployInstance", { OpsType: "immediate", ...asked }, options)),
    /** The body of an answer with its keys as they are on the wire. */
    answer,
    instance: async (InstanceId: string) => (await answer("DescribeInstances", { InstanceId })).Instances?.Instance[0],
    event: async (ResourceId: string) => {
      const asked = { EventTypes: redeployTypes.join(","), "ResourceIds.1": ResourceId };
      return (await answer("DescribeHistoryEvents", asked)).Events?.[0];
    },
    effects: (instanceId: string, action = "EventRedeployInstance") =>
      edge.instances.get(instanceId)?.effects[action] ?? 0,
    seen: (instanceId: string) => edge.snapshot().instances[instanceId],
    reset: () => {
      clock.reset();
      faults.clear();
      edge.reset();
      return ens.reset();
    },
    close: () => {
      clock.reset();
      return close();
    },
  };
}

/** What EventRedeployInstance answers to a field that it cannot use. */
export const invalid = (name: string) =>
  `400 InvalidParameter.${name}: The specified field ${name} invalid. Please check it again.`;

/** A time in words, to the second. */
export const utc = toSecond;

/** The types that EventRedeployInstance answers. */
export const redeployTypes = [failure, "Instance:SystemMaintenance.Redeploy"];

const eventSchema = z.looseObject({
  EventId: z.string(),
  EventStatus: z.string(),
  PublishTime: z.int(),
  NotBefore: z.int(),
});

const instanceSchema = z.looseObject({
  InstanceId: z.string(),
  Status: z.string(),
  DataDisk: z.object({ DataDisk: z.array(z.looseObject({})) }),
});

const answerSchema = z.object({
  body: z.looseObject({
    RequestId: z.string(),
    Events: z.array(eventSchema).optional(),
    Instances: z.object({ Instance: z.array(instanceSchema) }).optional(),
  }),
});

/** Members of the seed fleet, by what they are. */
export const edge = {
  plain: "i-5edgeplain00000000000001",
  neighbour: "i-5edgeplain00000000000002",
  local: "i-5edgelocal00000000000001",
  stopped: "i-5edgestopped000000000001",
  expired: "i-5edgeexpired000000000001",
} as const;
