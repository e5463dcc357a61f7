import { expect, test } from "vitest";
import type * as z from "zod";
import type { recordSchema } from "../../shared/console/record.ts";
import { actingBy } from "../acting-by.ts";
import { approve } from "./approve.ts";
import { createBench, notice, plain } from "./bench.ts";

const bench = createBench();
const drain = "fc:redeploy-once-hook-drain";
const back = "fc:redeploy-once-hook-back";

/** A planned event under a policy with a hook that answers so. */
async function planned(...answers: readonly object[]): Promise<void> {
  const hand = bench.hand();
  const { rules, ...rest } = actingBy([]);
  const hooks = { web: { before: drain, after: back, triesFor: "30m" } };
  await hand.policy({ ...rest, hooks, rules: rules.map((one) => ({ ...one, hook: "web" })) });
  await hand.hook(drain, ...answers);
  await hand.hook(back, { state: "ready" });
  await hand.minutes(2);
  await hand.publish(notice(plain, { eventId: await hand.raise(plain) }));
  await hand.idle();
}

async function record(about: object = {}) {
  const hand = bench.hand();
  const verb = "OperationId" in about ? "/operation" : "/instance";
  const { body } = await hand.call("console", { InstanceId: plain, ...about }, undefined, {}, verb);
  return body as z.output<typeof recordSchema>;
}

const stands = async () =>
  (await record()).Hooks.map(({ Name, Function: asked, Phase, State }) => [Name, asked, Phase, State]);

test("the record tells how a hook stands: asked, ready, told, and gone once its machine is put back for good", async () => {
  const hand = bench.hand();
  await planned({ state: "notYet" }, { state: "ready" });
  await hand.minutes(1);
  expect(await stands()).toEqual([["web", drain, "before", "Asked"]]);
  const [{ OperationId = "", Since = "", AskedAt = "", Until = "" } = {}] = (await record()).Hooks;
  expect([Since <= AskedAt, Date.parse(Until) - Date.parse(Since)]).toEqual([true, 30 * 60_000]);
  await hand.minutes(1);
  expect(await stands()).toEqual([["web", drain, "before", "Ready"]]);
  await hand.minutes(7);
  const ended = await record({ OperationId });
  expect([ended.Outcomes.map(({ State }) => State), await stands()]).toEqual([
    ["Succeeded"],
    [["web", back, "after", "Owed"]],
  ]);
  expect(ended.Hooks.map((hook) => hook.OperationId)).toEqual([OperationId]);
  await hand.minutes(20);
  expect(await stands()).toEqual([]);
});

test("a refusal is told, and a yes to go on without the hook names the person", async () => {
  await planned({ state: "refused" });
  await bench.hand().minutes(2);
  expect(await stands()).toEqual([["web", drain, "before", "Refused"]]);
  await approve(bench.hand(), plain);
  await bench.hand().minutes(2);
  expect((await record()).Current).toMatchObject({ State: "Accepted", ApprovedBy: ["consent"] });
});
