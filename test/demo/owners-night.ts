import { actingBy } from "../acting-by.ts";
import { approve } from "../functions/approve.ts";
import type { Hand } from "../hand.ts";
import { factsIn, type NightFacts } from "./owners-night-facts.ts";
import type { Cast } from "./owners-night-verdict.ts";
import { isSend } from "./wire.ts";

/** A scene of its own kind: six machines that are drained before and put back after, with people in between. */
export const nightTitle =
  "An owner's night: six events, two at a time, hooks, a freeze, a question, a pause; then what happened to one machine";

const minuteMs = 60_000;
/** What is waited for comes within so many minutes, or the scene goes on without it. */
const mostMinutes = 60;
const frozenForMinutes = 60;

const webs = ["i-bp1herd00011", "i-bp1herd00012", "i-bp1herd00014"] as const;
const [first, second, last] = webs;
/** It has local disks, and no rule lets them be lost: a person is asked. */
const cache = "i-bp1drive0001";
const databases = ["i-bp1plain0006", "i-bp1redeploy0001"] as const;

/** Who is in it. */
export const cast: Cast = {
  machines: [...webs, cache, ...databases],
  ...{ asked: cache, frozen: databases, stopped: last, most: 2 },
};

const drainOf = (group: string) => `fc:redeploy-once-hook-drain-${group}`;
const back = "fc:redeploy-once-hook-back";
const ready = { state: "ready" };
const notYet = { state: "notYet" };

/** Plays it on a world of its own, and reads the wire log. */
export async function playNight(hand: Hand, tell: (line: string) => void): Promise<NightFacts> {
  await hand.reset();
  await hand.quietFleet();
  const firstSeq = await lastSeq(hand);
  const frozenUntilMs = await steer(hand, tell);
  await eventsCome(hand, tell);
  const sent = async () => (await hand.calls(firstSeq)).filter((call) => isSend(call) && call.effect).length;
  await hand.minutes(3);
  const yesSeq = await sayYes(hand, tell);
  await passUntil(hand, async () => (await sent()) >= 3); // the cache's hook was not ready twice
  tell(`${await sent()} are sent, and ${last} is being drained: somebody pauses everything`);
  const pauseSeq = await stop(hand, "pause");
  await hand.hook(drainOf("web"), ready); // whoever asks it now goes on
  await passUntil(hand, async () => (await outcomesTold(hand, last)).includes("notSent"));
  await hand.minutes(4);
  tell(`${last} is put back meanwhile, and nothing is begun; somebody resumes`);
  const resumeSeq = await stop(hand, "resume");
  await passUntil(hand, async () => (await sent()) >= cast.machines.length);
  await hand.minutes(28); // proved, and put back for good
  tell(`${await sent()} are sent, the databases after the freeze`);
  const calls = await hand.calls(firstSeq);
  return factsIn(calls, await hand.hooked(), { frozenUntilMs, yesSeq, pauseSeq, resumeSeq });
}

const lastSeq = async (hand: Hand) => (await hand.calls()).at(-1)?.seq ?? 0;
const nowMsOf = async (hand: Hand) => Date.parse((await hand.work()).now);
const clockOf = (ms: number) => new Date(ms).toISOString().slice(0, 16).replace("T", " ");

/** Puts the owner's policy in force, and says how the hooks answer. Resolves with the end of the freeze. */
async function steer(hand: Hand, tell: (line: string) => void): Promise<number> {
  const nowMs = await nowMsOf(hand);
  const to = clockOf(nowMs + frozenForMinutes * minuteMs);
  const ruleOf = (role: string, group: string) => ({
    name: group,
    match: { tags: { role } },
    do: "documented",
    hook: group,
  });
  await hand.policy({
    ...actingBy([]),
    timeZone: "UTC",
    hooks: Object.fromEntries(
      ["web", "caches", "databases"].map((name) => [name, { before: drainOf(name), after: back }]),
    ),
    limits: [{ per: "region", inFlight: cast.most }],
    freezes: [{ from: clockOf(nowMs - minuteMs), to, why: "the books are closed" }],
    rules: [
      ruleOf("db", "databases"),
      ruleOf("cache", "caches"),
      { name: "everything else", do: "documented", hook: "web" },
    ],
    notices: [{ to: "oncall", about: "urgent" }],
  });
  await hand.hook(drainOf("web"), ready, ready, notYet);
  await hand.hook(drainOf("caches"), notYet, notYet, ready);
  await hand.hook(drainOf("databases"), ready);
  await hand.hook(back, ready);
  tell(`two at once; a hook drains each machine; maintenance is frozen until ${to}, failures are not`);
  await hand.minutes(2); // what is in flight is counted
  return Date.parse(`${to.replace(" ", "T")}Z`);
}

/** Four hosts fail, that of the cache first. The databases are to be moved by planned maintenance, which the freeze holds. */
async function eventsCome(hand: Hand, tell: (line: string) => void): Promise<void> {
  const notBefore = new Date((await nowMsOf(hand)) + 24 * 60 * minuteMs).toISOString();
  const fail = (id: string) => hand.raise(id, { eventType: "SystemFailure.Redeploy", notBefore, deliver: true });
  for (const together of [[cache], [first, second], [last]]) {
    for (const id of together) await fail(id);
    await hand.idle();
  }
  for (const id of databases) await hand.raise(id, { notBefore, deliver: true });
  await hand.idle();
  tell(`three web servers, a cache and two databases; ${cache} would lose its local disks`);
}

/** A person says yes, by a signed call. Resolves with the last call on the wire before it. */
async function sayYes(hand: Hand, tell: (line: string) => void): Promise<number> {
  const seq = await lastSeq(hand);
  const { status, text } = await approve(hand, cache);
  if (status !== 200) throw new Error(`The yes was answered ${status}: ${text}`);
  tell(`somebody says yes to ${cache}, by a signed call`);
  return seq;
}

/** A person pauses or resumes everything. Resolves with the last call on the wire by then. */
async function stop(hand: Hand, verb: "pause" | "resume"): Promise<number> {
  const { settings } = await hand.world();
  const { status, text } = await hand.call(
    "console",
    { Why: "look first" },
    settings.consentKey.secretKey,
    {},
    `/${verb}`,
  );
  if (status !== 200) throw new Error(`${verb} was answered ${status}: ${text}`);
  return lastSeq(hand);
}

async function passUntil(hand: Hand, isSo: () => Promise<boolean>): Promise<void> {
  for (let minutes = 0; minutes < mostMinutes && !(await isSo()); minutes++) await hand.minutes(1);
}

/** How the hook was told that it ended, each time. */
const outcomesTold = async (hand: Hand, instanceId: string) =>
  (await hand.hooked()).flatMap(({ body }) => (body.instanceId === instanceId ? (body.outcome ?? []) : []));
