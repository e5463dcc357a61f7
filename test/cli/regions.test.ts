import { beforeEach, expect, test, vi } from "vitest";
import { createFakeConsole } from "./fake-console.ts";
import { typed } from "./type.ts";

/** The default credential chain finds these first. */
beforeEach(() => {
  vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAIfake");
  vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "the key of this file");
  return () => vi.unstubAllEnvs();
});

const operations = (id: string) => ({
  value: { Operations: [{ OperationId: id, Operation: "RebootInstance", State: "Waiting", For: "policy" }] },
});

/** Two stacks; the second one's console refuses. */
async function createTwo(reply: Parameters<typeof createFakeConsole>[0] = () => operations("op-near")) {
  const [near, far] = [
    await createFakeConsole(reply),
    await createFakeConsole(() => ({ thrown: "ServiceUnavailable: The ledger cannot be reached." })),
  ];
  const endpoints = { "cn-hangzhou": near.url, "cn-beijing": far.url };
  const file = { stack: "ops", region: "cn-hangzhou", regions: ["cn-hangzhou", "cn-beijing"], endpoints };
  return { near, far, files: { ".redeploy-once.json": file } };
}

test("the stack of the file is asked with the credentials that Alibaba Cloud's tools would take", async () => {
  const { near, far, files } = await createTwo();
  const { exitCode, out } = await typed(["operations"], { files });
  expect([exitCode, out.split("\n")]).toEqual([
    0,
    ["operation  what            state", "op-near    RebootInstance  Waiting for policy"],
  ]);
  expect(near.calls).toMatchObject([{ functionName: "ops-console" }]);
  expect(far.calls).toEqual([]);
});

test("a wrong key is told as that, and printed nowhere", async () => {
  vi.stubEnv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "another key");
  const { files } = await createTwo();
  const { exitCode, out, err } = await typed(["operations"], { files });
  expect([exitCode, out]).toEqual([1, ""]);
  expect(err).toMatch(/does not take your credentials. \[SignatureDoesNotMatch, 400/);
  expect(err).not.toContain("another key");
});

test("several regions are asked at once: a section of each, and 1 if one of them failed", async () => {
  const { files } = await createTwo();
  for (const words of [["--all-regions"], ["--region", "cn-hangzhou,cn-beijing"]]) {
    const { exitCode, out, err } = await typed(["operations", ...words], { files });
    expect([exitCode, err]).toEqual([1, "No answer from cn-beijing."]);
    expect(out.split("\n")).toEqual([
      "── cn-hangzhou",
      "operation  what            state",
      "op-near    RebootInstance  Waiting for policy",
      "",
      "── cn-beijing",
      "ServiceUnavailable: The ledger cannot be reached.",
      "",
    ]);
  }
});

test("with --json each region is a line of its own", async () => {
  const { files } = await createTwo();
  const { out } = await typed(["operations", "--all-regions", "--json"], { files });
  expect(out.split("\n").map((line) => JSON.parse(line))).toEqual([
    { Region: "cn-hangzhou", Answer: operations("op-near").value },
    { Region: "cn-beijing", Error: "ServiceUnavailable: The ledger cannot be reached." },
  ]);
});

test("what changes something is asked of one region at a time", async () => {
  const { near, far, files } = await createTwo();
  const again = ["plan", "again", "e-1", "--instance", "i-1", "--after", "op-1", "--reason", "once more"];
  expect(await typed([...again, "--region", "cn-hangzhou,cn-beijing"], { files })).toMatchObject({
    exitCode: 2,
    err: "This is asked of one region at a time.",
  });
  expect((await typed([...again, "--all-regions"], { files })).err).toContain("unknown option '--all-regions'");
  expect([...near.calls, ...far.calls]).toEqual([]);
});

const pause = {
  Id: "3f2a91c07d",
  Scope: "all",
  By: "ram",
  Why: "the network is down",
  Since: "2027-03-01T00:00:00.000Z",
};
const paused = {
  ...{ Pause: pause, Pauses: [pause], LastSend: "2027-03-01T00:02:00.000Z" },
  PastStopping: {
    ...{ InFlight: 1, Claimed: 0 },
    Operations: [{ OperationId: "op-1", Operation: "RebootInstance", State: "InDoubt", InstanceId: "i-1" }],
  },
};

test("a pause of all regions stops those that answer, says what is past stopping, and names the one that did not", async () => {
  const { near, far, files } = await createTwo(() => ({ value: paused }));
  const { exitCode, out, err } = await typed(["pause", "--why", "the network is down", "--all-regions"], { files });
  expect([exitCode, err]).toEqual([1, "No answer from cn-beijing."]);
  expect(out).toMatch(/── cn-hangzhou\nPaused: all, by ram since .*, until somebody resumes it: the network is down/);
  expect(out).toMatch(/Past stopping, it goes on: 1\n {2}i-1 {2}RebootInstance {2}InDoubt/);
  expect(out).toContain("── cn-beijing\nServiceUnavailable: The ledger cannot be reached.");
  const asked = { verb: "pause", Why: "the network is down" };
  expect([near.calls, far.calls].map(([call]) => call?.payload)).toEqual([asked, asked]);
});

test("with --json a pause of two regions is a line of each", async () => {
  const { files } = await createTwo(() => ({ value: paused }));
  const { out } = await typed(["pause", "--why", "w", "--region", "cn-hangzhou,cn-beijing", "--json"], { files });
  expect(out.split("\n").map((line) => JSON.parse(line))).toEqual([
    { Region: "cn-hangzhou", Answer: paused },
    { Region: "cn-beijing", Error: "ServiceUnavailable: The ledger cannot be reached." },
  ]);
});

test("a pause without a reason is refused before anything is asked", async () => {
  const { near, files } = await createTwo();
  expect(await typed(["pause", "--all-regions"], { files })).toMatchObject({ exitCode: 2 });
  expect(near.calls).toEqual([]);
});
