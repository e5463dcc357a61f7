import { expect, test, vi } from "vitest";
import { createCloud } from "../cloud/cloud.ts";
import { UnknownGuessError } from "../cloud/core/guesses.ts";
import { LONG_INDEX_LAG_MS } from "../cloud/tablestore/secondary-index.ts";
import { type BenchFunction, createFcBench, writeProject } from "./fc-bench.ts";
import { createTable, createTablestoreBench, long, put, scan } from "./tablestore-bench.ts";

const settled = (assertion: () => void) => vi.waitFor(assertion, { timeout: 10_000, interval: 5 });

const destination = "acs:mns:cn-hangzhou:1000000000000001:/queues/dead/messages";

const cloudEvent = {
  id: "1",
  source: "acs.ecs",
  specversion: "1.0",
  type: "ecs:Instance:StateChange",
  datacontenttype: "application/json",
  time: "2026-11-21T04:00:00.000Z",
  data: {},
};

/** A function of events that fails its own way; its role may do nothing. */
const failing = (body: string): BenchFunction => ({
  code: `exports.handler = async (event, context) => { ${body} };`,
  props: {
    role: "acs:ram::1000000000000001:role/nobody",
    asyncInvokeConfig: { maxAsyncRetryAttempts: 1, destinationConfig: { onFailure: { destination } } },
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
  },
});

const roles = { roles: { nobody: { Statement: [] } } };

test("a cloud with a guess to flip that it does not know is not started, and says so", async () => {
  const options = { port: 0, serverlessYaml: writeProject({ f: failing("") }), environment: () => ({}) };
  await expect(createCloud({ ...options, flips: ["fc.nothing"] })).rejects.toThrow(UnknownGuessError);
  const cloud = await createCloud({ ...options, flips: ["fc.async-retry", "dispute.reboot-state"] });
  await cloud.close();
});

test("flipped: false means asynchronous, retries are a minute apart, and a dead letter needs no right", async () => {
  const flips = ["eventbridge.polarity", "fc.async-retry", "fc.destination-right"];
  const bench = await createFcBench({ f: failing('throw new Error("no")') }, roles, flips);
  bench.fc.publish([cloudEvent]);
  await settled(() => expect(bench.fc.queue()).toMatchObject([{ kind: "async", state: "waiting", tries: 1 }]));
  await bench.clock.advance(59_000);
  expect(bench.fc.queue()).toMatchObject([{ state: "waiting", tries: 1 }]);
  await bench.clock.advance(1_000);
  await settled(() => expect(bench.fc.deadLetters()).toMatchObject([{ kind: "async", tries: 2, destination }]));
});

test("flipped: a killed asynchronous invocation is given up", async () => {
  const body = `await fetch(process.env.CLOUD + "/probe", { headers: { "x-key": context.credentials.accessKeyId } })`;
  const flips = ["eventbridge.polarity", "fc.async-killed"];
  const bench = await createFcBench({ f: failing(body) }, roles, flips);
  bench.plan({ product: "ecs", action: "Probe", effect: "kill-after" });
  bench.fc.publish([cloudEvent]);
  await settled(() => expect(bench.fc.deadLetters()).toMatchObject([{ kind: "async", tries: 1, reason: "killed" }]));
});

test("flipped: an index lags a minute behind its table", async () => {
  const { client, clock } = await createTablestoreBench(["tablestore.index-lag"]);
  await createTable(client, "rows", {
    definedColumn: [{ name: "openSince", type: 1 }],
    index: { name: "rows_open", primaryKey: ["openSince"], definedColumn: [] },
  });
  await put(client, "a", { openSince: long(5) });
  const open = () => scan(client, "rows_open", ["openSince", "id"]);
  await clock.advance(LONG_INDEX_LAG_MS - 1_000);
  expect(await open()).toEqual([]);
  await clock.advance(1_000);
  expect(await open()).toHaveLength(1);
});
