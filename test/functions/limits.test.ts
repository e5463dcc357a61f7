import { describe, expect, test } from "vitest";
import { tables } from "../../shared/tablestore/tables.ts";
import { actingBy } from "../acting-by.ts";
import type { Call } from "../cloud/core/calls.ts";
import { mostAtOnce } from "../demo/at-once.ts";
import { instanceOf, isSend, lastWritten } from "../demo/wire.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench({ herd: 100 });

const herd = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `i-bp1herd${String(from + at).padStart(5, "0")}`);
/** The zones go by turns: h, i, j. */
const inZoneH = herd(1, 30).filter((_, at) => at % 3 === 0);

type Limit = {
  readonly per: string;
  readonly inFlight?: number;
  readonly perHour?: number;
  readonly restsFor?: string;
};

/** Puts a policy with these limits in force, and lets reconcile count what is in flight. */
async function limited(...limits: readonly Limit[]): Promise<void> {
  await bench.hand().policy({ ...actingBy([]), limits });
  await bench.hand().minutes(3);
}

/** Raises a planned redeploy on each, one after the other; each is due so many hours after the one before. */
async function raised(instanceIds: readonly string[], hoursApart = 0, event: object = {}): Promise<void> {
  const hand = bench.hand();
  const nowMs = Date.parse((await hand.world()).now);
  for (const [at, instanceId] of instanceIds.entries()) {
    const notBefore = new Date(nowMs + (24 + at * hoursApart) * 3_600_000).toISOString();
    const eventId = await hand.raise(instanceId, { notBefore, ...event });
    await hand.publish(notice(instanceId, { ...event, eventId }));
    await hand.idle();
  }
}

const sendsIn = (calls: readonly Call[]) => calls.filter((call) => isSend(call) && call.effect);
const sends = async () => sendsIn(await bench.callsOf("ecs"));
const sentTo = async () => (await sends()).map(instanceOf);

const callFor = (InstanceId: string, ClientToken: string) => bench.hand().call(redeploy, { InstanceId, ClientToken });

describe("under a limit", () => {
  test("six events on six machines are not six redeploys at once: two at a time, the first deadline first", async () => {
    await limited({ per: "region", inFlight: 2 });
    await raised([...herd(3, 6), ...herd(1, 2)], 1);
    expect(await sentTo()).toHaveLength(2);
    await bench.hand().minutes(30);
    const sent = await sends();
    expect(mostAtOnce(sent)).toBe(2);
    const pairs = [0, 2, 4].map((at) =>
      sent
        .slice(at, at + 2)
        .map(instanceOf)
        .sort(),
    ); // two begin in the same minute
    expect(pairs).toEqual([herd(3, 4), herd(5, 6), herd(1, 2)]);
    for (const id of herd(7, 8)) {
      await bench.hand().raise(id);
      expect((await callFor(id, `after-${id}`)).status, "two places are free").toBe(200);
    }
  });

  test("what waits is dispatched once, and only when there is a place for it", async () => {
    await limited({ per: "region", inFlight: 1 });
    await raised(herd(1, 8), 1);
    await bench.hand().minutes(30);
    const dispatched = (await bench.callsOf("fc", "InvokeFunction")).filter(({ function: by }) => by === "reconcile");
    expect((await sends()).length).toBeGreaterThan(3);
    expect(dispatched.length).toBe((await sends()).length - 1);
  });

  test("a policy that is applied while eight wait lets as many more begin as it has places, and wakes nobody else", async () => {
    const hand = bench.hand();
    const eight = inZoneH.slice(0, 8);
    await limited({ per: "zone", inFlight: 1 });
    await raised(eight, 1);
    const dispatched = async () =>
      (await bench.callsOf("fc", "InvokeFunction")).filter(({ function: by }) => by === "reconcile").length;
    const before = { dispatched: await dispatched(), sent: (await sends()).length };
    await hand.policy({ ...actingBy([]), limits: [{ per: "zone", inFlight: 4 }] });
    for (let minute = 0; minute < 4; minute++) await hand.minutes(1);
    expect((await sentTo()).sort(), "three begin in the same minute").toEqual(eight.slice(0, 4));
    expect((await dispatched()) - before.dispatched).toBe((await sends()).length - before.sent);
    await hand.minutes(30);
    expect((await sentTo()).sort()).toEqual(eight);
  });

  test("a place is taken with one more write: seven round trips for a call, six for an event", async () => {
    await limited({ per: "region", inFlight: 5 });
    await raised(herd(1, 1)); // its function has read the policy's text by now
    await bench.hand().raise(plain);
    const trips = async (begin: () => Promise<unknown>) => {
      const since = (await bench.hand().calls()).at(-1)?.seq ?? 0;
      await begin();
      return (await bench.hand().calls(since)).filter(({ product, seq }) => product === "tablestore" && seq > since)
        .length;
    };
    expect(await trips(() => raised(herd(2, 2)))).toBe(6);
    expect(await trips(() => callFor(plain, "t-1"))).toBe(7);
    expect(await trips(() => callFor(plain, "t-1"))).toBe(1);
    expect((await sends()).length).toBe(3);
  });

  test("six that are handed a place in the same minute take it up without one refused write", async () => {
    await limited({ per: "region", inFlight: 6 });
    await raised(herd(1, 12));
    expect(await sentTo()).toHaveLength(6);
    const since = (await bench.hand().calls()).at(-1)?.seq ?? 0;
    await bench.hand().minutes(10);
    const taken = (await bench.hand().calls(since)).filter(
      ({ seq, function: by, action, params }) =>
        seq > since && by === "redeploy-instance" && action === "UpdateRow" && Object(params).table === tables.control,
    );
    expect(await sentTo()).toHaveLength(12);
    expect(taken.map(({ code, params }) => [code, Object(params).increment])).toEqual(
      Array.from({ length: 6 }, () => [null, { rev: 1 }]),
    );
  });

  test("where the region is full a call is refused after two round trips and an event waits after three, and the cloud is asked nothing", async () => {
    await limited({ per: "region", inFlight: 1 });
    await raised(herd(1, 1));
    await bench.hand().raise(plain);
    const since = (await bench.hand().calls()).at(-1)?.seq ?? 0;
    const answer = await callFor(plain, "t-1");
    expect([answer.status, answer.body["Code"]]).toEqual([429, "LimitReached"]);
    expect(answer.body["Message"]).toContain("i-bp1herd00001 since");
    expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    const calls = (await bench.hand().calls(since)).filter(({ seq }) => seq > since);
    expect(calls.map(({ product, action }) => `${product} ${action}`)).toEqual([
      "tablestore GetRow",
      "tablestore GetRow",
    ]);
    await raised(herd(2, 2));
    const later = (await bench.hand().calls()).filter(({ seq }) => seq > (calls.at(-1)?.seq ?? 0));
    expect(
      later.filter(({ product }) => product !== "fc").map(({ product, action }) => `${product} ${action}`),
    ).toEqual(["tablestore GetRow", "tablestore GetRow", "tablestore PutRow"]);
    expect(await sentTo()).toEqual(herd(1, 1));
  });

  test("a notice that comes again of what waits for a place costs one round trip, whether the region is full or its zone alone", async () => {
    await limited({ per: "region", inFlight: 3 }, { per: "zone", inFlight: 1 });
    const trips = async (id: string, eventId: string) => {
      const since = (await bench.hand().calls()).at(-1)?.seq ?? 0;
      await bench.hand().publish(notice(id, { eventId }));
      await bench.hand().idle();
      const calls = (await bench.hand().calls(since)).filter(({ product, seq }) => product !== "fc" && seq > since);
      return calls.map(({ product, action }) => `${product} ${action}`);
    };
    const brought = async (id: string) => {
      const eventId = await bench.hand().raise(id);
      await trips(id, eventId);
      return eventId;
    };
    const [first = "", inZone = "", ...others] = [...inZoneH.slice(0, 2), ...herd(2, 3), ...herd(5, 5)];
    await brought(first);
    const behind = await brought(inZone);
    expect(await trips(inZone, behind), "its zone is full").toEqual(["tablestore GetRow"]);
    for (const id of others.slice(0, 2)) await brought(id);
    const last = await brought(others[2] ?? "");
    expect(await trips(others[2] ?? "", last), "the region is full").toEqual(["tablestore GetRow"]);
    expect(await sentTo()).toEqual([first, ...others.slice(0, 2)]);
  });

  test("so many are begun in an hour and no more, however soon they end", async () => {
    await limited({ per: "region", perHour: 3 });
    await raised(herd(1, 7), 1);
    await bench.hand().minutes(50);
    expect(await sentTo()).toHaveLength(3);
    await bench.hand().minutes(60);
    const sent = await sends();
    expect(sent).toHaveLength(6);
    const times = sent.map(({ at }) => Date.parse(at));
    expect(times.every((time) => times.filter((other) => other <= time && other > time - 3_600_000).length <= 3)).toBe(
      true,
    );
  });

  test("what is given a place only to find its window closed is not counted as begun", async () => {
    const nights = {
      days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
      open: "02:00",
      close: "02:10",
      cutoff: "0m",
    };
    const { rules: _, ...policy } = actingBy([]);
    await bench.hand().policy({
      ...policy,
      windows: { nights },
      rules: [{ name: "everything", do: "documented", window: "nights" }],
      limits: [{ per: "region", inFlight: 1, perHour: 3 }],
    });
    await bench.hand().minutes(3);
    const failure = { eventType: "SystemFailure.Redeploy", eventStatus: "Inquiring" };
    await raised(herd(1, 1), 0, failure);
    await raised(herd(2, 6), 1);
    await raised(herd(7, 7), 0, { ...failure, notBefore: undefined });
    await bench.hand().minutes(25);
    expect(await sentTo()).toEqual([...herd(1, 1), ...herd(7, 7)]);
  });

  test("what does not fit is passed over: a full zone does not hold up another one", async () => {
    await limited({ per: "zone", inFlight: 1 });
    await raised([...inZoneH.slice(0, 3), ...herd(2, 3)]);
    expect(await sentTo()).toEqual([inZoneH[0], ...herd(2, 3)]);
  });

  test("a place stays taken for its rest", async () => {
    await limited({ per: "region", inFlight: 1, restsFor: "20m" });
    await raised(herd(1, 2), 1);
    await bench.hand().minutes(24);
    expect(await sentTo()).toEqual(herd(1, 1));
    await bench.hand().minutes(8);
    expect(await sentTo()).toEqual(herd(1, 2));
  });

  test("two machines of a cluster are not redeployed at once, and one without the tag is not counted", async () => {
    await limited({ per: "tag:cluster", inFlight: 1 });
    await raised([...herd(1, 2), ...herd(11, 12), "i-bp1stopped0001"], 1);
    expect(await sentTo()).toEqual([...herd(1, 1), ...herd(11, 11), "i-bp1stopped0001"]);
    await bench.hand().minutes(9);
    expect((await sentTo()).sort()).toEqual([...herd(1, 2), ...herd(11, 12), "i-bp1stopped0001"]);
  });

  test("a limit on a tag that nobody has, or of more than the fleet, holds up nobody", async () => {
    await limited({ per: "tag:nobody", inFlight: 1 }, { per: "region", inFlight: 1_000 });
    await raised(herd(1, 5));
    expect((await sentTo()).sort()).toEqual(herd(1, 5));
  });
});

describe("what was in flight before", () => {
  test("is counted by limits that come into force meanwhile", async () => {
    const hand = bench.hand();
    await raised(herd(1, 10));
    expect(await sentTo()).toHaveLength(10);
    await hand.policy({ ...actingBy([]), limits: [{ per: "region", inFlight: 2 }] });
    await raised(herd(11, 12));
    await hand.minutes(4);
    expect(await sentTo(), "ten are under way").toHaveLength(10);
    await hand.minutes(8);
    expect(await sentTo()).toHaveLength(12);
  });

  test("lets nothing begin until it was counted, and a call is told so", async () => {
    const hand = bench.hand();
    await hand.policy({ ...actingBy([]), limits: [{ per: "region", inFlight: 2 }] });
    await hand.raise(plain);
    const answer = await callFor(plain, "t-1");
    expect([answer.status, answer.body["Code"]]).toEqual([429, "LimitReached"]);
    expect(answer.body["Message"]).toContain("is still being counted");
    await hand.minutes(3);
    expect((await callFor(plain, "t-2")).status).toBe(200);
  });
});

test("a machine in doubt keeps its place, and stops no other zone", async () => {
  const hand = bench.hand();
  await limited({ per: "zone", inFlight: 1 });
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "lost-reply", times: 1 });
  await raised(inZoneH.slice(0, 1));
  expect(lastWritten(await bench.callsOf("tablestore"), "i-bp1herd00001")).toBe("Sending");
  await raised([...inZoneH.slice(1, 3), ...herd(2, 3)]);
  expect(await sentTo()).toEqual(herd(1, 3));
  await hand.minutes(75); // nobody knows earlier that the effect was its own
  expect((await sentTo()).sort(), "it was proved, and gave its place away").toEqual(
    herd(1, 7).filter((_, at) => at < 4 || at === 6),
  );
});

test("a hundred events for a hundred places are a hundred redeploys, and nobody gives up on the way", async () => {
  const hand = bench.hand();
  await limited({ per: "region", inFlight: 100 });
  const machines = herd(1, 100);
  for (const id of machines) await hand.raise(id); // the bus brings none of them: reconcile finds them all at once
  for (let second = 0; second % 60 !== 0 || (second < 900 && (await sentTo()).length < 100); second++) {
    await hand.advance(1_000); // what FC's queue tries again runs at its own time
    await hand.idle();
  }
  expect((await sentTo()).sort()).toEqual(machines);
  expect(bench.states()).not.toContain("Waiting");
  expect(bench.logs.join("")).not.toContain("TooLittleTime");
});
