import { describe, expect, onTestFinished, test } from "vitest";
import type { Cloud } from "../cloud/cloud.ts";
import { isRowWrite } from "../demo/wire.ts";
import { yamlWithTriggers } from "../deploy.ts";
import type { Hand } from "../hand.ts";
import { invokeFunction } from "../invoke.ts";
import { startLocal } from "../local.ts";
import { createProductHand } from "../product-hand.ts";
import { callSubject, effectsOf, eventRules, type Subject, subjects } from "../subjects.ts";
import { createBench } from "./bench.ts";

type Way = {
  readonly name: string;
  /** The trigger of s.yaml that it comes through. */
  readonly trigger: "http" | "eventbridge" | undefined;
  /** Asks twice. */
  readonly ask: (cloud: Cloud, hand: Hand, subject: Subject, instanceId: string) => Promise<void>;
};

/** A person who may consent asks for what waits for that. */
async function consent(hand: Hand, subject: Subject, instanceId: string, eventId: string) {
  if (subject.needsConsent) await callSubject(hand, subject, instanceId, eventId, "consent");
  await hand.idle();
}

const ways: readonly Way[] = [
  {
    name: "signed HTTP",
    trigger: "http",
    ask: async (_, hand, subject, instanceId) => {
      const eventId = await hand.raise(instanceId, subject.event);
      for (let times = 0; times < 2; times++) await callSubject(hand, subject, instanceId, eventId, "cell");
    },
  },
  {
    name: "EventBridge",
    trigger: "eventbridge",
    ask: async (_, hand, subject, instanceId) => {
      const eventId = await hand.raise(instanceId, { ...subject.event, deliver: true });
      await hand.idle();
      await hand.move(eventId, { eventStatus: subject.event.eventStatus, deliver: true });
      await hand.idle();
      await hand.minutes(2); // what is planned for another function is dispatched to it
      if (subject.needsConsent && (await isWaiting(hand, instanceId)))
        await consent(hand, subject, instanceId, eventId);
    },
  },
  {
    name: "direct invoke",
    trigger: undefined,
    ask: async (cloud, hand, subject, instanceId) => {
      const eventId = await hand.raise(instanceId, subject.event);
      const { operation, functionName } = subject;
      const input = subject.input(instanceId, eventId);
      const command = { operation, input, eventId, source: "test", actor: "cell", reason: "asked for" };
      for (let times = 0; times < 2; times++) await invokeFunction(cloud, functionName, command);
      await consent(hand, subject, instanceId, eventId);
    },
  },
];

/** True iff the ledger has something about the instance. */
const isWaiting = async (hand: Hand, instanceId: string) =>
  (await hand.calls()).some((call) => call.effect && isRowWrite(call, instanceId));

const cells = subjects.flatMap((subject) =>
  ways.map((way) => ({ subject, way, name: `${subject.operation} by ${way.name}` })),
);

describe("every operation, every way in", () => {
  const bench = createBench({ eventRules, allHear: true });

  test.each(cells)("$name: asked twice, done once", async ({ subject, way }) => {
    const [instanceId = ""] = subject.instances;
    await way.ask(bench.cloud(), bench.hand(), subject, instanceId);
    expect(await effectsOf(bench.hand(), subject, instanceId)).toBe(1);
  });
});

/** How often it is done without these triggers. */
async function doneWithout({ way, subject }: (typeof cells)[number], triggers: Triggers): Promise<number> {
  const cloud = await deployedWithout(triggers);
  const hand = createProductHand(cloud);
  await hand.quietFleet();
  const [instanceId = ""] = subject.instances;
  await way.ask(cloud, hand, subject, instanceId);
  return effectsOf(hand, subject, instanceId);
}

const of = (way: Way["trigger"]) => cells.filter(({ way: { trigger } }) => trigger === way);

test.each(of("http"))("$name: without its trigger nothing is done", async (cell) => {
  expect(await doneWithout(cell, { [cell.subject.functionName]: "http" })).toBe(0);
});

test.each(of("eventbridge"))(
  "$name: without its trigger reconcile finds the event, and it is done once",
  async (cell) => {
    expect(await doneWithout(cell, { [cell.subject.looks]: "eventbridge" })).toBe(1);
  },
);

test.each(of("eventbridge"))("$name: without its trigger and the timer nothing is done", async (cell) => {
  expect(await doneWithout(cell, { [cell.subject.looks]: "eventbridge", reconcile: "timer" })).toBe(0);
});

/** The type of one trigger by the function that has it. */
type Triggers = Readonly<Record<string, string>>;

/** The product deployed with an s.yaml that lacks these triggers. */
async function deployedWithout(triggers: Triggers): Promise<Cloud> {
  let left = 0;
  const serverlessYaml = yamlWithTriggers((name, type) => {
    const goes = triggers[name] === type;
    if (goes) left++;
    return !goes;
  });
  expect(left).toBe(Object.keys(triggers).length);
  const cloud = await startLocal({ serverlessYaml, eventRules });
  onTestFinished(() => cloud.close());
  return cloud;
}
