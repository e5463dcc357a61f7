import { beforeEach, expect, test, vi } from "vitest";
import { createFakeConsole, worldNow } from "./fake-console.ts";
import { typed } from "./type.ts";

const version = { Serial: 3, Hash: "ab".repeat(32), By: "ram", Why: "nights only", AppliedAt: "2027-02-28T21:00:00Z" };
const status = {
  RequestId: "r-1",
  Now: worldNow,
  Mode: "act",
  Policy: version,
  Open: { "Waiting for policy": 3, InDoubt: 1 },
  Oldest: {
    InstanceId: "i-1",
    OperationId: "op-1",
    Operation: "RebootInstance",
    State: "InDoubt",
    Since: "2027-02-28T23:00:00Z",
  },
  LastEvent: { At: "2027-02-28T23:57:00Z", AgeSeconds: 180 },
  LastReconcile: { At: "2027-02-28T23:59:40Z", AgeSeconds: 20 },
  Blind: [],
  Warnings: ["no event for 7 days"],
};

beforeEach(() => {
  vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIfake");
  vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "a key of nobody");
  return () => vi.unstubAllEnvs();
});

test("status is asked of the console under the owner's key, and told with times in the zone and how long ago", async () => {
  const { url, calls } = await createFakeConsole(() => ({ value: status }));
  const { exitCode, out, err } = await typed(["status", "--local", url]);
  expect([exitCode, err]).toEqual([0, ""]);
  expect(calls).toMatchObject([{ functionName: "redeploy-once-console", type: "Sync", payload: { verb: "status" } }]);
  expect(out.split("\n")).toEqual([
    "mode        act",
    "policy      policy 3 (abababababab), applied 2027-03-01 05:00:00 (3 h ago) by ram: nights only",
    "open        3 Waiting for policy, 1 InDoubt",
    "oldest      RebootInstance of i-1, InDoubt since 2027-03-01 07:00:00 (60 min ago), operation op-1",
    "last event  2027-03-01 07:57:00 (3 min ago)",
    "reconcile   2027-03-01 07:59:40 (20 s ago)",
    "warning     no event for 7 days",
  ]);
});

test("what was typed arrives in the console's own words", async () => {
  const { url, calls } = await createFakeConsole(() => ({ value: {} }));
  const at = ["--local", url];
  await typed(["operations", "--state", "InDoubt", "--policy", "3", "--page", "p2", ...at]);
  await typed(["operation", "op-1", "--instance", "i-1", ...at]);
  await typed(["plan", "again", "e-1", "--instance", "i-1", "--after", "op-1", "--reason", "it did not help", ...at]);
  await typed(["report", "--since", "30d", ...at]);
  await typed(["policy", "show", "2", ...at]);
  await typed(["events", "pending", ...at]);
  expect(calls.map(({ payload }) => payload)).toEqual([
    { verb: "operations", State: "InDoubt", Policy: 3, Page: "p2" },
    { verb: "operation", OperationId: "op-1", InstanceId: "i-1" },
    { verb: "plan again", EventId: "e-1", InstanceId: "i-1", After: "op-1", Reason: "it did not help" },
    { verb: "report", Days: 30 },
    { verb: "policy show", Serial: 2 },
    { verb: "events pending" },
  ]);
});

test("with --json the answer is printed as it came, letter by letter", async () => {
  const text = '{"RequestId":"r-1",  "Operations":[], "New": {"b":1,"a":2}}';
  const { url } = await createFakeConsole(() => ({ text }));
  const { exitCode, out, err } = await typed(["operations", "--json", "--local", url]);
  expect([exitCode, out, err]).toEqual([0, text, ""]);
});

test("an answer of a form that this release does not know is printed all the same, and said so", async () => {
  const { url } = await createFakeConsole(() => ({ value: { Everything: "is new" } }));
  const { exitCode, out, err } = await typed(["status", "--local", url]);
  expect([exitCode, JSON.parse(out)]).toEqual([0, { Everything: "is new" }]);
  expect(err).toBe("The console answered in a form that this release does not know. As it came:");
});

test("what the console refuses is told in its own words, and ends with 1", async () => {
  const { url } = await createFakeConsole(() => ({
    thrown: "InvalidInstanceId.NotFound: Nothing was ever asked for i-9.",
  }));
  expect(await typed(["instance", "i-9", "--local", url])).toMatchObject({
    exitCode: 1,
    out: "",
    err: "InvalidInstanceId.NotFound: Nothing was ever asked for i-9.",
  });
});

test("a function that broke is told with the request id, by which its log has it", async () => {
  const { url } = await createFakeConsole(() => ({ thrown: "Process exited unexpectedly before completing request" }));
  const { exitCode, err } = await typed(["status", "--local", url]);
  expect(exitCode).toBe(1);
  expect(err).toBe(
    "redeploy-once-console failed: Process exited unexpectedly before completing request (request id r-1, for its log)",
  );
});

test.each([
  [
    404,
    "FunctionNotFound",
    /^There is no function redeploy-once-console in cn-hangzhou \(http.*Is the stack's name right/,
  ],
  [403, "AccessDenied", /^Your credentials may not invoke redeploy-once-console in .*fc:InvokeFunction/],
  [429, "ResourceExhausted", /^redeploy-once-console is busy in .*nothing was asked/],
  [400, "InvalidTimeStamp.Expired", /^The clock of this machine is wrong/],
  [502, "BadGateway", /whether it was asked is not known/],
])("where Function Compute answers %i %s it is said what to look at", async (code, name, words) => {
  const { url } = await createFakeConsole(() => ({ status: code, code: name }));
  const { exitCode, out, err } = await typed(["status", "--local", url]);
  expect([exitCode, out]).toEqual([1, ""]);
  expect(err).toMatch(words);
  expect(err).toContain(name);
});

test("where nobody can be reached nothing was asked, and it says so", async () => {
  const { exitCode, err } = await typed(["status", "--region", "cn-hangzhou", "--endpoint", "http://127.0.0.1:9"]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/^cn-hangzhou .* cannot be reached, and nothing was asked/);
});

test.each([
  ["no answer came", { status: 502, code: "BadGateway" }, /is not known.*\nSee: redeploy-once instance\.$/s],
  ["the function was cut off", { thrown: "Function timed out after 30 seconds" }, /\nSee: redeploy-once instance\.$/],
  ["it was refused", { thrown: "InvalidParameter.EventId: must be text" }, /^InvalidParameter.EventId: must be text$/],
])("a change of which nobody knows whether it came to be says where to look: %s", async (_, reply, said) => {
  const { url } = await createFakeConsole(() => reply);
  const words = ["plan", "again", "e-1", "--instance", "i-1", "--after", "op-1", "--reason", "again", "--local", url];
  expect((await typed(words)).err).toMatch(said);
});

test("a text that somebody wrote into the record steers no terminal", async () => {
  const Reason = "\u001b[2Jgone\u0007";
  const operation = { OperationId: "op-1", Operation: "RebootInstance", State: "Claimed", Reason, Actor: "lin" };
  const { url } = await createFakeConsole(() => ({
    value: { InstanceId: "i-1", Current: operation, Timeline: [Reason] },
  }));
  const { out } = await typed(["instance", "i-1", "--local", url]);
  expect(out).toContain("gone");
  expect(out).not.toContain("\u001b");
  expect(out).not.toContain("\u0007");
});

test("colours are for a terminal that shows them", async () => {
  const { url } = await createFakeConsole(() => ({ value: status }));
  expect((await typed(["status", "--local", url], { hasColours: true })).out).toContain(
    "\u001b[31m1 InDoubt\u001b[39m",
  );
  expect((await typed(["status", "--local", url])).out).not.toContain("\u001b");
});

test("times are in the zone that was asked for, else the policy's, else this machine's", async () => {
  const { url } = await createFakeConsole(() => ({ value: { ...status, TimeZone: "Europe/Berlin" } }));
  const eventIn = async (words: readonly string[], env: Readonly<Record<string, string>>) =>
    /last event {2}(.{19})/.exec((await typed(["status", ...words, "--local", url], { env })).out)?.[1];
  expect(await eventIn(["--time-zone", "UTC"], {})).toBe("2027-02-28 23:57:00");
  expect(await eventIn([], {})).toBe("2027-03-01 07:57:00");
  expect(await eventIn([], { TZ: "" })).toBe("2027-03-01 00:57:00");
});
