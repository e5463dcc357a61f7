import { expect, test } from "vitest";
import type { Taken } from "../../shared/notices/channel.ts";
import { deliver, type Sending } from "../../shared/notices/deliver.ts";

const needs = { nowMs: () => 0, timeZone: "Asia/Shanghai", digestId: "d" };
const sending = (id: string): Sending => ({
  situation: { name: id, key: "failed", id, kind: "failed", facts: { sinceMs: 0, instanceId: id } },
  ...{ to: ["oncall"], of: id },
});
const three = ["one", "two", "three"].map(sending);

/** What reaches a channel that answers so to the message of this id. */
async function reached(id: string, answer: Taken) {
  const asked: string[] = [];
  const send = async (message: { readonly id: string }): Promise<Taken> => {
    asked.push(message.id);
    return message.id === id ? answer : { kind: "taken" };
  };
  const delivered = await deliver(needs, { name: "oncall", perMinute: 20, send }, three, undefined, 60_000);
  return { asked, reached: [...delivered.reached].map(({ of }) => of) };
}

test("a message that a channel refuses stops no other one, and is not taken for told", async () => {
  const refused = await reached("one", { kind: "refused", code: "HTTP 400" });
  expect(refused).toEqual({ asked: ["one", "two", "three"], reached: ["two", "three"] });
});

test("a channel that does not answer is asked once in a run", async () => {
  expect(await reached("one", { kind: "failed", code: "no answer in 5 s" })).toEqual({ asked: ["one"], reached: [] });
});

test("what is about more than one machine comes first of what needs a person, and by itself, however little time is left", async () => {
  const asked: string[] = [];
  const send = async (message: { readonly id: string; readonly kind: string }): Promise<Taken> => {
    asked.push(`${message.kind} ${message.id}`);
    return { kind: "taken" };
  };
  const storm: Sending = {
    situation: { name: "storm", key: "stormBegins", id: "s", kind: "stormBegins", facts: { sinceMs: 0, count: 30 } },
    ...{ to: ["oncall"], of: "storm" },
  };
  const delivered = await deliver(
    needs,
    { name: "oncall", perMinute: 20, send },
    [...three, storm],
    undefined,
    6_000, // time for one answer: half of it is time for none
  );
  expect(asked).toEqual(["stormBegins s", "digest d"]);
  expect(delivered.reached.size).toBe(4);
});
