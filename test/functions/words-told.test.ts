import { expect, test } from "vitest";
import { newKeys } from "../../shared/signature.ts";
import { actingBy } from "../acting-by.ts";
import { approve, askedOn } from "./approve.ts";
import { createBench, notice, plain } from "./bench.ts";
import { createReceived, toldTo } from "./received.ts";

const [lin, home, wei] = [newKeys(), newKeys(), newKeys()];
const principals = [
  { name: "lin", keys: [lin.publicKey] },
  { name: "lin-at-home", keys: [home.publicKey] },
  { name: "wei", keys: [wei.publicKey] },
];
const bench = createBench({ environment: { PRINCIPALS: JSON.stringify(principals) } });
const received = createReceived(bench);
const hourMs = 3_600_000;

/** So many people must say yes, of lin and wei. */
const policy = (approvals: number) => {
  const { rules, ...rest } = actingBy([]);
  return {
    ...rest,
    people: [
      { name: "lin", roles: ["approver"], is: ["webhook:lin", "webhook:lin-at-home"] },
      { name: "wei", roles: ["approver"], is: ["webhook:wei"] },
    ],
    rules: rules.map((rule) => ({ ...rule, mode: "ask", approvals })),
    notices: toldTo,
  };
};

/** An event of a machine, about which people are asked. */
async function asks(instanceId: string, hours: number): Promise<void> {
  const hand = bench.hand();
  const notBefore = new Date(Date.parse((await hand.world()).now) + hours * hourMs).toISOString();
  await hand.publish(notice(instanceId, { eventId: await hand.raise(instanceId, { notBefore }) }));
  await hand.idle();
  await hand.minutes(2);
}

const say = async (verb: string, body: object, key = wei.secretKey) => {
  const { OperationId, Ask } = await askedOn(bench.hand(), plain, key);
  const said = { InstanceId: plain, OperationId, ...(verb === "deny" && { Ask }), ...body };
  expect((await bench.hand().call("console", said, key, {}, `/${verb}`)).status).toBe(200);
};

const firstLines = async (channel: string, ...kinds: readonly string[]) =>
  (await received(channel, ...kinds)).map(({ notice: { firstLine } }) => firstLine.en.replace(/ by .*$/, ""));

test("after the first yes of two the question is told again, once, with who has said so and who may still", async () => {
  const hand = bench.hand();
  await hand.policy(policy(2));
  await asks(plain, 36);
  await approve(hand, plain, lin.secretKey);
  await hand.minutes(5);
  const told = await received("oncall", "needsYes");
  expect(told.map(({ notice: { facts } }) => facts)).toMatchObject([
    { needs: 2, approvedBy: [], mayApprove: ["lin", "wei"] },
    { needs: 2, approvedBy: ["lin"], mayApprove: ["wei"] },
  ]);
  expect(told[1]?.notice.firstLine.en).toMatch(/: redeploy needs one more yes \(1 of 2: lin\) by /);
  await approve(hand, plain, home.secretKey);
  await hand.minutes(3);
  expect((await received("oncall", "needsYes")).at(-1)?.notice.facts, "by another door it is the same person").toEqual(
    expect.objectContaining({ approvedBy: ["lin"], mayApprove: ["wei"] }),
  );
  await approve(hand, plain, wei.secretKey);
  await hand.minutes(3);
  expect(await received("backup", "started")).toHaveLength(1);
  expect(await received("oncall", "needsYes"), "nobody is asked any more").toHaveLength(3);
});

test("a no is told with who said it, once", async () => {
  const hand = bench.hand();
  await hand.policy(policy(1));
  await asks(plain, 36);
  await say("deny", {});
  await hand.minutes(3);
  const told = await received("backup", "cancelled");
  expect(told.map(({ notice: { facts } }) => facts)).toMatchObject([{ instanceId: plain, by: "wei" }]);
  expect(told[0]?.notice.firstLine.en).toMatch(/: wei does not want the redeploy$/);
  expect(await bench.sends(plain)).toEqual([]);
});

test("a question is told again in its last hour, and its end is told as no deny", async () => {
  const hand = bench.hand();
  await hand.policy({ ...policy(2), guardBand: "30m", notices: [{ to: "oncall", about: "urgent" }] });
  await asks(plain, 6.5);
  await approve(hand, plain, lin.secretKey);
  await hand.minutes(2);
  await hand.advance(4.7 * hourMs);
  await hand.idle();
  expect(await received("oncall", "needsYes"), "not before its last hour").toHaveLength(2);
  await hand.minutes(15);
  const [, , soon, ...more] = await received("oncall", "needsYes");
  expect(soon?.notice.firstLine.en).toMatch(/\(1 of 2: lin\) by \S+( \S+)?, soon over$/);
  expect(more).toEqual([]);
  await hand.advance(hourMs);
  await hand.idle();
  await hand.minutes(2);
  const ended = await received("oncall", "late");
  expect(ended.map(({ notice: { text } }) => text.en.split("\n")[2])).toEqual([
    "That is no deny. Said yes: lin; that was not enough.",
  ]);
  expect(await bench.sends(plain)).toEqual([]);
});

test("a question that ends at the platform's own time is told as ended, though the platform acts by itself then", async () => {
  const hand = bench.hand();
  await hand.policy(policy(1));
  await asks(plain, 1);
  await hand.advance(hourMs);
  await hand.idle();
  await hand.minutes(2);
  const ended = await received("oncall", "late");
  expect(ended.map(({ notice: { firstLine } }) => firstLine.en)).toEqual([
    expect.stringMatching(/: nobody answered in time about the redeploy$/),
  ]);
  expect(await bench.sends(plain)).toEqual([]);
});

test("what is put off is told with who did so and until when: while it is asked about, and once it is planned", async () => {
  const hand = bench.hand();
  await hand.policy(policy(1));
  await asks(plain, 36);
  const Until = new Date(Date.parse((await hand.world()).now) + 20 * hourMs).toISOString();
  await say("postpone", { Until });
  await hand.minutes(2);
  const put = { notBeforeMs: Date.parse(Until), by: "wei" };
  expect((await received("oncall", "needsYes")).map(({ notice: { facts } }) => facts)).toMatchObject([{}, put]);
  await approve(hand, plain, lin.secretKey);
  await hand.minutes(30);
  const told = await received("backup", "planned");
  expect(told.map(({ notice: { facts } }) => facts)).toMatchObject([{ ...put, untilMs: put.notBeforeMs }]);
  expect(told[0]?.notice.text.en).toContain("not before (put off by wei).");
  expect(await firstLines("backup", "waits"), "it is planned, and not held back").toEqual([]);
});

test("each question among several names the list of all, and how that list is approved", async () => {
  const hand = bench.hand();
  await hand.policy(policy(1));
  for (const id of [plain, "i-bp1plain0002", "i-bp1plain0003"]) await asks(id, 36);
  const told = await received("oncall", "needsYes");
  expect(told.map(({ notice: { facts } }) => facts.count)).toEqual([1, 2, 3]);
  const lines = told.map(({ notice: { text } }) => text.en.split("\n").at(-1));
  expect(lines[0]).toMatch(/^Later: /);
  expect(lines[2]).toMatch(/^3 questions are open\. All of them: redeploy-once asks\. .*redeploy-once approve --set /);
});
