import Fc20230330 from "@alicloud/fc20230330";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import { expect, test } from "vitest";
import { planned, up } from "../../shared/install/up.ts";
import { notice } from "../functions/bench.ts";
import { invokeFunction } from "../invoke.ts";
import { createAccountBench } from "./bench.ts";
import { askedOn, portsOn } from "./in-process.ts";

type Bench = Awaited<ReturnType<typeof createAccountBench>>;

/** What the command finds wrong: the names of its lines, and its exit code. */
async function wrongFor({ type }: Bench, words = "doctor") {
  const { exitCode, out } = await type(`${words} --json`);
  const { Findings } = JSON.parse(out) as {
    Findings: { Check: string; State: string; Found: string; Mend?: string }[];
  };
  return { exitCode, findings: Findings, wrong: Findings.filter(({ State }) => State === "wrong") };
}

test("two stacks, one of which acts, are both in order", async () => {
  const bench = await createAccountBench();
  await bench.type("up --yes");
  expect(await bench.type("up --yes --stack ops --observe")).toMatchObject({ exitCode: 0 });
  for (const stack of ["redeploy-once", "ops"]) {
    const { exitCode, wrong, findings } = await wrongFor(bench, `doctor --stack ${stack}`);
    expect([stack, exitCode, wrong]).toEqual([stack, 0, []]);
    const right = findings.find(({ Check }) => Check === "account's right for ecs");
    expect(right?.Found).toBe(`redeploy-once holds it; this stack ${stack === "ops" ? "sends nothing" : "acts"}.`);
  }
});

test("of two stacks that look at ENS each is told of the other, and an up that makes the second one ends with it", async () => {
  const bench = await createAccountBench();
  expect(await bench.type("up --yes --ens")).toMatchObject({ exitCode: 0 });
  const second = await bench.type("up --yes --ens --observe --stack ops");
  expect([second.exitCode, second.out]).toEqual([
    1,
    expect.stringMatching(/wrong +ENS {2}Here and there: redeploy-once-event-redeploy-instance\./),
  ]);
  const { exitCode, wrong } = await wrongFor(bench);
  expect([exitCode, wrong.map(({ Found }) => Found)]).toEqual([1, ["Here and there: ops-event-redeploy-instance."]]);
});

test("a function whose mark was taken away is found by name", async () => {
  const bench = await createAccountBench();
  await bench.type("up --yes");
  const { accessKey, wireUrl } = bench.cloud;
  const endpoint = { protocol: "http", endpoint: new URL(wireUrl).host, regionId: "cn-hangzhou" };
  const client = new Fc20230330.default(new $OpenApiUtil.Config({ ...accessKey, ...endpoint }));
  const said = { resourceType: "function", resourceId: ["redeploy-once-console"], tagKey: ["redeploy-once"] };
  await client.untagResources(new Fc20230330.UntagResourcesRequest(said));
  const { exitCode, wrong } = await wrongFor(bench);
  expect([exitCode, wrong.map(({ Found }) => Found)]).toEqual([
    1,
    ["Without the mark of redeploy-once: redeploy-once-console."],
  ]);
});

test("a stack that acts though another one holds the right is found", async () => {
  const bench = await createAccountBench();
  await bench.type("up --yes --stack ops");
  await bench.type("up --yes --observe");
  await invokeFunction(bench.cloud, "console", { verb: "acts", Products: ["ecs"] });
  const { exitCode, wrong } = await wrongFor(bench);
  expect([exitCode, wrong.map(({ Check, Found }) => [Check, Found])]).toEqual([
    1,
    [["account's right for ecs", "ops holds it, and this stack acts all the same: another may act beside it."]],
  ]);
});

test("what nothing could deliver is found, and counted", async () => {
  const bench = await createAccountBench(["eventbridge.polarity"]); // by a queue with four tries, not by a bus with a day of them
  const { type, hand } = bench;
  await type("up --yes");
  await hand.publish({ ...notice("i-bp1plain0001"), data: "no object" });
  for (let minute = 0; minute < 60 && (await hand.world()).deadLetters.length === 0; minute++) await hand.minutes(1);
  const { exitCode, wrong } = await wrongFor(bench);
  const [line] = wrong;
  expect([exitCode, wrong.map(({ Check }) => Check)], JSON.stringify(wrong)).toEqual([1, ["dead letters"]]);
  expect(line?.Found).toMatch(/^\d+ lie in the queue redeploy-once-dead: /);
});

test("a line of the doctor's is read back from its log", async () => {
  const bench = await createAccountBench();
  await bench.type("up --yes");
  const { exitCode, findings } = await wrongFor(bench);
  expect([exitCode, findings.find(({ Check }) => Check === "log")]).toEqual([
    0,
    {
      ...{ Check: "log", State: "ok" },
      Found: "A line of the doctor's was read back from redeploy-once-1000000000000001-cn-hangzhou/functions.",
    },
  ]);
});

test("a log that nothing comes into is found, and is waited for a minute and no longer", async () => {
  const bench = await createAccountBench(["log.ships"]);
  await bench.type("up --yes");
  const before = bench.cloud.clock.nowMs();
  const { exitCode, wrong } = await wrongFor(bench);
  expect([exitCode, wrong.map(({ Check }) => Check)], JSON.stringify(wrong)).toEqual([1, ["log"]]);
  expect(bench.cloud.clock.nowMs() - before).toBeGreaterThan(60_000);
  expect(bench.cloud.clock.nowMs() - before).toBeLessThan(90_000);
});

test("an account that has not turned EventBridge on is found, in a stack that is well besides", async () => {
  const bench = await createAccountBench();
  await bench.type("up --yes");
  await bench.hand.fault({
    ...{ product: "eventbridge", action: "GetEventBus", effect: "error", times: 1 },
    ...{ status: 403, code: "ServiceAccessDenied" },
  });
  const { exitCode, wrong } = await wrongFor(bench);
  expect([exitCode, wrong.map(({ Check, Mend }) => [Check, Mend])]).toEqual([
    1,
    [["EventBridge", expect.stringContaining("Turn it on in EventBridge's console")]],
  ]);
});

test("a log store that somebody has deleted is found", async () => {
  const bench = await createAccountBench();
  await bench.type("up --yes");
  await bench.hand.fault({
    ...{ product: "sls", action: "GetLogs", effect: "error", times: 10 },
    ...{ status: 404, code: "LogStoreNotExist" },
  });
  const { exitCode, wrong } = await wrongFor(bench);
  expect([exitCode, wrong.map(({ Check, Found }) => [Check, Found])]).toEqual([
    1,
    [["log", expect.stringMatching(/^The log redeploy-once-\d+-cn-hangzhou\/functions is not there/)]],
  ]);
});

test("a role that may not do what is only done, and never tried, is found by name", async () => {
  const bench = await createAccountBench();
  const { cloud } = bench;
  const [asked, ports] = [await askedOn(cloud), portsOn(cloud)];
  const template = asked.sources.template.replace('"mns:SendMessage"', '"mns:ReceiveMessage"');
  expect(template).not.toBe(asked.sources.template);
  const other = await planned({ ...asked, sources: { ...asked.sources, template } }, ports);
  await expect(up(other, ports, () => () => undefined)).rejects.toThrow(
    /The policy \S+ is not what the stack has made/,
  );
  const { exitCode, wrong } = await wrongFor(bench);
  expect([exitCode, wrong.map(({ Check }) => Check)], JSON.stringify(wrong)).toEqual([1, ["roles"]]);
  expect(wrong[0]?.Found).toMatch(/^The policy redeploy-once-cn-hangzhou-\S+ is not what the stack has made/);
});

test("whoever may not list is told so, with the right that it takes, and nothing is wrong", async () => {
  const bench = await createAccountBench();
  await bench.type("up --yes");
  const refused = { effect: "error", status: 403, times: 10 };
  await bench.hand.fault({ product: "fc", action: "ListFunctions", ...refused, code: "AccessDenied" });
  await bench.hand.fault({ product: "ram", action: "GetRole", ...refused, code: "NoPermission" });
  await bench.hand.fault({ product: "mns", action: "GetQueueAttributes", ...refused, code: "NoPermission" });
  await bench.hand.fault({ product: "eventbridge", action: "GetEventBus", ...refused, code: "AccessDenied" });
  await bench.hand.fault({ product: "sls", action: "GetLogs", ...refused, status: 401, code: "Unauthorized" });
  const { exitCode, findings } = await wrongFor(bench);
  expect(exitCode).toBe(0);
  const lines = findings.slice(-9).map(({ Check, State, Mend }) => [Check, State, Mend?.slice(0, 46)]);
  const mend = (call: string) => `Give whoever installs the right to ${call}`.slice(0, 46);
  expect(lines).toEqual([
    ["names", "unknown", mend("ListFunctions")],
    ["account's right for ecs", "unknown", mend("GetRole (sha")],
    ["account's right for ens", "unknown", mend("GetRole (sha")],
    ["ENS", "unknown", mend("ListFunctions")],
    ["roles", "unknown", mend("GetRole (sha")],
    ["dead letters", "unknown", mend("GetQueueAttributes")],
    ["EventBridge", "unknown", mend("GetEventBus")],
    ["log", "unknown", mend("GetLogStoreLogs")],
    ["synchronous events", "unknown", "Ask again within a minute of: redeploy-once re"],
  ]);
});
