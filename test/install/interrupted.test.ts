import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { fileNameOf } from "../../shared/function-name.ts";
import { type CodePackage, codePackage } from "../../shared/install/code-package.ts";
import type { Ports } from "../../shared/install/ports.ts";
import { readFound } from "../../shared/install/read-found.ts";
import { type Planned, planned, plannedOnceSettled, up } from "../../shared/install/up.ts";
import type { WantedFunction } from "../../shared/install/wanted.ts";
import { operations } from "../../shared/operations/index.ts";
import { createCloud } from "../cloud/cloud.ts";
import { askedOn, portsOn } from "./in-process.ts";

/** Functions that nobody calls here stand as a few bytes. */
const folder = mkdtempSync(path.join(tmpdir(), "stub-"));
writeFileSync(path.join(folder, "index.js"), "exports.handler = async () => '{}';");
afterAll(() => rmSync(folder, { recursive: true }));

const packages = new Map<string, Promise<CodePackage>>();
const packageOf = (built: string) => {
  const key = /\/(console|doctor)$/.test(built) ? built : folder;
  const known = packages.get(key) ?? codePackage(key, 0);
  packages.set(key, known);
  return known;
};

/** The process ends: what comes after it is not done. */
class Killed extends Error {}

/** Ports that work for so many changes; then the process is gone, though the last of them is done. */
function killedAfter(ports: Ports, changes: number): { readonly ports: Ports } {
  let made = 0;
  const change =
    <A extends unknown[], R>(act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (made === changes) throw new Killed("killed");
      made++;
      return act(...args);
    };
  const { functions, stacks, askDoctor, askConsole } = ports;
  return {
    ports: {
      ...ports,
      functions: {
        ...functions,
        create: change(functions.create),
        update: change(functions.update),
        putConcurrency: change(functions.putConcurrency),
        putQueue: change(functions.putQueue),
        createTrigger: change(functions.createTrigger),
        updateTrigger: change(functions.updateTrigger),
      },
      // A run is killed as soon as ROS has begun: it goes on without it.
      stacks: {
        ...stacks,
        create: change(stacks.create),
        read: async (name) => (made > 0 && made === changes ? dead() : stacks.read(name)),
      },
      askDoctor: change(askDoctor),
      askConsole: (verb, args) => (verb === "acts" ? change(askConsole)(verb, args) : askConsole(verb, args)),
    },
  };
}

const dead = () => {
  throw new Killed("killed");
};

async function emptyCloud(flips: readonly string[] = []) {
  const cloud = await createCloud({ port: 0, stack: "redeploy-once", flips });
  onTestFinished(() => cloud.close());
  return { cloud, asked: await askedOn(cloud, packageOf), ports: portsOn(cloud) };
}

const quiet = () => () => undefined;

const acting = operations.map(({ name }) => `redeploy-once-${fileNameOf(name)}`);

/** Whatever may act is finished by somebody. */
async function expectFinisher({ asked, ports }: Awaited<ReturnType<typeof emptyCloud>>) {
  const { functions } = await readFound(ports, asked.stack, asked.region);
  const actor = functions.find(({ name }) => acting.includes(name));
  const finisher = functions.find(({ name }) => name === "redeploy-once-reconcile");
  if (actor !== undefined) expect(finisher?.triggers.has("every-minute")).toBe(true);
}

/** All of it is there, with one key for all that seal. */
async function expectWhole({ asked, ports }: Awaited<ReturnType<typeof emptyCloud>>) {
  const { functions } = await readFound(ports, asked.stack, asked.region);
  expect(functions).toHaveLength(9);
  const keys = functions.flatMap(({ environment: { FINGERPRINT_KEYS: key } }) => (key === undefined ? [] : [key]));
  expect(new Set(keys).size).toBe(1);
  expect((await planned(asked, ports)).plan).toEqual({ refusals: [], steps: [] });
}

/** Of an installation from nothing, and those after which the tables are there. */
const [changes, withTables] = [41, 17];

/** What is left to be done. While a function is to be made, the doctor looks after the tables once more. */
const leftIn = ({ plan: { steps } }: Planned, made: number) =>
  steps.filter((step) => made < withTables || step.do !== "make the tables");

const stillThere = async () => ({ RequestId: "1", Events: [], Created: [], Findings: [] });

/** A run from each of the places where the one before it was killed, which is killed itself after one change more. */
test("killed after each single change, the next run goes on from there, and nothing acts meanwhile that nobody finishes", async () => {
  const bench = await emptyCloud();
  const { asked, ports } = bench;
  for (let made = 0; made < changes; made++) {
    const plan = await plannedOnceSettled(asked, ports, quiet);
    expect(leftIn(plan, made)).toHaveLength(changes - made);
    const killed = killedAfter(ports, 1).ports;
    const run = up(plan, made < withTables ? killed : { ...killed, askDoctor: stillThere }, quiet);
    await expect(run).rejects.toThrow(Killed);
    await expectFinisher(bench);
  }
  await expectWhole(bench);
});

/** Before all, among what looks, before the tables, with the right to act, among what acts, before the last trigger. */
test.each([[0], [5], [10], [14], [20], [33]])(
  "killed after %i changes, a second run brings it to its end in one go",
  async (made) => {
    const bench = await emptyCloud();
    const { asked, ports } = bench;
    const first = async () => up(await planned(asked, ports), killedAfter(ports, made).ports, quiet);
    await expect(first()).rejects.toThrow(Killed);
    await expectFinisher(bench);
    const second = await plannedOnceSettled(asked, ports, quiet);
    expect(leftIn(second, made)).toHaveLength(changes - made);
    await up(second, ports, quiet);
    await expectWhole(bench);
  },
);

test("a stack that ROS is still at is waited for: the run that began it is gone", async () => {
  const { asked, ports } = await emptyCloud(["ros.pace"]); // a part of it is there at each look
  const killed = killedAfter(ports, 1);
  await expect(up(await planned(asked, ports), killed.ports, quiet)).rejects.toThrow(Killed);
  expect((await ports.stacks.read(asked.stack))?.status).toBe("CREATE_IN_PROGRESS");
  const waits: string[] = [];
  const second = await plannedOnceSettled(asked, ports, () => {
    waits.push("waits");
    return () => undefined;
  });
  expect(waits).toEqual(["waits"]);
  expect((await up(second, ports, quiet)).stack?.status).toBe("CREATE_COMPLETE");
});

test.each<[string, (ports: Ports) => Partial<Ports>, RegExp]>([
  [
    "a queue that was not made, though FC said so",
    ({ functions }) => ({ functions: { ...functions, putQueue: async () => undefined } }),
    /It is still to be done: create the queue of redeploy-once-reconcile/,
  ],
  [
    "a role whose policy is another",
    ({ roles }) => ({ roles: { ...roles, policy: async () => ({ Version: "1", Statement: [] }) } }),
    /The policy redeploy-once-cn-hangzhou-reconcile is not what the stack has made/,
  ],
  [
    "a function of another release",
    ({ functions }) => ({
      functions: {
        ...functions,
        create: (wanted) => functions.create(wanted.key === "console" ? older(wanted) : wanted),
      },
    }),
    /redeploy-once-console is of the release 0, not of \S+: a mixture/,
  ],
])("no answer is believed: %s is found when everything is read back", async (_, faulty, said) => {
  const { asked, ports } = await emptyCloud();
  const wrong = { ...ports, ...faulty(ports) };
  await expect(up(await planned(asked, ports), wrong, quiet)).rejects.toThrow(said);
});

const older = (wanted: WantedFunction): WantedFunction => {
  const { environmentVariables } = wanted.properties;
  return {
    ...wanted,
    properties: { ...wanted.properties, environmentVariables: { ...environmentVariables, RELEASE: "0" } },
  };
};
