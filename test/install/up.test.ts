import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { settledStack } from "../../shared/install/await-stack.ts";
import { planned } from "../../shared/install/up.ts";
import { createAccountBench } from "./bench.ts";
import { askedOn, portsOn } from "./in-process.ts";

const secret = `whsec_${randomBytes(32).toString("base64")}`;
const settings = {
  PRINCIPALS: JSON.stringify([{ name: "oncall", keys: [secret] }]),
  READERS_OF_SETTINGS_MAY_CONSENT: "1",
  NOTICES: JSON.stringify([{ name: "oncall", url: "https://example.com/hook", secret }]),
};

test("from nothing to installed with a region alone; a second run changes nothing, and says so", async () => {
  const { type, changesOf } = await createAccountBench();
  const first = await type("up --yes");
  expect([first.exitCode, first.out]).toEqual([0, expect.stringContaining("redeploy-once is installed")]);
  expect(first.out).toContain("It observes: no policy is in force");
  expect(first.out).toMatch(/redeploy-once-console {2}http:\/\/127.0.0.1:\d+\/fn\/console\//);
  const changes = await changesOf(async () => {
    const second = await type("up --yes");
    expect([second.exitCode, second.err]).toEqual([0, ""]);
    expect(second.out).toContain("Nothing was changed: redeploy-once is of this release and these settings already.");
  });
  expect(changes).toEqual([]);
  expect(await type("preview")).toMatchObject({ exitCode: 0, out: expect.stringContaining("nothing is to be done") });
});

test("a preview changes nothing, and its exit code says that something is to be done", async () => {
  const { type, changesOf } = await createAccountBench();
  const changes = await changesOf(async () => {
    const { exitCode, out } = await type("preview");
    expect(exitCode).toBe(3);
    expect(out).toContain("create the function redeploy-once-console: concurrency, queue, trigger http");
  });
  expect(changes).toEqual([]);
});

test("without a terminal and --yes nothing is done", async () => {
  const { type, changesOf } = await createAccountBench();
  expect(await changesOf(() => type("up"))).toEqual([]);
  expect(await type("up")).toMatchObject({ exitCode: 2, err: expect.stringContaining("agree to it with --yes") });
});

test("what is not said stays as it is; no secret is on any output", async () => {
  const { type, cloud } = await createAccountBench();
  const said = [
    await type("up --yes", settings),
    await type("preview"),
    await type("up --yes --json"),
    await type("preview --json"),
  ];
  expect(said.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
  const printed = said.flatMap(({ out, err }) => [out, err]).join();
  expect(printed).not.toContain(secret.slice(10, 30));
  expect(printed).not.toContain(cloud.accessKey.accessKeySecret);
  const [, preview] = said;
  expect(preview?.out).toMatch(/PRINCIPALS +••• +as it is/);
  expect(preview?.out).toMatch(/FINGERPRINT_KEYS +••• +as it is/);
});

test("another setting is brought to the functions that read it, and to no other", async () => {
  const { type } = await createAccountBench();
  await type("up --yes");
  const { err, exitCode } = await type("up --yes", { DATE_WINDOW_MINUTES: "90" });
  expect(exitCode).toBe(0);
  expect(err.split("\n")).toEqual([
    "  1/3  update the function redeploy-once-reconcile: DATE_WINDOW_MINUTES",
    "  2/3  update the function redeploy-once-console: DATE_WINDOW_MINUTES",
    "  3/3  update the function redeploy-once-answer: DATE_WINDOW_MINUTES",
  ]);
});

test("a service of hooks is told to the functions and to the stack, whose role may ask there", async () => {
  const { type } = await createAccountBench();
  const { exitCode, err } = await type("up --yes", { HOOKS_SERVICE: "ops" });
  expect([exitCode, err]).toEqual([0, expect.not.stringContaining("is not what the stack has made")]);
  expect(await type("up --yes")).toMatchObject({ exitCode: 0, err: "" });
});

test("settings that no function can load are refused before anything is asked", async () => {
  const { type, changesOf } = await createAccountBench();
  const changes = await changesOf(async () => {
    const { exitCode, err } = await type("up --yes", { PRINCIPALS: "oops", DATE_WINDOW_MINUTES: "1" });
    expect(exitCode).toBe(2);
    expect(err).toContain("PRINCIPALS: must be JSON");
    expect(err).toContain("DATE_WINDOW_MINUTES: may not be under 15");
  });
  expect(changes).toEqual([]);
});

test("of two runs at once one fails at the stack, says so, and has done nothing", async () => {
  const { type } = await createAccountBench();
  const runs = await Promise.all([type("up --yes"), type("up --yes")]);
  expect(runs.map(({ exitCode }) => exitCode).sort()).toEqual([0, 1]);
  const lost = runs.find(({ exitCode }) => exitCode === 1);
  expect(lost?.err).toContain(
    "Step 1 of 41, create the stack: Another run is at the stack redeploy-once at this moment",
  );
  expect(await type("preview")).toMatchObject({ exitCode: 0 });
});

test("a second stack stops at the right to act, and says whose it is; with --observe it is installed and may send nothing", async () => {
  const { type, changesOf } = await createAccountBench();
  await type("up --yes");
  const refused = await changesOf(async () => {
    const { exitCode, err } = await type("up --yes --stack ops");
    expect(exitCode).toBe(1);
    expect(err).toContain(
      "Another stack has the right to act on cn-hangzhou: The stack redeploy-once acts in cn-hangzhou.",
    );
    expect(err).toContain("--observe");
  });
  expect(refused).toEqual([]);
  const observing = await type("up --yes --stack ops --observe");
  expect([observing.exitCode, observing.out]).toEqual([
    0,
    expect.stringContaining("It has no right to act: it observes."),
  ]);
  expect((await type("status --stack ops --json")).out).toContain('"Acts":{"Operations":[],"Holder":"redeploy-once"}');
  expect(await type("up --yes --stack ops")).toMatchObject({ exitCode: 0, err: "" }); // it stays as it is
});

test("a function of our name that is somebody else's stops a run before anything is done, and is not touched", async () => {
  const { cloud, type, changesOf } = await createAccountBench();
  const [asked, ports] = [await askedOn(cloud), portsOn(cloud)];
  await ports.stacks.create((await planned(asked, ports)).wanted.stack); // they need a role
  await settledStack(ports, asked.stack);
  const theirs = (await planned(asked, ports)).wanted.functions.find(({ key }) => key === "console");
  if (theirs === undefined) throw new Error("s.yaml has no console");
  await ports.functions.create({ ...theirs, tags: [{ key: "team", value: "billing" }] });
  const before = await ports.functions.read(theirs.name);
  const changes = await changesOf(async () => {
    const { exitCode, err } = await type("up --yes");
    expect(exitCode).toBe(1);
    expect(err).toContain(
      "The function redeploy-once-console is somebody else's: it has no tag redeploy-once=redeploy-once.",
    );
  });
  expect(changes).toEqual([]);
  expect(await type("down --yes")).toMatchObject({ exitCode: 0 });
  expect(await ports.functions.read(theirs.name)).toEqual(before);
});

test("what somebody has changed in the cloud's console is told, and brought back", async () => {
  const { cloud, type } = await createAccountBench();
  await type("up --yes");
  const ports = portsOn(cloud);
  await ports.functions.removeTrigger("redeploy-once-reconcile", "every-minute");
  const { exitCode, out } = await type("preview");
  expect([exitCode, out]).toEqual([
    3,
    expect.stringContaining("create the trigger every-minute of redeploy-once-reconcile"),
  ]);
  expect(await type("up --yes")).toMatchObject({ exitCode: 0 });
  expect(await type("preview")).toMatchObject({ exitCode: 0 });
});
