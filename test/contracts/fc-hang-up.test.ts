import { describe, expect, test } from "vitest";
import { createCaller, createFcBench, handler, httpTrigger } from "./fc-bench.ts";
import { settled } from "./settled.ts";

/** Makes a call to the cloud, then never ends. */
const hanging = handler('await probe(context); console.log("goes on"); await new Promise(() => {})', {
  triggers: [httpTrigger(["GET"])],
});

describe("a caller that hangs up", () => {
  test("ends the run by closing its connection, and the next one gets another instance", async () => {
    const bench = await createFcBench({ f: hanging });
    const ask = async () => {
      const began = bench.logs.length;
      const client = new AbortController();
      const asked = fetch(`${bench.url}/fn/f/`, { signal: client.signal });
      await settled(() => expect(bench.logs.slice(began)).toMatchObject([{ text: "goes on\n" }]));
      expect(bench.fc.work().running).toBe(1);
      client.abort();
      await expect(asked).rejects.toThrow("aborted");
      await settled(() => expect(bench.fc.work()).toEqual({ running: 0, callers: 0 }));
    };
    await ask();
    await ask();
    expect(new Set(bench.logs.map(({ instanceId }) => instanceId)).size).toBe(2);
  });

  test("by a fault at a call is told 499; the call did nothing, and the next run works", async () => {
    const bench = await createFcBench({ f: handler("return probe(context)") });
    bench.plan({ product: "ecs", action: "Probe", effect: "hang-up" });
    const invoke = createCaller(bench);
    await expect(invoke("f", "{}")).rejects.toMatchObject({ statusCode: 499 });
    expect(bench.calls.since(0)).toMatchObject([
      { action: "InvokeFunction", status: 499 },
      { action: "Probe", effect: false, status: null },
    ]);
    expect((await invoke("f", "{}")).text).toBe("done");
  });

  test("by a fault after a call leaves what the call did", async () => {
    const bench = await createFcBench({ f: handler("return probe(context)") });
    bench.plan({ product: "ecs", action: "Probe", effect: "hang-up", at: "reply" });
    await expect(createCaller(bench)("f", "{}")).rejects.toMatchObject({ statusCode: 499 });
    expect(bench.calls.since(1)).toMatchObject([{ action: "Probe", effect: true, status: null }]);
  });

  test("is none of an asynchronous run's, which goes on", async () => {
    const bench = await createFcBench({ f: handler("return probe(context)") });
    bench.plan({ product: "ecs", action: "Probe", effect: "hang-up" });
    await createCaller(bench)("f", "{}", { xFcInvocationType: "Async" });
    await settled(() => expect(bench.fc.queue()).toEqual([]));
    expect(bench.calls.since(1)).toMatchObject([{ action: "Probe", effect: true, status: 200 }]);
    expect(bench.fc.deadLetters()).toEqual([]);
  });
});
