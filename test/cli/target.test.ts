import { expect, test } from "vitest";
import { createFakeConsole, worldNow } from "./fake-console.ts";
import { typed } from "./type.ts";

const stackFile = ".redeploy-once.json";

test("without a stack it says which word is missing, and asks nobody", async () => {
  expect(await typed(["status"])).toMatchObject({
    exitCode: 2,
    err: "Which region? Say --region, or write it into .redeploy-once.json.",
  });
  expect(await typed(["status", "--region", "cn-hangzhou"])).toMatchObject({
    exitCode: 2,
    err: "Which account? Say --account, or set ALIBABA_CLOUD_ACCOUNT_ID.",
  });
});

test.each([
  ["is no JSON", "{stack}", /must be JSON, such as/],
  ["has a key that nothing knows", { stacks: "ops" }, /Unrecognized key: "stacks"/],
  ["has a stack that cannot be deployed", { stack: "Ops!" }, /stack: must be 2 to 13 of a-z/],
  ["has an account that is none", { accountId: "mine" }, /accountId: must be the number of an account/],
])("a stack file that %s is refused", async (_, text, words) => {
  const { exitCode, err } = await typed(["status"], { files: { [stackFile]: text } });
  expect([exitCode, err.startsWith(".redeploy-once.json")]).toEqual([2, true]);
  expect(err).toMatch(words);
});

test("two accounts that contradict each other are nobody's choice", async () => {
  const around = {
    files: { [stackFile]: { region: "cn-hangzhou", accountId: "1000000000000001" } },
    env: { ALIBABA_CLOUD_ACCOUNT_ID: "1000000000000002" },
  };
  expect(await typed(["status"], around)).toMatchObject({
    exitCode: 2,
    err: "ALIBABA_CLOUD_ACCOUNT_ID is 1000000000000002, .redeploy-once.json has 1000000000000001. Say --account.",
  });
});

test.each([
  ["http://example.com", "--endpoint", /^The endpoint .* must be https and of \.fc\.aliyuncs\.com/],
  ["https://fc.example.com", "--endpoint", /^The endpoint .* must be https and of \.fc\.aliyuncs\.com/],
  [
    "https://evil-fc.aliyuncs.com.example.com",
    "--endpoint",
    /^The endpoint .* must be https and of \.fc\.aliyuncs\.com/,
  ],
  ["http://10.0.0.1:7071", "--local", /must be the wire of a local cloud on this machine/],
  ["https://127.0.0.1:7071", "--local", /must be the wire of a local cloud on this machine/],
  ["policy.yaml", "--local", /put --local last/],
])("%s is no address for %s: it would be sent what the owner's key signed", async (url, option, words) => {
  const { exitCode, err } = await typed(["status", "--region", "cn-hangzhou", option, url]);
  expect(exitCode).toBe(2);
  expect(err).toMatch(words);
});

test("where no local cloud answers it says how to start one", async () => {
  const { exitCode, err } = await typed(["status", "--local", "http://127.0.0.1:9"]);
  expect([exitCode, err]).toEqual([1, "No local cloud answers at http://127.0.0.1:9. Run: npm start"]);
});

test("the stack is the one that was named, else the one that the local cloud names", async () => {
  const { url, calls } = await createFakeConsole(() => ({ value: {} }), { stack: "prod-1" });
  await typed(["status", "--local", url]);
  await typed(["status", "--stack", "ops", "--local", url]);
  expect(calls.map(({ functionName }) => functionName)).toEqual(["prod-1-console", "ops-console"]);
});

test("calls of a local cloud whose clock was advanced are signed for its time", async () => {
  const { url, calls } = await createFakeConsole(() => ({ value: {} }));
  await typed(["status", "--local", url]);
  expect(calls.map(({ date }) => date)).toEqual([worldNow.replace(".000", "")]);
});

test("the local cloud has one region", async () => {
  const { url } = await createFakeConsole(() => ({ value: {} }));
  expect((await typed(["status", "--region", "cn-beijing", "--local", url])).err).toBe(
    "The local cloud has one region, cn-hangzhou.",
  );
});
