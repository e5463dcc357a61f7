import { describe, expect, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { typed } from "../cli/type.ts";
import { permissive } from "../permissive.ts";
import { eventRules } from "../subjects.ts";
import { createBench, plain } from "./bench.ts";

type Bench = ReturnType<typeof createBench>;

/** Types the command; between two looks the local cloud comes to rest, and its clock goes on. */
const typing = (bench: Bench) => (words: readonly string[], onInterrupt?: (press: () => void) => void) =>
  typed(["rehearse", ...words, "--local", bench.cloud().wireUrl], {
    pause: async (ms) => {
      await bench.hand().idle();
      await bench.hand().advance(ms);
    },
    ...(onInterrupt && { onInterrupt }),
  });

const statesIn = (out: string) =>
  Object.fromEntries(
    (JSON.parse(out) as { Stages: { Stage: string; State: string }[] }).Stages.map((one) => [one.Stage, one.State]),
  );

/** Every drill of the world that is not over. */
const drillsLeft = async (bench: Bench) =>
  Object.values((await bench.hand().world()).events).filter(({ eventStatus }) =>
    ["Scheduled", "Executing"].includes(eventStatus),
  );
const sendsOf = async (bench: Bench) =>
  (await bench.callsOf("ecs")).filter(({ action, function: by }) => by !== null && !action.startsWith("Describe"));

describe("a drill through the deployed rule", () => {
  const bench = createBench({ allHear: true, eventRules, policy: { ...permissive(eventRules) } });
  const rehearse = typing(bench);

  test("shows each stage that it can, with the form of what came, and leaves no event and no send behind", async () => {
    const { exitCode, out, err } = await rehearse([plain]);
    expect([exitCode, out]).toEqual([0, expect.stringMatching(/^seen {6}delivered/)]);
    expect(out).toMatch(/^seen {6}invocation {3}The newest event came synchronously: the bus waits/m);
    expect(out).toMatch(/^seen {6}decoded {6}It came as \{id text, source text, .*data \{name text, eventId text/m);
    expect(out).toMatch(/^seen {6}planned {6}A real one: rule "everything else" of policy 1, acted\./m);
    expect(out).toMatch(/^seen {6}row written {2}Rejected: .*Forbidden\.SimulatedEvent, by acs\.ecs/m);
    expect(out).toMatch(/^no drill {2}send/m);
    expect(err).toMatch(/^Simulated SystemMaintenance\.Redeploy on i-bp1plain0001: (e-\w+)\nCancelled: \1$/);
    expect(await drillsLeft(bench)).toEqual([]);
    await bench.hand().minutes(3); // reconcile lists what is pending
    expect(await sendsOf(bench)).toEqual([]);
    expect((await bench.hand().world()).instances[plain]?.effects).toEqual({});
  });

  test("says which hook would be asked before a real one", async () => {
    const { rules, ...rest } = permissive(eventRules);
    const hooks = { web: { before: "fc:redeploy-once-hook-drain" } };
    await bench.hand().policy({ ...rest, hooks, rules: rules.map((one) => ({ ...one, hook: "web" })) });
    const { out } = await rehearse([plain]);
    expect(out).toMatch(/ A real one: rule "everything else" of policy \d, acted, asks hook web before\./);
  });

  test("a second one is seen as well", async () => {
    await rehearse([plain]);
    const { exitCode, out } = await rehearse([plain, "--json"]);
    expect([exitCode, statesIn(out)]).toEqual([
      0,
      {
        ...{ delivered: "seen", invocation: "seen", decoded: "seen", planned: "seen", "row written": "seen" },
        ...{ "notice sent": "notPossible", send: "notPossible" },
      },
    ]);
  });

  test("Ctrl-C while it waits cancels the event", async () => {
    let press: () => void = () => undefined;
    const seen: string[] = [];
    const { exitCode, err } = await typed(["rehearse", plain, "--local", bench.cloud().wireUrl], {
      onInterrupt: (act) => {
        press = act;
      },
      pause: async () => {
        seen.push(...(await drillsLeft(bench)).map(({ eventStatus }) => eventStatus));
        press();
        await bench.hand().idle();
      },
    });
    expect([exitCode, seen]).toEqual([1, ["Scheduled"]]);
    expect(err).toMatch(/\nCancelled: e-\w+\nInterrupted\.$/);
    expect(await drillsLeft(bench)).toEqual([]);
    expect(await sendsOf(bench)).toEqual([]);
  });

  test("an instance that there is not is refused by ECS, and nothing is left", async () => {
    const { exitCode, err } = await rehearse(["i-bp1nobody0001"]);
    expect([exitCode, await drillsLeft(bench)]).toEqual([1, []]);
    expect(err).toContain("NotFound");
  });

  test("an event that cannot be cancelled is named, with how to do it", async () => {
    await bench.hand().fault({ product: "ecs", action: "CancelSimulatedSystemEvents", effect: "error", times: 1 });
    const { err, exitCode } = await rehearse([plain]);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/(e-\w+) is still there: .*aliyun ecs CancelSimulatedSystemEvents --EventId\.1 \1/);
    await bench.hand().quietFleet();
  });
});

describe.each([
  [
    "nobody is told of drills",
    ["ecs.simulated.told"],
    ["notSeen", "notPossible", "notSeen", "seen", "notSeen"],
    /CloudMonitor: SendDryRunSystemEvent was refused/,
  ],
  [
    "data has another form",
    ["world.event-bridge-body"],
    ["seen", "seen", "notSeen", "seen", "notSeen"],
    /data\.eventId.* It came as \{.*data \{name text, .*content \{/,
  ],
] as const)("where %s", (_, flips, states, words) => {
  const bench = createBench({ flips, policy: actingBy([]) });

  test("a rehearsal says so, and cancels the event", async () => {
    const { exitCode, out } = await typing(bench)([plain, "--json"]);
    expect(exitCode).toBe(1);
    expect(Object.values(statesIn(out)).slice(0, 5)).toEqual([...states]);
    expect(out).toMatch(words);
    expect(await drillsLeft(bench)).toEqual([]);
    expect(await sendsOf(bench)).toEqual([]);
  });
});

describe("where asyncInvocationType: false means that the bus does not wait", () => {
  const bench = createBench({
    flips: ["eventbridge.polarity"],
    allHear: true,
    eventRules,
    policy: permissive(eventRules),
  });
  const doctor = async () => {
    const { out } = await typed(["doctor", "--json", "--local", bench.cloud().wireUrl], {
      pause: async (ms) => void (await bench.hand().advance(ms)),
    });
    const { Findings } = JSON.parse(out) as { Findings: { Check: string; State: string; Found: string }[] };
    return Findings.find(({ Check }) => Check === "synchronous events");
  };

  test("a rehearsal sees the event among the tasks of the function, and the doctor reads it afterwards", async () => {
    expect(await doctor()).toMatchObject({ State: "unknown", Mend: expect.stringContaining("redeploy-once rehearse") });
    const { out } = await typing(bench)([plain]);
    expect(out).toMatch(/^seen {6}invocation {3}The newest event came asynchronously: the function's own queue/m);
    expect(await doctor()).toMatchObject({ State: "ok", Found: expect.stringContaining("came asynchronously") });
  });

  test("who may not list tasks is told which right it takes, and the rest is rehearsed", async () => {
    await bench.hand().fault({
      ...{ product: "fc", action: "ListAsyncTasks", effect: "error", times: 1 },
      ...{ status: 403, code: "AccessDenied" },
    });
    const { exitCode, out } = await typing(bench)([plain]);
    expect([exitCode, out]).toEqual([
      0,
      expect.stringMatching(
        /^no drill {2}invocation {3}ListAsyncTasks \S+ was forbidden.* the right to ListAsyncTasks/m,
      ),
    ]);
  });
});
