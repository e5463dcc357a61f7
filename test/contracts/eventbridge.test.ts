import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createClock } from "../cloud/core/clock.ts";
import { allHold } from "../cloud/core/guesses.ts";
import { createBus, type DeliveryAnswer, type GivenUp, type Rule } from "../cloud/eventbridge/bus.ts";
import { CloudEventError } from "../cloud/eventbridge/cloud-event.ts";
import { PatternError, readPattern } from "../cloud/eventbridge/pattern.ts";
import { type RetryStrategy, retryDelayMs } from "../cloud/eventbridge/retry.ts";
import { ServerlessYamlError } from "../cloud/fc/serverless-yaml-error.ts";
import { createFcBench } from "./fc-bench.ts";
import { settled } from "./settled.ts";

const event = {
  id: "event-1",
  source: "acs.ecs",
  specversion: "1.0",
  type: "ecs:Instance:SystemMaintenance.Redeploy",
  data: {
    eventStatus: "Scheduled",
    empty: "",
    count: 3,
    flag: true,
    gone: null,
    address: "10.1.2.3",
    tags: ["a", "b"],
  },
};

describe("event patterns", () => {
  test.each([
    ["an exact value", { source: ["acs.ecs"] }, true],
    ["an exact value, case-sensitive", { source: ["ACS.ECS"] }, false],
    ["an exact number", { data: { count: [3] } }, true],
    ["a number as text", { data: { count: ["3"] } }, false],
    ["a boolean", { data: { flag: [true] } }, true],
    ["one of several", { source: ["acs.oss", "acs.ecs"] }, true],
    ["all keys", { source: ["acs.ecs"], data: { count: [4] } }, false],
    ["prefix", { type: [{ prefix: "ecs:Instance:SystemMaintenance." }] }, true],
    ["another prefix", { type: [{ prefix: "ecs:Disk" }] }, false],
    ["suffix", { type: [{ suffix: ".Redeploy" }] }, true],
    ["another suffix", { type: [{ suffix: ".Reboot" }] }, false],
    ["contains", { type: [{ contains: ":SystemMaintenance" }] }, true],
    ["contains something else", { type: [{ contains: "Failure" }] }, false],
    ["anything but a value", { source: [{ "anything-but": "acs.oss" }] }, true],
    ["anything but this value", { source: [{ "anything-but": "acs.ecs" }] }, false],
    ["anything but a list", { data: { eventStatus: [{ "anything-but": ["Executed", "Avoided"] }] } }, true],
    ["anything but a list with it", { data: { eventStatus: [{ "anything-but": ["Executed", "Scheduled"] }] } }, false],
    ["anything but a prefix", { source: [{ "anything-but": { prefix: "acs." } }] }, false],
    ["anything but another prefix", { source: [{ "anything-but": { prefix: "my." } }] }, true],
    ["anything but, of an array that holds it", { data: { tags: [{ "anything-but": "a" }] } }, false],
    ["anything but, of a missing field", { data: { nothing: [{ "anything-but": "a" }] } }, false],
    ["numeric", { data: { count: [{ numeric: [">", 0, "<=", 3] }] } }, true],
    ["numeric out of range", { data: { count: [{ numeric: [">", 0, "<", 3] }] } }, false],
    ["numeric equal", { data: { count: [{ numeric: ["=", 3] }] } }, true],
    ["numeric of text", { data: { eventStatus: [{ numeric: ["=", 3] }] } }, false],
    ["cidr", { data: { address: [{ cidr: "10.0.0.0/8" }] } }, true],
    ["cidr of another block", { data: { address: [{ cidr: "10.2.0.0/16" }] } }, false],
    ["cidr of everything", { data: { address: [{ cidr: "0.0.0.0/0" }] } }, true],
    ["cidr of one address", { data: { address: [{ cidr: "10.1.2.3/32" }] } }, true],
    ["cidr of no address", { data: { eventStatus: [{ cidr: "10.0.0.0/8" }] } }, false],
    ["exists", { data: { count: [{ exists: true }] } }, true],
    ["exists, though null", { data: { gone: [{ exists: true }] } }, true],
    ["exists not", { data: { nothing: [{ exists: false }] } }, true],
    ["exists not, but does", { data: { count: [{ exists: false }] } }, false],
    ["null", { data: { gone: [null] } }, true],
    ["null, of a value", { data: { count: [null] } }, false],
    ["null, of a missing field", { data: { nothing: [null] } }, false],
    ["the empty text", { data: { empty: [""] } }, true],
    ["the empty text, of a text", { source: [""] }, false],
    ["an array that shares a value", { data: { tags: ["b", "c"] } }, true],
    ["an array that shares none", { data: { tags: ["c"] } }, false],
    ["a nested key under a value that is no object", { source: { deeper: ["x"] } }, false],
    ["everything", {}, true],
  ])("%s", (_, pattern, expected) => {
    expect(readPattern(pattern)(event)).toBe(expected);
  });

  test.each([
    ["an unknown operator", { type: [{ wildcard: "*" }] }, "type"],
    ["two operators in one expression", { type: [{ prefix: "a", suffix: "b" }] }, "type"],
    ["a value outside an array", { data: { eventStatus: "Scheduled" } }, "data.eventStatus"],
    ["six expressions", { type: ["1", "2", "3", "4", "5", "6"] }, "type"],
    ["no expression", { type: [] }, "type"],
    ["a prefix that is no text", { type: [{ prefix: 1 }] }, "type"],
    ["a numeric without number", { data: { count: [{ numeric: [">"] }] } }, "data.count"],
    ["a numeric with an unknown comparator", { data: { count: [{ numeric: ["!=", 1] }] } }, "data.count"],
    ["a cidr that is none", { data: { address: [{ cidr: "10.0.0.0/33" }] } }, "data.address"],
    ["an exists that is no boolean", { type: [{ exists: "yes" }] }, "type"],
    ["an anything-but suffix", { type: [{ "anything-but": { suffix: "x" } }] }, "type"],
    ["a list", ["x"], ""],
  ])("%s is refused, naming the field", (_, pattern, path) => {
    expect(() => readPattern(pattern)).toThrow(expect.objectContaining({ name: "PatternError", path }));
    expect(() => readPattern(pattern)).toThrow(PatternError);
  });
});

describe("retry strategies", () => {
  test("EXPONENTIAL_DECAY_RETRY doubles from 1 s to 512 s, 176 times, about a day", () => {
    const delays = Array.from({ length: 177 }, (_, index) =>
      retryDelayMs("EXPONENTIAL_DECAY_RETRY", index + 1, Math.random, allHold),
    );
    expect(delays.slice(0, 11)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 512].map((seconds) => seconds * 1_000));
    expect(delays[175]).toBe(512_000);
    expect(delays[176]).toBe(undefined);
    expect(delays.reduce<number>((sum, ms) => sum + (ms ?? 0), 0)).toBe(86_015_000);
  });

  test.each([
    [1, 0, 10_000],
    [3, 0.9999, 19_999],
    [4, 0.5, undefined],
  ])("BACKOFF_RETRY waits 10 to 20 s, three times: failure %i, random %d", (tries, random, expected) => {
    expect(retryDelayMs("BACKOFF_RETRY", tries, () => random, allHold)).toBe(expected);
  });
});

/** A bus over one rule whose deliveries are answered by `answers` in turn, the last one for ever. */
function createBusBench(answers: readonly (DeliveryAnswer | undefined)[], retryStrategy: RetryStrategy) {
  const clock = createClock();
  const startMs = clock.nowMs();
  const deliveredSeconds: number[] = [];
  const givenUp: GivenUp[] = [];
  const rule: Rule = {
    resource: "f",
    functionName: "f",
    triggerName: "t",
    pattern: readPattern({ source: ["acs.ecs"] }),
    asynchronous: false,
    retryStrategy,
    deadLetterArn: "acs:mns:cn-hangzhou:1:/queues/dead/messages",
  };
  const bus = createBus({
    clock,
    rules: () => [rule],
    settings: { accountId: "1", regionId: "cn-hangzhou" },
    deliver: async ({ tries }) => {
      deliveredSeconds.push((clock.nowMs() - startMs) / 1_000);
      return answers[Math.min(tries, answers.length) - 1];
    },
    giveUp: (entry) => void givenUp.push(entry),
    random: () => 0.5,
    holds: allHold,
  });
  /** Advances from retry to retry until nothing waits. */
  const runOut = async () => {
    for (;;) {
      await setImmediate();
      const [waiting] = bus.undelivered();
      if (waiting?.nextTryMs === undefined) return;
      await clock.advance(waiting.nextTryMs - clock.nowMs());
    }
  };
  return { bus, clock, deliveredSeconds, givenUp, runOut };
}

describe("the bus", () => {
  const ok = { status: 200, errorType: undefined };

  test("an event is delivered again after each kind of failure, on the world's clock", async () => {
    const failures = [undefined, { status: 502, errorType: "BadGateway" }, { status: 200, errorType: "Unhandled" }];
    const { bus, deliveredSeconds, runOut } = createBusBench([...failures, ok], "EXPONENTIAL_DECAY_RETRY");
    bus.publish([event]);
    await runOut();
    expect(deliveredSeconds).toEqual([0, 1, 3, 7]);
    expect(bus.undelivered()).toEqual([]);
  });

  test("after 176 retries an event goes to the dead-letter queue", async () => {
    const { bus, deliveredSeconds, givenUp, runOut } = createBusBench([undefined], "EXPONENTIAL_DECAY_RETRY");
    bus.publish([event]);
    await runOut();
    expect(deliveredSeconds).toHaveLength(177);
    expect(deliveredSeconds.at(-1)).toBe(86_015);
    expect(givenUp).toMatchObject([
      { reason: "no answer", destination: "acs:mns:cn-hangzhou:1:/queues/dead/messages", delivery: { tries: 177 } },
    ]);
  });

  test("BACKOFF_RETRY gives up after three retries", async () => {
    const { bus, deliveredSeconds, givenUp, runOut } = createBusBench([undefined], "BACKOFF_RETRY");
    bus.publish([event]);
    await runOut();
    expect(deliveredSeconds).toEqual([0, 15, 30, 45]);
    expect(givenUp).toHaveLength(1);
  });

  test("reset forgets what waits", async () => {
    const { bus, clock, deliveredSeconds } = createBusBench([undefined], "BACKOFF_RETRY");
    bus.publish([event]);
    await clock.advance(1_000);
    bus.reset();
    await clock.advance(86_400_000);
    expect([deliveredSeconds, bus.undelivered()]).toEqual([[0], []]);
  });

  test.each([
    ["without id", { ...event, id: undefined }, "events[0].id"],
    ["with an empty source", { ...event, source: "" }, "events[0].source"],
    ["of another version", { ...event, specversion: "0.3" }, "events[0].specversion"],
    ["without type", { ...event, type: undefined }, "events[0].type"],
    ["with a time that is none", { ...event, time: "yesterday" }, "events[0].time"],
    ["that is no object", "text", "events[0]"],
    ["of more than 256 KB", { ...event, data: "x".repeat(262_144) }, "events[0]"],
  ])("an event %s is refused, naming the field, and nothing is delivered", async (_, bad, field) => {
    const { bus, deliveredSeconds } = createBusBench([ok], "BACKOFF_RETRY");
    expect(() => bus.publish([bad])).toThrow(CloudEventError);
    expect(() => bus.publish([bad])).toThrow(expect.objectContaining({ field }));
    expect(() => bus.publish([event, bad])).toThrow(CloudEventError);
    expect(deliveredSeconds).toEqual([]);
  });

  test("a batch holds 1 to 16 events", () => {
    const { bus } = createBusBench([ok], "BACKOFF_RETRY");
    expect(bus.publish(Array.from({ length: 16 }, () => event))).toEqual({ accepted: 16 });
    expect(() => bus.publish(Array.from({ length: 17 }, () => event))).toThrow(CloudEventError);
    expect(() => bus.publish([])).toThrow(CloudEventError);
  });
});

const trigger = (
  config: Readonly<Record<string, unknown>> = {},
  runOptions: Readonly<Record<string, unknown>> = {},
) => ({
  triggerName: "events",
  triggerType: "eventbridge",
  qualifier: "LATEST",
  triggerConfig: {
    triggerEnable: true,
    asyncInvocationType: false,
    eventRuleFilterPattern: '{"source":["acs.ecs"]}',
    eventSourceConfig: { eventSourceType: "Default", eventSourceParameters: {} },
    eventSinkConfig: { deliveryOption: { eventSchema: "CloudEvents" } },
    runOptions: {
      mode: "event-driven",
      errorsTolerance: "ALL",
      retryStrategy: { PushRetryStrategy: "EXPONENTIAL_DECAY_RETRY" },
      ...runOptions,
    },
    ...config,
  },
});

describe("an EventBridge trigger of a function", () => {
  const prints = "exports.handler = async (event) => { console.log(event.toString()) };";
  const fails = 'exports.handler = async () => { console.log("try"); throw new Error("no") };';

  test("the function gets the one event as the whole payload, with the bus's own attributes", async () => {
    const bench = await createFcBench({ f: { code: prints, props: { triggers: [trigger()] } } });
    expect(bench.fc.publish([event, { ...event, source: "my.app" }])).toEqual({ accepted: 2 });
    await settled(() => expect(bench.fc.queue()).toEqual([]));
    expect(bench.logs.map(({ text }) => JSON.parse(text))).toEqual([
      {
        ...event,
        aliyunaccountid: "1000000000000001",
        aliyunoriginalaccountid: "1000000000000001",
        aliyunregionid: "cn-hangzhou",
        aliyuneventbusname: "default",
        aliyunpublishtime: new Date(bench.clock.nowMs()).toISOString(),
      },
    ]);
    expect(bench.calls.since(0)).toMatchObject([
      {
        product: "fc",
        action: "InvokeFunction",
        function: null,
        params: { functionName: "f", trigger: "events", payload: { id: "event-1" } },
        status: 200,
        effect: true,
      },
    ]);
  });

  test("a function that fails gets the event again, and at last the dead-letter queue does", async () => {
    const deadLetterQueue = { Arn: "acs:mns:cn-hangzhou:1000000000000001:/queues/dead/messages" };
    const retryStrategy = { PushRetryStrategy: "BACKOFF_RETRY" };
    const triggers = [trigger({}, { deadLetterQueue, retryStrategy })];
    const bench = await createFcBench({ f: { code: fails, props: { triggers } } });
    bench.fc.publish([event]);
    for (const tries of [1, 2, 3]) {
      await settled(() => expect(bench.fc.queue()).toMatchObject([{ kind: "eventbridge", state: "waiting", tries }]));
      await bench.clock.advance(20_000);
    }
    await settled(() => expect(bench.fc.queue()).toEqual([]));
    expect(bench.logs).toHaveLength(4);
    expect(bench.fc.deadLetters()).toMatchObject([
      {
        kind: "eventbridge",
        function: "f",
        trigger: "events",
        id: "event-1",
        tries: 4,
        reason: "UnhandledInvocationError",
        destination: deadLetterQueue.Arn,
      },
    ]);
  });

  test.each([
    ["an error", { effect: "error" as const }, 1, 503],
    ["a throttle", { effect: "throttle" as const }, 1, 429],
    ["a lost reply", { effect: "lost-reply" as const }, 2, null],
    ["a call that never arrives", { effect: "not-applied" as const }, 1, null],
    ["garbage", { effect: "garbage" as const }, 1, 502],
  ])("%s makes the bus deliver again", async (_, fault, runs, status) => {
    const bench = await createFcBench({ f: { code: prints, props: { triggers: [trigger()] } } });
    const planned = status === null ? fault : { ...fault, status };
    bench.plan({ product: "fc", action: "InvokeFunction", ...planned });
    bench.fc.publish([event]);
    await settled(() => expect(bench.fc.queue()).toMatchObject([{ state: "waiting", tries: 1 }]));
    await bench.clock.advance(1_000);
    await settled(() => expect(bench.fc.queue()).toEqual([]));
    expect(bench.logs).toHaveLength(runs);
    expect(bench.calls.since(0)).toMatchObject([{ status }, { status: 200 }]);
  });

  test("an asynchronous trigger has delivered once the event is queued; retries are those of the queue", async () => {
    const props = {
      triggers: [trigger({ asyncInvocationType: true })],
      asyncInvokeConfig: { maxAsyncRetryAttempts: 1 },
    };
    const bench = await createFcBench({ f: { code: fails, props } });
    bench.fc.publish([event]);
    await settled(() =>
      expect(bench.fc.queue()).toMatchObject([{ kind: "async", state: "waiting", trigger: "events" }]),
    );
    await bench.clock.advance(1_000);
    await settled(() => expect(bench.fc.deadLetters()).toMatchObject([{ kind: "async", tries: 2, destination: null }]));
    expect(bench.calls.since(0)).toMatchObject([{ status: 202 }]);
  });

  test("each function whose trigger matches gets the event; a disabled trigger does not", async () => {
    const bench = await createFcBench({
      f: { code: prints, props: { triggers: [trigger()] } },
      g: { code: prints, props: { triggers: [trigger()] } },
      off: { code: prints, props: { triggers: [trigger({ triggerEnable: false })] } },
    });
    bench.fc.publish([event]);
    await settled(() => expect(bench.fc.queue()).toEqual([]));
    expect(bench.logs.map(({ functionName }) => functionName).sort()).toEqual(["f", "g"]);
  });

  test.each([
    [
      "an unknown operator",
      trigger({ eventRuleFilterPattern: '{"type":[{"wildcard":"x"}]}' }),
      "eventRuleFilterPattern",
    ],
    ["a pattern that is no JSON", trigger({ eventRuleFilterPattern: "{" }), "eventRuleFilterPattern"],
    ["streaming", trigger({}, { mode: "event-streaming" }), "runOptions.mode"],
    ["errorsTolerance NONE", trigger({}, { errorsTolerance: "NONE" }), "runOptions.errorsTolerance"],
    ["another source", trigger({ eventSourceConfig: { eventSourceType: "MNS" } }), "eventSourceConfig.eventSourceType"],
  ])("%s is refused when s.yaml is read", async (_, bad, field) => {
    const bench = createFcBench({ f: { code: prints, props: { triggers: [bad] } } });
    await expect(bench).rejects.toThrow(ServerlessYamlError);
    await expect(bench).rejects.toMatchObject({ field: `triggers[0].triggerConfig.${field}` });
  });
});
