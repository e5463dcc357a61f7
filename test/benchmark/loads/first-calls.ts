import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import type { Cloud } from "../../cloud/cloud.ts";
import { createHand, signedHeaders } from "../../hand.ts";
import { type Environment, loadSide, type Place } from "./fresh-process.ts";
import type { Call } from "./measure-load.ts";
import { spreadOf } from "./spread.ts";

/** Those that can make a call. */
const callers = ["cached", "uncached", "plain"] as const;
type Caller = (typeof callers)[number];

/** Whose first call is measured, and what it asks to redeploy: an instance that the cloud announced maintenance of. */
const functionName = "redeploy-instance";
const instanceId = "i-bp1plain0001";

/**
 * From the begin of the load to the reply, in fresh processes, against the local cloud: a signed call that is accepted,
 * and the same call again in the next process. The world is reset before each pair. Sides take turns, after one pair
 * that counts for nothing. Throws at any other reply.
 */
export async function measureFirstCalls(
  place: Place,
  cloud: Cloud,
  environments: Readonly<Record<string, Environment>>,
  runs: number,
  progress: (text: string) => void,
) {
  const hand = createHand(cloud);
  const environment = environments[functionName] ?? {};
  const playPair = async (side: Caller) => {
    await hand.reset();
    await hand.raise(instanceId);
    const play = (replayed: boolean) => playCall(place, side, environment, callOf(cloud), replayed);
    return { side, acceptedMs: await play(false), replayMs: await play(true) };
  };
  await playPair("cached");
  const pairs: Awaited<ReturnType<typeof playPair>>[] = [];
  for (let run = 0; run < runs; run++)
    for (const side of callers) {
      progress(`first call ${run + 1} of ${runs}: ${side}`);
      pairs.push(await playPair(side));
    }
  const spreads = (field: "acceptedMs" | "replayMs") => {
    const of = (side: Caller) => spreadOf(pairs.filter((pair) => pair.side === side).map((pair) => pair[field]));
    return { cached: of("cached"), uncached: of("uncached"), plain: of("plain") };
  };
  return { replay: spreads("replayMs"), accepted: spreads("acceptedMs") };
}

async function playCall(place: Place, side: Caller, environment: Environment, call: Call, replayed: boolean) {
  const { doneMs, reply } = await loadSide(place, side, functionName, environment, call);
  const { statusCode, headers, body } = httpReply.parse(reply);
  const got = { statusCode, state: JSON.parse(body).State, replayed: "Idempotency-Replayed" in headers };
  const expected = { statusCode: 200, state: "Accepted", replayed };
  if (!isDeepStrictEqual(got, expected)) throw new Error(`${side}: ${JSON.stringify(reply)}`);
  return doneMs;
}

const httpReply = z.looseObject({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});

/** A signed call as FC hands it on; the same call whenever it is made, but for its signature. */
function callOf({ settings, accessKey }: Cloud): Call {
  const { regionId, webhookSecret } = settings;
  const asked = { Action: "RedeployInstance", RegionId: regionId, InstanceId: instanceId, ClientToken: "first" };
  const body = JSON.stringify(asked);
  const event = {
    version: "v1",
    rawPath: "/",
    headers: { "Content-Type": "application/json", ...signedHeaders(webhookSecret, body, Date.now()) },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: "POST" } },
  };
  const credentials = { ...accessKey, securityToken: "" };
  const context = { requestId: randomUUID(), credentials, function: { name: functionName, timeout: 60 } };
  return { event: JSON.stringify(event), context };
}
