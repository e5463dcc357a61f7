import { expect, test } from "vitest";
import { planned, up } from "../../shared/install/up.ts";
import { createAccountBench } from "./bench.ts";
import { askedOn, portsOn } from "./in-process.ts";

type Bench = Awaited<ReturnType<typeof createAccountBench>>;

/** What functions ask without signing: of a clock's time. */
const ofFunctions = ["ecs DescribeRegions", "tablestore ListTable"];
/** What a run goes without: the doctor says that it was not seen. */
const goneWithout = ["mns GetQueueAttributes", "fc ListTagResources", "sls GetLogs", "eventbridge GetEventBus"];

/** Each call that a command makes by itself, once: its product and its name. */
async function callsOf({ cloud, type }: Bench, words: string): Promise<readonly string[]> {
  const since = cloud.calls.since(0).at(-1)?.seq ?? 0;
  expect(await type(words)).toMatchObject({ exitCode: 0 });
  const own = cloud.calls.since(since).filter(({ function: by }) => by === null);
  const names = [...new Set(own.map(({ product, action }) => `${product} ${action}`))];
  return names.filter((name) => ![...ofFunctions, ...goneWithout].includes(name));
}

/** What is said, without the lines of progress, of a command that is refused each call of one name. */
async function refused({ hand, type }: Bench, call: string, words: string) {
  const [product, action = ""] = call.split(" ");
  await hand.fault({ product, action, effect: "error", status: 403, code: "AccessDenied", times: 10_000 });
  const { exitCode, err } = await type(words);
  await hand.clearFaults();
  const said = err.split("\n").filter((line) => !/^ *\d+\/\d+ {2}/.test(line));
  return { exitCode, said: said.join("\n"), lines: said.length, action };
}

/** Why, and which right helps. */
const whyOf = (action: string) =>
  new RegExp(`${action} .*was forbidden .* the right to ${action}|may not invoke .* need fc:${action}`);
const whatIsThere = /Nothing was (changed|done)|before it did is there|All steps were done/;

test("each call of up and down that is refused is said in a line, with the right that is missing and what is there, and the next run goes on", async () => {
  const whole = await createAccountBench();
  const calls = { up: await callsOf(whole, "up --yes"), down: await callsOf(whole, "down --yes") };
  expect([calls.up.length, calls.down.length]).toEqual([18, 16]);
  const bench = await createAccountBench();
  for (const words of ["up", "down"] as const) {
    for (const call of calls[words]) {
      const { exitCode, said, lines, action } = await refused(bench, call, `${words} --yes`);
      expect([call, exitCode, said]).toEqual([call, 1, expect.stringMatching(whyOf(action))]);
      expect([call, said]).toEqual([call, expect.stringMatching(whatIsThere)]);
      expect([call, lines <= 2]).toEqual([call, true]);
    }
    expect(await bench.type(`${words} --yes`)).toMatchObject({ exitCode: 0 });
  }
});

test("what a doctor cannot see ends no run", async () => {
  const bench = await createAccountBench();
  for (const call of goneWithout) expect(await refused(bench, call, "up --yes")).toMatchObject({ exitCode: 0 });
});

test("a key of another place is refused before anything is changed, and so is a network that is not there", async () => {
  const { cloud } = await createAccountBench();
  const asked = await askedOn(cloud);
  const theirs = portsOn(cloud, { accessKeyId: "LTAI5tOtherRegion", accessKeySecret: "another region's" });
  await expect(planned(asked, theirs)).rejects.toMatchObject({
    message: expect.stringMatching(/did not take the credentials \[InvalidAccessKeyId/),
    mend: expect.stringContaining("Sign in again"),
  });
  const nowhere = portsOn({ ...cloud, wireUrl: "http://127.0.0.1:1" });
  await expect(planned(asked, nowhere)).rejects.toMatchObject({
    message: expect.stringMatching(/could not be asked: the cloud cannot be reached \[ECONNREFUSED\]/),
    mend: expect.stringContaining("Look at the network"),
  });
});

test("a network that goes on the way halts a run at its step, and says what is there", async () => {
  const { cloud } = await createAccountBench();
  const [asked, ports] = [await askedOn(cloud), portsOn(cloud)];
  const { functions } = ports;
  const create: typeof functions.create = async (wanted) => {
    if (wanted.key === "doctor") await cloud.close();
    return functions.create(wanted);
  };
  const run = up(await planned(asked, ports), { ...ports, functions: { ...functions, create } }, () => () => undefined);
  await expect(run).rejects.toThrow(
    /^Step 14 of 41, create the function redeploy-once-doctor: .*(cannot be reached|not known) .*(Look at the network|Run this again).*\nWhat the 13 steps before it did is there\. /,
  );
});

test("of two who take a stack down at once one comes to its end, and nothing is left", async () => {
  const { type } = await createAccountBench();
  await type("up --yes");
  const both = await Promise.all([type("down --yes"), type("down --yes")]);
  expect(both.map(({ exitCode }) => exitCode)).toContain(0);
  for (const { exitCode, err } of both)
    if (exitCode !== 0) expect(err).toMatch(/\nStep \d+ of 23, .*\n.*The same command goes on from here\.$/);
  expect(await type("down --yes")).toMatchObject({ exitCode: 0, out: expect.stringContaining("There is nothing of") });
});
