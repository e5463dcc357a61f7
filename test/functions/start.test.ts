import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { actingBy } from "../acting-by.ts";
import { typed } from "../cli/type.ts";
import { root } from "../local.ts";
import { subjects } from "../subjects.ts";

const event = { eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" };

test("an event raised by hand is a timeline of event, ledger, send and answer", async () => {
  const { lines, until, raise } = startCloud();
  await until((line) => line.startsWith("Stop with Ctrl-C."));
  const from = lines.length;
  await raise(addressIn(lines), { instanceId: "i-bp1plain0001", ...event, deliver: true });
  await until((line) => line.includes("redeploy-instance to EventBridge"));
  const timeline = lines.slice(from).filter((line) => !others.some((name) => line.includes(` ${name}`)));
  expect(timeline.every((line) => /^\d\d:\d\d:\d\d\.\d{3} {2}/.test(line))).toBe(true);
  expect(timeline.map((line) => line.slice("00:00:00.000  ".length))).toEqual([
    "event   e-bp1000000001 raised: SystemMaintenance.Redeploy Scheduled, i-bp1plain0001",
    "event   e-bp1000000001 delivered to redeploy-instance: Scheduled, i-bp1plain0001",
    "ledger  claim   RedeployInstance i-bp1plain0001, by redeploy-instance",
    "ledger  intend  RedeployInstance i-bp1plain0001, attempt 1, by redeploy-instance",
    "SEND    RedeployInstance i-bp1plain0001, by redeploy-instance",
    "answer  ECS to redeploy-instance, RedeployInstance: 200, taken",
    "ledger  settle  RedeployInstance i-bp1plain0001, Accepted, by redeploy-instance",
    "answer  redeploy-instance to EventBridge: 200 Accepted",
  ]);
});

test("Ctrl-C ends it with 0", async () => {
  const { child, lines, until } = startCloud();
  await until((line) => line.startsWith("Stop with Ctrl-C."));
  interrupt(child);
  expect(await once(child, "close")).toEqual([0, null]);
  expect(lines.at(-1)).toBe("Stopped.");
});

test("--json has the same as one object a line, with where it runs first", async () => {
  const { lines, until, raise } = startCloud("--json");
  const start: unknown = JSON.parse(await until(() => true));
  expect(start).toMatchObject({ kind: "start", url: expect.any(String), settings: { regionId: "cn-hangzhou" } });
  await raise(addressIn(lines), { instanceId: "i-bp1plain0001", ...event, deliver: true });
  await until((line) => line.includes('"by":"redeploy-instance","to":"EventBridge"'));
  const entries = lines.slice(1).map((line) => JSON.parse(line) as Record<string, unknown>);
  const about = { instanceId: "i-bp1plain0001", eventId: "e-bp1000000001", ...event };
  const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const by = { at, function: "redeploy-instance", instanceId: "i-bp1plain0001" };
  const row = { ...by, kind: "ledger", operation: "RedeployInstance" };
  expect(entries.filter((entry) => !others.includes(String(entry["function"] ?? entry["by"])))).toEqual([
    { at, kind: "event", change: "raised", ...about },
    { at, kind: "event", change: "delivered", function: "redeploy-instance", ...about },
    { ...row, step: "claim" },
    { ...row, step: "intend", attempt: 1 },
    { ...by, kind: "send", action: "RedeployInstance" },
    { at, kind: "answer", by: "ECS", to: "redeploy-instance", action: "RedeployInstance", status: 200, taken: true },
    { ...row, step: "settle", state: "Accepted" },
    {
      at,
      kind: "answer",
      by: "redeploy-instance",
      to: "EventBridge",
      action: "InvokeFunction",
      status: 200,
      says: "Accepted",
    },
  ]);
});

test("--quiet prints the two addresses and nothing else", async () => {
  const { child, lines, until, raise } = startCloud("--quiet");
  await until(() => lines.length === 2);
  await raise(lines[1] ?? "", { instanceId: "i-bp1plain0001", ...event });
  interrupt(child);
  expect(await once(child, "close")).toEqual([0, null]);
  expect(lines).toEqual([
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
  ]);
});

test("with --observe an event is taken down, and nothing is sent", async () => {
  const { lines, until, raise } = startCloud("--observe", "--json");
  await until(() => true);
  await raise(addressIn(lines), { instanceId: "i-bp1plain0001", ...event, deliver: true });
  expect(await until((line) => line.includes('"by":"redeploy-instance","to":"EventBridge"'))).toContain(
    '"says":"Waiting"',
  );
  expect(lines.filter((line) => line.includes('"kind":"send"'))).toEqual([]);
});

test("that a policy is put in force is seen, but not that the world begins with one", async () => {
  const { lines, until, post } = startCloud("--json");
  await until(() => true);
  await post(addressIn(lines), "reset", {});
  await post(addressIn(lines), "policy", actingBy([]));
  await until((line) => line.includes('"function":"console"'));
  const entries = lines.slice(1).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(entries[0]).toMatchObject({ kind: "call", by: "SDK", function: "console" });
  expect(entries.filter(({ function: name }) => name === "console")).toHaveLength(3); // show, preview, apply
});

test("with --bare nothing is installed; one command installs all of it, and ends green within a minute", async () => {
  const { lines, until } = startCloud("--bare");
  await until((line) => line.startsWith("Stop with Ctrl-C."));
  const beganMs = performance.now();
  const clock = { nowMs: Date.now, pause: (ms: number) => setTimeout(ms) };
  const { exitCode, out } = await typed(["up", "--yes", "--local", addressIn(lines)], clock);
  const tookMs = performance.now() - beganMs;
  expect([exitCode, out]).toEqual([0, expect.stringContaining("Nothing is wrong.")]);
  console.log(`installed and green in ${Math.round(tookMs)} ms`);
  expect(tookMs).toBeLessThan(60_000);
});

test("an option that there is not is refused, with those that there are", async () => {
  const { child, lines } = startCloud("--colour");
  expect(await once(child, "close")).toEqual([2, null]);
  expect(lines).toEqual([
    "Unknown option '--colour'. There are --port, --observe, --bare, --s-yaml, --herd, --signer, --no-build, --logs, --quiet, --json, --guesses, --flip, --help. Nothing was done. See --help.",
  ]);
});

const others = subjects
  .filter(({ product, functionName }) => product === "ecs" && functionName !== "redeploy-instance")
  .map(({ functionName }) => functionName);

/**
 * The script of `npm start` on a free pair of ports, as its own process, and the lines that it prints. tsx's command is
 * left out: on a busy machine it may end with a code of its own, 130, before the script has heard Ctrl-C.
 */
function startCloud(...options: readonly string[]) {
  const script = ["--import", "tsx", "test/start/main.ts", "--port", "0", "--no-build", ...options];
  const child = spawn(process.execPath, script, { cwd: root, detached: true });
  onTestFinished(() => interrupt(child));
  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on("line", (line) => {
      lines.push(line);
      for (const look of waiting) look(line);
    });
  /** Resolves with the first line, printed or to come, that is the wanted one. */
  const until = (isWanted: (line: string) => boolean) =>
    new Promise<string>((resolve) => {
      const look = (line: string) => {
        if (isWanted(line)) resolve(line);
      };
      waiting.add(look);
      for (const line of lines) look(line);
    });
  return { child, lines, until, raise, post };
}

/** Ctrl-C as a terminal sends it: to the whole group of a process. */
function interrupt({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, "SIGINT");
}

const raise = (wireUrl: string, body: object) => post(wireUrl, "events", body);

async function post(wireUrl: string, what: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${wireUrl}/_cloud/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

/** The address of the wire: what stands before its control door, or in the start object. */
function addressIn(lines: readonly string[]): string {
  const text = lines.join("\n");
  return /(http:\/\/127\.0\.0\.1:\d+)\/_cloud\//.exec(text)?.[1] ?? /"wireUrl":"([^"]+)"/.exec(text)?.[1] ?? "";
}
