import { readFile, writeFile } from "node:fs/promises";
import type { Call } from "../cloud/core/calls.ts";
import type { ReceivedNotice } from "../cloud/notices/notices.ts";
import { stormEvents } from "../demo/storm-events.ts";
import { isSend } from "../demo/wire.ts";
import { ownPolicy, stormLines } from "./own-policy.ts";
import { pass, type Seat, sayLast } from "./seat.ts";
import type { StormPart } from "./storm-verdict.ts";

/** What came of it: what reached the cloud in each part of the night, and the channels. */
export type Storm = {
  readonly parts: readonly StormPart[];
  readonly notices: readonly ReceivedNotice[];
};

/** So many events come in each of eight minutes: it begins slowly. */
const eachMinute = [1, 1, 1, 1, 8, 9, 9, 10] as const;
/** What is left takes an hour and a half, two machines at a time (the local cloud's redeploy takes five minutes). */
const mostMinutes = 180;

/** The owner's third night: forty events, most of them in one zone. */
export async function playStorm(seat: Seat): Promise<Storm> {
  const parts: StormPart[] = [];
  let seq = 0;
  const part = async (when: string, play: (seat: Seat) => Promise<void>, isStill?: StormPart["isStill"]) => {
    await play(seat);
    const calls = await seat.hand.calls(seq);
    seq = calls.at(-1)?.seq ?? seq;
    parts.push({ when, calls, isStill: isStill ?? (() => false) });
  };
  await part("before the storm", prepare, () => true);
  await part("while the events came", comes);
  await part("while the breaker was open", looks, () => true);
  await part("while zone h was paused", letsGo, (zone) => zone === "cn-hangzhou-h");
  await part("after that", finishes);
  return { parts, notices: await seat.hand.notices() };
}

async function prepare(seat: Seat): Promise<void> {
  const { hand, owner, title, say } = seat;
  title("The policy lets web servers act: five at a time, two in a zone, and thirty events in ten minutes stop it");
  await hand.quietFleet();
  await pass(seat, 2);
  await owner.type("init");
  await writeFile(
    owner.policyFile,
    `${ownPolicy(await readFile(owner.policyFile, "utf8"))}\n${stormLines.join("\n")}\n`,
  );
  for (const line of stormLines) say(`+ ${line}`);
  await owner.type("apply");
  await pass(seat, 3);
}

async function comes(seat: Seat): Promise<void> {
  const { hand, title, say } = seat;
  title("Forty events in eight minutes, 34 of them in zone h");
  const startMs = Date.parse((await hand.world()).now);
  for (const [minute, count] of eachMinute.entries()) {
    const from = eachMinute.slice(0, minute).reduce((sum, each) => sum + each, 0);
    const some = stormEvents.slice(from, from + count);
    say(`POST /_cloud/events: ${some.map(({ instanceId }) => instanceId).join(", ")}`);
    for (const { zone: _, dueHours, instanceId, ...event } of some) {
      const notBefore = dueHours === undefined ? {} : { notBefore: timeAfter(startMs, dueHours) };
      await hand.raise(instanceId, { ...event, ...notBefore, deliver: true });
    }
    await hand.idle();
    await hand.minutes(1);
  }
}

async function looks(seat: Seat): Promise<void> {
  const { owner, title } = seat;
  title("It has stopped itself, and says so");
  await pass(seat, 1);
  await sayLast(seat, "stormBegins");
  await owner.type("status");
  title("The owner pauses the zone that is down");
  await owner.type("pauseZone");
  await pass(seat, 2);
}

async function letsGo(seat: Seat): Promise<void> {
  const { owner, title } = seat;
  title("And lets the others go on");
  await owner.type("letGo");
  await pass(seat, 10);
  await sayLast(seat, "stormEnds");
  await owner.type("status");
}

async function finishes(seat: Seat): Promise<void> {
  const { hand, owner, title, say } = seat;
  title("Zone h goes on: two at a time, the first deadline first");
  await owner.type("resumeZone");
  let minutes = 0;
  for (; minutes < mostMinutes && !isOver(await hand.calls()); minutes += 5) await hand.minutes(5);
  await hand.minutes(10); // the last ones are proved
  say(`POST /_cloud/clock: ${minutes + 10} minutes pass`);
  await owner.type("status");
}

const isOver = (calls: readonly Call[]) =>
  calls.filter((call) => isSend(call) && call.effect).length >= stormEvents.length;

const timeAfter = (ms: number, hours: number) => new Date(ms + hours * 3_600_000).toISOString();
