import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { fileNameOf } from "../../shared/function-name.ts";
import { type CodePackage, codePackage } from "../../shared/install/code-package.ts";
import type { Ports } from "../../shared/install/ports.ts";
import { readFound } from "../../shared/install/read-found.ts";
import { planned, plannedOnceSettled, up } from "../../shared/install/up.ts";
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
function killedAfter(ports: Ports, changes: number): { readonly ports: Ports; readonly made: () => number } {
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
    made: () => made,
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

let changes = 0;
beforeAll(async () => {
  const cloud = await createCloud({ port: 0, stack: "redeploy-once" });
  const whole = killedAfter(portsOn(cloud), Number.POSITIVE_INFINITY);
  await up(await planned(await askedOn(cloud, packageOf), whole.ports), whole.ports, quiet);
  changes = whole.made();
  await cloud.close();
});

test("an installation makes as many changes as the table below has rows", () => {
  expect(changes).toBe(34);
});

const acting = operations.map(({ name }) => `redeploy-once-${fileNameOf(name)}`);

test.each(Array.from({ length: 34 }, (_, made) => [made]))(
  "killed after %i changes, the second run comes to the same end, and nothing acts meanwhile that nobody finishes",
  async (made) => {
    const { asked, ports } = await emptyCloud();
    const killed = killedAfter(ports, made);
    const first = async () => up(await planned(asked, killed.ports), killed.ports, quiet);
    await expect(first()).rejects.toThrow(Killed);
    const { functions } = await readFound(ports, asked.stack, asked.region);
    const actor = functions.find(({ name }) => acting.includes(name));
    const finisher = functions.find(({ name }) => name === "redeploy-once-reconcile");
    if (actor !== undefined) expect(finisher?.triggers.has("every-minute")).toBe(true);

    const second = await plannedOnceSettled(asked, ports, quiet);
    const found = await up(second, ports, quiet);
    expect(second.plan.steps.length).toBeLessThanOrEqual(34 - made + 1); // the tables are looked after until console tells of them
    expect(found.functions).toHaveLength(7);
    const keys = found.functions.flatMap(({ environment: { FINGERPRINT_KEYS: key } }) =>
      key === undefined ? [] : [key],
    );
    expect(new Set(keys).size).toBe(1);
    expect((await planned(asked, ports)).plan).toEqual({ refusals: [], steps: [] });
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
