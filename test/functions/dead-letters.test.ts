import { expect, onTestFinished, test } from "vitest";
import { yamlWithTriggers } from "../deploy.ts";
import { createHand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { notice, plain, redeploy } from "./bench.ts";

const queue = "acs:mns:cn-hangzhou:1000000000000001:/queues/redeploy-once-dead/messages";
const longestPauseMs = 512_000;
/**
 * A try begins somewhere within the time that passes at once. Of the function's 60 s it must keep enough to send: with too
 * little left it stores that it waits, and here no timer takes it up again.
 */
const shortMs = 10_000;

/** One function that hears events, called by the bus in this way. No timer runs: a day passes in a moment. */
const started = async (flips: readonly string[]) => {
  const serverlessYaml = yamlWithTriggers((name, type) => name === redeploy && type === "eventbridge");
  const cloud = await startLocal({ serverlessYaml, flips });
  onTestFinished(() => cloud.close());
  return createHand(cloud);
};

/** Lets all tries of an event pass; `deadLetters` as they are at the end. */
async function exhausted(hand: Awaited<ReturnType<typeof started>>, stepMs: number) {
  await hand.idle();
  for (let tries = 0; (await hand.world()).queue.length > 0 && tries < 200; tries++) {
    await hand.advance(stepMs);
    await hand.idle();
  }
  return (await hand.world()).deadLetters;
}

test.each([
  ["the bus, a day later, if asyncInvocationType false is synchronous", [], "eventbridge", 177],
  ["the function's own queue, if it is asynchronous", ["eventbridge.polarity"], "async", 4],
] as const)("an event that cannot be read ends as a dead letter of %s", async (_, flips, kind, tries) => {
  const hand = await started(flips);
  await hand.publish({ ...notice(plain), data: "no object" });
  expect(await exhausted(hand, longestPauseMs)).toMatchObject([
    { kind, function: redeploy, tries, destination: queue, payload: { data: "no object" } },
  ]);
});

test.each([
  ["synchronous", []],
  ["asynchronous", ["eventbridge.polarity"]],
] as const)("an event that finds the ledger away is answered once it is back, %s", async (_, flips) => {
  const hand = await started(flips);
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "tablestore", action: "GetRow", effect: "error", times: 12 });
  await hand.move(eventId, { eventStatus: "Scheduled", deliver: true });
  await hand.idle();
  expect((await hand.world()).queue).toHaveLength(1);
  await hand.clearFaults();
  expect(await exhausted(hand, shortMs)).toEqual([]);
  expect((await hand.world()).instances[plain]?.effects).toEqual({ RedeployInstance: 1 });
});
