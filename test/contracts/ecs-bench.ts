import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type Sdk from "@alicloud/ecs20140526";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import * as z from "zod";
import { createCallLog } from "../cloud/core/calls.ts";
import { createClock } from "../cloud/core/clock.ts";
import { createExchange } from "../cloud/core/exchange.ts";
import { createFaults, faultSchema } from "../cloud/core/faults.ts";
import { createGuesses } from "../cloud/core/guesses.ts";
import { createPrincipals } from "../cloud/core/principals.ts";
import { createEcs } from "../cloud/ecs/ecs.ts";
import { toSecond } from "../cloud/world/cloud-time.ts";
import { guesses } from "../cloud/world/guesses.ts";
import { createWorld } from "../cloud/world/world.ts";
import { type Asked, callOpenApi, type Pins, type Signer } from "./open-api-call.ts";
import { serveProduct } from "./serve-product.ts";

/** The official client as Node itself loads it: vitest would unwrap the default export once more. */
export const sdk: typeof Sdk = createRequire(import.meta.url)("@alicloud/ecs20140526");

const settings = { accountId: "1000000000000001", regionId: "cn-hangzhou" };

/** The ECS product behind a plain server, and the official client talking to it on the world's clock. */
export async function createEcsBench(flips: readonly string[] = []) {
  const clock = createClock();
  const calls = createCallLog(clock.nowMs);
  const faults = createFaults();
  const principals = createPrincipals();
  const world = createWorld({ clock, settings, holds: createGuesses(guesses, flips) });
  const exchange = createExchange({ clock, calls, faults });
  const ecs = createEcs({ clock, principals, exchange, world, settings });
  const { endpoint, close } = await serveProduct(ecs);
  const pins = (): Pins => ({ date: toSecond(clock.nowMs()), nonce: randomUUID() });
  const client = (credentials: Signer = principals.account) => createClient(endpoint, credentials);

  return {
    client,
    clock,
    world,
    principals,
    calls,
    pins,
    /** Options of a call pinned to a date and nonce; by default the world's time and a new nonce. */
    pinned: (chosen: Pins = pins()) => createRuntime(chosen),
    plan: (fault: z.input<typeof faultSchema>) => faults.add(faultSchema.parse(fault)),
    redeploy: async (instanceId: string, chosen?: Pins, credentials?: Signer) => {
      const request = new sdk.RedeployInstanceRequest({ instanceId });
      return outcomeOf(client(credentials).redeployInstanceWithOptions(request, createRuntime(chosen ?? pins())));
    },
    /** `200`, `<status> <code>: <message>`, or `no answer`, of any action, with parameters by their names on the wire. */
    outcome: (action: string, asked: Asked) =>
      outcomeOf(
        callOpenApi({ endpoint, version: "2014-05-26", signer: principals.account, pins: pins() }, action, asked),
      ),
    effects: (instanceId: string, action = "RedeployInstance") => world.instances.get(instanceId)?.effects[action] ?? 0,
    statusOf: (instanceId: string) => world.snapshot().instances[instanceId]?.status,
    eventStatusOf: (eventId: string) => world.snapshot().events[eventId]?.eventStatus,
    reset: () => {
      clock.reset();
      faults.clear();
      world.reset();
      return ecs.reset();
    },
    close: () => {
      clock.reset();
      return close();
    },
  };
}

const createClient = (endpoint: string, { accessKeyId, accessKeySecret, securityToken }: Signer) =>
  new sdk.default(
    new $OpenApiUtil.Config({
      endpoint,
      protocol: "HTTP",
      regionId: settings.regionId,
      accessKeyId,
      accessKeySecret,
      ...(securityToken === undefined ? {} : { securityToken }),
    }),
  );

const createRuntime = ({ date, nonce }: Pins) =>
  new $dara.RuntimeOptions({
    readTimeout: 120_000,
    connectTimeout: 120_000,
    extendsParameters: new $dara.ExtendsParameters({
      headers: { "x-acs-date": date, "x-acs-signature-nonce": nonce },
    }),
  });

const sdkError = z.object({ statusCode: z.number(), code: z.string(), data: z.object({ Message: z.string() }) });

/** `200`, `<status> <code>: <message>`, or `no answer` when the client got none. */
export async function outcomeOf(call: Promise<object>): Promise<string> {
  try {
    await call;
    return "200";
  } catch (error) {
    const known = sdkError.safeParse(error);
    if (!known.success) return "no answer";
    const { statusCode, code, data } = known.data;
    return `${statusCode} ${code}: ${data.Message}`;
  }
}
