import { expect, test } from "vitest";
import { permissive } from "../permissive.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench({ policy: { ...permissive(), mode: "observe" } });

type Line = { readonly step: string; readonly state: string; readonly metrics: Readonly<Record<string, number>> };

/** The lines that runs of reconcile say of themselves, the newest last. */
const runs = (): readonly Line[] =>
  bench.logs.flatMap((line) => {
    const [json] = /\{.*\}$/.exec(line) ?? [];
    const value = json === undefined ? undefined : JSON.parse(json);
    return value?.step === "run" ? [value as Line] : [];
  });

test("an idle run writes one line, so that idle and dead are not the same", async () => {
  await bench.hand().minutes(2);
  expect(runs().map(({ state }) => state)).toEqual(["Done", "Done"]);
  expect(runs().at(-1)?.metrics).toEqual({
    ...{ rows_open: 0, op_current: 0, op_in_doubt: 0, op_needs_human: 0, op_waiting: 0, approval_pending: 0 },
    ...{ open_age_max_s: 0, event_pending: 0, finder_blind: 0, policy_unreadable: 0 },
    ...{ automation_paused: 0, breaker_tripped: 0, slots_taken: 0 },
  });
});

test("it tells in numbers what is open, how old it is, and what is paused; no name has an id in it", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise(plain);
  await hand.publish(notice(plain, { eventId }));
  await hand.idle();
  await hand.minutes(3);
  expect(runs().at(-1)?.metrics).toMatchObject({
    rows_open: 1,
    op_waiting: 1,
    event_pending: 1,
    open_age_max_s: 180,
    last_event_age_s: 180,
  });
  const { consentSecret } = (await hand.world()).settings;
  expect((await hand.call("console", { Why: "network change" }, consentSecret, {}, "/pause")).status).toBe(200);
  await hand.minutes(1);
  expect(runs().at(-1)?.metrics["automation_paused"]).toBe(1);
  for (const name of runs().flatMap(({ metrics }) => Object.keys(metrics))) expect(name).toMatch(/^[a-z]+(_[a-z]+)+$/);
});

test("what is in doubt, what needs a person, and a product that cannot be listed are counted", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "DescribeTasks", effect: "error", skip: 1, times: 10_000 });
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "not-applied" });
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  await hand.minutes(5);
  expect(runs().at(-1)?.metrics).toMatchObject({ op_current: 1, op_in_doubt: 1, op_needs_human: 0, finder_blind: 0 });
  await hand.fault({ product: "ecs", action: "DescribeInstanceHistoryEvents", effect: "error", times: 10_000 });
  await hand.minutes(1);
  expect(runs().at(-1)?.metrics["finder_blind"]).toBe(1);
});
