import { expect, test } from "vitest";
import type * as z from "zod";
import type { recordSchema } from "../../shared/console/record.ts";
import { actingBy } from "../acting-by.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";
import { createReceived, toldTo } from "./received.ts";

const bench = createBench();
const received = createReceived(bench);
const back = "fc:redeploy-once-hook-back";

/** A policy that acts, with these keys; `hook`: of each rule. */
async function steered(keys: object, hook?: object): Promise<void> {
  const { rules, ...rest } = actingBy([]);
  const hooked = hook === undefined ? {} : { hooks: { database: hook } };
  const ruled = rules.map((rule) => ({ ...rule, ...(hook !== undefined && { hook: "database" }) }));
  await bench.hand().policy({ ...rest, ...hooked, rules: ruled, notices: toldTo, ...keys });
}

async function comes(): Promise<void> {
  const hand = bench.hand();
  await hand.publish(notice(plain, { eventId: await hand.raise(plain, { notBefore: "2036-01-01T00:00:00Z" }) }));
  await hand.idle();
}

async function record() {
  const { body } = await bench.hand().call("console", { InstanceId: plain }, undefined, undefined, "/instance");
  return body as z.output<typeof recordSchema>;
}

async function judge(Verdict: string, change: object = {}) {
  const hand = bench.hand();
  const { now: LookedAt, settings } = await hand.world();
  const { Current, Outcomes, Waiting } = await record();
  const [newest] = [...(Current === undefined ? [] : [Current]), ...Waiting, ...Outcomes];
  const OperationId = newest?.OperationId;
  const body = { InstanceId: plain, OperationId, Verdict, LookedAt, Reason: "as slow as before", ...change };
  const { status, body: said } = await hand.call("console", body, settings.consentSecret, {}, "/resolve");
  return [status, said["State"] ?? said["Code"]];
}

test("what is proved and did not help counts as failed: the next event of the machine is left to people", async () => {
  await steered({ repeat: { attempts: 1, within: "24h", cooldown: "5m" } });
  const { now: before } = await bench.hand().world();
  await comes();
  expect(await judge("did-not-help"), "nothing is known of it yet").toEqual([409, "IncorrectOperationState"]);
  await bench.hand().minutes(12);
  expect(await judge("did-not-help", { LookedAt: before })).toEqual([409, "TooEarly"]);
  expect(await judge("did-not-help")).toEqual([200, "Succeeded"]);
  expect(await judge("did-not-help"), "said once more").toEqual([200, "Succeeded"]);
  await comes();
  await bench.hand().minutes(10);
  const { Waiting, Outcomes, Timeline } = await record();
  expect(Waiting.map(({ For, Cause }) => [For, Cause])).toEqual([["approval", "AttemptsUsedUp"]]);
  expect(await bench.sends(plain)).toHaveLength(1);
  expect(Outcomes.map(({ State }) => State)).toEqual(["Succeeded"]);
  const lines = Timeline.filter((line) => / (proved|judged) /.test(line));
  expect(lines, "the record says who, after what it was").toEqual([
    expect.stringContaining(" proved "),
    expect.stringMatching(/ judged .*did-not-help: as slow as before, by consent$/),
  ]);
});

test("a second redeploy of a machine goes on by itself if nobody says that the first did not help", async () => {
  await steered({ repeat: { attempts: 1, within: "24h", cooldown: "5m" } });
  await comes();
  await bench.hand().minutes(12);
  await comes();
  await bench.hand().minutes(10);
  expect(await bench.sends(plain)).toHaveLength(2);
});

test("what is taken and not proved ends as failed by the same word", async () => {
  const hand = bench.hand();
  await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "DescribeInstances", effect: "error", skip: 1, times: 10_000 });
  await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  await hand.advance(3 * 3_600_000);
  await hand.idle();
  await hand.minutes(2);
  expect((await record()).Current?.State).toBe("Unproven");
  expect(await judge("did-not-help")).toEqual([200, "Failed"]);
  expect(await judge("did-not-help")).toEqual([200, "Failed"]);
});

test("a hook that never says that a machine is back is told to people, who say so in its place; then its place is free", async () => {
  const hand = bench.hand();
  await hand.hook(back, { never: true });
  const limits = [{ per: "region", inFlight: 1 }];
  await steered({ limits }, { after: back, triesFor: "30m", answersWithin: "1s" });
  await hand.minutes(3);
  await comes();
  await hand.minutes(25);
  expect(await judge("put-back", { LookedAt: "2026-01-01T00:00:00Z" })).toEqual([409, "TooEarly"]);
  expect(await received("oncall", "notBack"), "not before its time").toEqual([]);
  await hand.minutes(25);
  const [told, ...more] = await received("oncall", "notBack");
  expect([told?.notice.firstLine.en, more]).toEqual([
    expect.stringMatching(/: not known whether it is back in service$/),
    [],
  ]);
  expect(told?.notice.text.en).toMatch(
    /^Look whether .* Then: redeploy-once resolve [0-9a-f]{32} .* --verdict put-back/m,
  );
  const { body } = await hand.call("console", {}, undefined, undefined, "/status");
  expect(JSON.stringify(body), "its place is kept").toContain(plain);
  expect(await judge("put-back")).toEqual([200, "Succeeded"]);
  expect(await judge("put-back"), "said once more").toEqual([200, "Succeeded"]);
  const asked = (await hand.hooked()).length;
  await hand.minutes(40);
  expect((await hand.hooked()).length, "it is asked no more").toBe(asked);
  expect(await received("oncall", "notBack")).toHaveLength(1);
  expect((await received("backup", "proved")).length, "nothing is told twice").toBe(1);
  await comes();
  await hand.minutes(3);
  expect(await bench.sends(plain)).toHaveLength(2);
});
