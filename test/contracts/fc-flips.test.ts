import { expect, test } from "vitest";
import * as z from "zod";
import { isFlippable } from "../cloud/core/guesses.ts";
import { controlGuesses } from "../cloud/fc/control/guesses.ts";
import { guesses } from "../cloud/fc/guesses.ts";
import { ServerlessYamlError } from "../cloud/fc/serverless-yaml-error.ts";
import { type Bench, type BenchFunction, createCaller, createFcBench, handler, httpTrigger } from "./fc-bench.ts";
import { settled } from "./settled.ts";

/** What is deployed as f, what is done with it, what that shows as guessed, and once the guess is flipped. */
type Scenario = readonly [
  f: BenchFunction,
  act: (bench: Bench) => Promise<unknown>,
  guessed: unknown,
  flipped: unknown,
];

/** Waits until nothing runs in the queue or on the bus. */
const idle = ({ fc }: Bench) =>
  settled(() => expect(fc.queue().filter(({ state }) => state === "running")).toHaveLength(0));

const destination = "acs:mns:cn-hangzhou:1000000000000001:/queues/dead/messages";
const cloudEvent = { id: "1", source: "acs.ecs", specversion: "1.0", type: "ecs:Disk:Stalled", data: {} };

const byHttp = { triggers: [httpTrigger(["GET", "POST"])] };
const oneAtATime = { ...byHttp, concurrencyConfig: { reservedConcurrency: 1 } };
const byTimer = {
  triggers: [
    { triggerName: "tick", triggerType: "timer", triggerConfig: { cronExpression: "@every 5m", enable: true } },
  ],
};
const byEvent = {
  triggers: [
    {
      triggerName: "events",
      triggerType: "eventbridge",
      triggerConfig: {
        triggerEnable: true,
        asyncInvocationType: false,
        eventRuleFilterPattern: '{"source":["acs.ecs"]}',
        eventSourceConfig: { eventSourceType: "Default" },
        runOptions: { mode: "event-driven", errorsTolerance: "ALL" },
      },
    },
  ],
};
const queued = (maxAsyncRetryAttempts: number) => ({
  role: "acs:ram::1000000000000001:role/nobody",
  asyncInvokeConfig: { asyncTask: true, maxAsyncRetryAttempts, destinationConfig: { onFailure: { destination } } },
});

const reply = (body: string) => `return { statusCode: 200, headers: {}, isBase64Encoded: false, body: ${body} }`;
const fails = 'throw new Error("no")';
const probes = reply("await probe(context)");
const echoes = handler(reply("event.toString()"), byHttp);

const statusOf = async (bench: Bench) => (await fetch(`${bench.url}/fn/f`)).status;
const envelopeOf = async (bench: Bench) => {
  const request = { method: "POST", body: "text", headers: { "x-colour": "red", "x-fc-log-type": "None" } };
  const answer = await fetch(`${bench.url}/fn/f`, request);
  return z
    .object({ headers: z.record(z.string(), z.string()), isBase64Encoded: z.boolean() })
    .parse(await answer.json());
};
const invokeLater = (bench: Bench, xFcAsyncTaskId = "t") =>
  createCaller(bench)("f", "{}", { xFcInvocationType: "Async", xFcAsyncTaskId });
const fault = (bench: Bench, effect: "freeze" | "kill-after") =>
  bench.plan({ product: "ecs", action: "Probe", effect });

/** Keeps an instance of f busy until the test ends. */
async function occupy(bench: Bench): Promise<void> {
  fault(bench, "freeze");
  void fetch(`${bench.url}/fn/f`).catch(() => undefined); // ended with the bench
  await settled(() => expect(bench.calls.since(0)).toMatchObject([{ action: "Probe" }]));
}

async function statusWhenBusy(bench: Bench): Promise<number> {
  await occupy(bench);
  return statusOf(bench);
}

/** The seconds until what waits is tried again. */
async function secondsToRetry(bench: Bench): Promise<number> {
  await idle(bench);
  const [waiting] = bench.fc.queue();
  return (Date.parse(waiting?.nextTryAt ?? "") - bench.clock.nowMs()) / 1_000;
}

/** Lets time pass until nothing is tried any more. */
async function exhaust(bench: Bench): Promise<void> {
  for (let waitSeconds = await secondsToRetry(bench); waitSeconds > 0; waitSeconds = await secondsToRetry(bench))
    await bench.clock.advance(waitSeconds * 1_000);
}

const logged = ({ logs }: Bench) => logs.map(({ text }) => text.trim());

const scenarios: Readonly<Record<string, Scenario>> = {
  "fc.max-instances": [handler(probes, byHttp), statusWhenBusy, 200, 429],
  "fc.throttled": [handler(probes, oneAtATime), statusWhenBusy, 429, 503],
  "fc.killed": [
    handler(probes, byHttp),
    async (bench) => {
      fault(bench, "kill-after");
      return statusOf(bench);
    },
    502,
    500,
  ],
  "fc.content-type": [
    handler("return 1"),
    async (bench) => (await createCaller(bench)("f", "{}")).headers?.["content-type"],
    "application/octet-stream",
    "application/json",
  ],
  "fc.warm": [
    handler("return 1"),
    async (bench) => {
      const invoke = createCaller(bench);
      const [first, second] = [await invoke("f", "{}"), await invoke("f", "{}")];
      return first.headers?.["x-fc-instance-id"] === second.headers?.["x-fc-instance-id"];
    },
    true,
    false,
  ],
  "fc.idle-freeze": [
    handler('setTimeout(() => console.log("late"), 1)'),
    async (bench) => {
      await createCaller(bench)("f", "{}");
      for (let others = 0; others < 500 && bench.logs.length === 0; others++) await fetch(`${bench.url}/fn/none`);
      return bench.logs.length > 0;
    },
    false,
    true,
  ],
  "fc.invoke-resource": [
    handler("return 1"),
    async (bench) => {
      const Resource = "acs:fc:cn-hangzhou:1000000000000001:functions/f/*";
      const statements = [{ Effect: "Allow", Action: "fc:InvokeFunction", Resource } as const];
      const role = bench.principals.assume({ function: "caller", instance: undefined, statements });
      return createCaller(bench, role)("f", "{}").then(
        ({ status }) => status,
        ({ statusCode }) => statusCode,
      );
    },
    403,
    200,
  ],
  "fc.async-retry": [
    handler(fails, queued(1)),
    async (bench) => {
      await invokeLater(bench);
      return secondsToRetry(bench);
    },
    1,
    60,
  ],
  "fc.async-killed": [
    handler(probes, queued(1)),
    async (bench) => {
      fault(bench, "kill-after");
      await invokeLater(bench);
      await idle(bench);
      return bench.fc.deadLetters().map(({ tries, reason }) => ({ tries, reason }));
    },
    [],
    [{ tries: 1, reason: "killed" }],
  ],
  "fc.async-throttle": [
    handler(probes, { ...oneAtATime, ...queued(1) }),
    async (bench) => {
      await occupy(bench);
      await invokeLater(bench);
      for (let throttles = 0; throttles < 11; throttles++)
        await bench.clock.advance((await secondsToRetry(bench)) * 1_000);
      return secondsToRetry(bench);
    },
    512,
    1_024,
  ],
  "fc.task-exists": [
    handler("return 1", queued(0)),
    async (bench) => {
      await invokeLater(bench, "again");
      return invokeLater(bench, "again").catch(({ code }) => code);
    },
    "AsyncTaskAlreadyExists",
    "StatefulAsyncInvocationAlreadyExists",
  ],
  "fc.destination-right": [
    handler(fails, queued(0)),
    async (bench) => {
      await invokeLater(bench);
      await idle(bench);
      return bench.fc.deadLetters().map((letter) => letter.destination);
    },
    [null],
    [destination],
  ],
  "fc.log-right": [
    handler('console.log("hello")', { ...byHttp, role: "f", logConfig: "auto" }),
    async (bench) => {
      await statusOf(bench);
      return logged(bench);
    },
    "logConfig",
    [],
  ],
  "fc.timer-start": [
    handler('console.log("tick")', byTimer),
    async (bench) => {
      await bench.clock.advance(1_000);
      await idle(bench);
      await bench.clock.advance(300_000);
      await settled(() => expect(logged(bench)).toContain("tick"));
      await idle(bench);
      return logged(bench);
    },
    ["tick"],
    ["tick", "tick"],
  ],
  "fc.timer-skip": [
    handler("await new Promise(() => {})", byTimer),
    async (bench) => {
      await bench.clock.advance(300_000);
      await bench.clock.advance(300_000);
      return bench.fc.queue().length;
    },
    1,
    2,
  ],
  "http.fc-headers": [
    echoes,
    async (bench) => Object.keys((await envelopeOf(bench)).headers).filter((name) => name.startsWith("X-Fc-")),
    ["X-Fc-Log-Type"],
    [],
  ],
  "http.header-case": [
    echoes,
    async (bench) => Object.keys((await envelopeOf(bench)).headers).filter((name) => /^x-colour$/i.test(name)),
    ["X-Colour"],
    ["x-colour"],
  ],
  "http.binary": [echoes, async (bench) => (await envelopeOf(bench)).isBase64Encoded, false, true],
  "http.failed": [handler(fails, byHttp), statusOf, 502, 500],
  "eventbridge.polarity": [
    handler(fails, byEvent),
    async (bench) => {
      bench.fc.publish([cloudEvent]);
      await idle(bench);
      return bench.fc.queue().map(({ kind }) => kind);
    },
    ["eventbridge"],
    ["async"],
  ],
  "eventbridge.stamp": [
    handler("console.log(JSON.parse(event).aliyunregionid)", byEvent),
    async (bench) => {
      bench.fc.publish([cloudEvent]);
      await settled(() => expect(logged(bench)).toHaveLength(1));
      return logged(bench);
    },
    ["cn-hangzhou"],
    ["undefined"],
  ],
  "eventbridge.retries": [
    handler(fails, byEvent),
    async (bench) => {
      bench.fc.publish([cloudEvent]);
      await exhaust(bench);
      return bench.fc.deadLetters().map(({ tries }) => tries);
    },
    [4],
    [3],
  ],
};

test.each(Object.entries(scenarios))("%s shows, and shows its other side when it is flipped", async (id, scenario) => {
  const [f, act, guessed, flipped] = scenario;
  const shown = async (flips: readonly string[]) => {
    try {
      return await act(await createFcBench({ f }, { roles: { f: { Statement: [] } } }, flips));
    } catch (error) {
      if (error instanceof ServerlessYamlError) return error.field;
      throw error;
    }
  };
  expect(await shown([])).toEqual(guessed);
  expect(await shown([id])).toEqual(flipped);
});

test("every guess that can be flipped is, here or in fc-control.test.ts", () => {
  const here = guesses.filter((guess) => isFlippable(guess) && !controlGuesses.includes(guess));
  expect(Object.keys(scenarios)).toEqual(here.map(({ id }) => id));
});
