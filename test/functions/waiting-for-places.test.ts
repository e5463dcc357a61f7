import { expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import type { Call } from "../cloud/core/calls.ts";
import { instanceOf, isSend } from "../demo/wire.ts";
import { createBench, notice } from "./bench.ts";

const most = 3;
const waiting = 60;
const minutes = 20;

const bench = createBench({ herd: waiting, policy: { ...actingBy([]), limits: [{ per: "region", inFlight: most }] } });
const herd = Array.from({ length: waiting }, (_, at) => `i-bp1herd${String(at + 1).padStart(5, "0")}`);

/** The machines in the order of their deadlines, which is none of how they are named or noticed. */
const byDeadline = herd.map((_, at) => herd[(at * 37) % waiting] ?? "");

/** Eight notices at once, as many as a function has instances; so none is tried again. */
async function bringAll(): Promise<void> {
  const hand = bench.hand();
  const nowMs = Date.parse((await hand.world()).now);
  const notices = new Map<string, object>();
  for (const [at, instanceId] of byDeadline.entries()) {
    const notBefore = new Date(nowMs + (24 + at) * 3_600_000).toISOString();
    notices.set(instanceId, notice(instanceId, { eventId: await hand.raise(instanceId, { notBefore }) }));
  }
  for (let at = 0; at < waiting; at += 8) {
    await hand.publish(herd.slice(at, at + 8).flatMap((id) => notices.get(id) ?? []));
    await hand.idle();
  }
}

const mostInMinute = (calls: readonly Call[]): number => {
  const counts = new Map<string, number>();
  for (const { at } of calls) counts.set(at.slice(0, 16), (counts.get(at.slice(0, 16)) ?? 0) + 1);
  return Math.max(...counts.values());
};

/** The machines of the herd that a call names. */
const namedIn = ({ params }: Call): readonly string[] =>
  herd.filter((id) => JSON.stringify(Object.values(Object(params))).includes(id));

test(`of ${waiting} that wait under a limit of ${most} no more are dispatched in a minute, by deadline, and nobody else is looked at`, async () => {
  const hand = bench.hand();
  await hand.minutes(3); // what is in flight is counted
  await bringAll();
  const begun = (await bench.callsOf("ecs")).filter((call) => isSend(call) && call.effect).map(instanceOf);
  const since = (await hand.calls()).at(-1)?.seq ?? 0;
  await hand.minutes(minutes);
  const calls = (await hand.calls(since)).filter(({ seq }) => seq > since);
  const dispatched = calls.filter(({ product, function: by }) => product === "fc" && by === "reconcile");
  const served = dispatched.flatMap(namedIn);
  const lookedAt = calls.filter(({ product }) => product === "ecs").flatMap(namedIn);
  expect(mostInMinute(dispatched)).toBe(most);
  expect(served.length).toBeGreaterThan(minutes / 3);
  expect(served).toEqual(byDeadline.filter((id) => !begun.includes(id)).slice(0, served.length));
  expect(lookedAt.filter((id) => !served.includes(id) && !begun.includes(id))).toEqual([]);
});
