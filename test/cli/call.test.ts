import { expect, test } from "vitest";
import { createFakeConsole, worldNow } from "./fake-console.ts";
import { typed } from "./type.ts";

const secret = `whsec_${Buffer.from("a secret that signs in this file only").toString("base64")}`;
const trigger = (url: string) => ["--url", `${url}/fn/reboot-instance/`];

test("call signs and sends one call, of the operation's own name or its function's", async () => {
  const { url, signed } = await createFakeConsole(() => ({ value: {} }));
  const at = ["--instance", "i-bp1a", "--token", "t-1", ...trigger(url), "--local", url];
  const { exitCode, out, err } = await typed(["call", "reboot-instance", "--reason", "hangs", ...at]);
  expect([exitCode, out, err]).toEqual([0, 'HTTP 200\n{"State":"Accepted"}', ""]);
  await typed([
    "call",
    "RebootInstance",
    "--input",
    '{"ForceStop":true}',
    "--accept-data-loss",
    "unsavedMemory",
    ...at,
  ]);
  const call = { Action: "RebootInstance", RegionId: "cn-hangzhou", InstanceId: "i-bp1a", ClientToken: "t-1" };
  expect(signed).toMatchObject([
    { path: "/fn/reboot-instance/", body: { ...call, Reason: "hangs" }, second: Date.parse(worldNow) / 1_000 },
    { body: { ...call, ForceStop: true, AcceptDataLoss: ["unsavedMemory"] } },
  ]);
});

test("a call without a token gets one, and it is said how to repeat the call", async () => {
  const { url, signed } = await createFakeConsole(() => ({ value: {} }));
  const { err } = await typed(["call", "RebootInstance", "--instance", "i-bp1a", ...trigger(url), "--local", url]);
  const [, token] = /^To repeat this call: --token (cli-[0-9a-f-]{36})$/.exec(err) ?? [];
  expect(signed).toMatchObject([{ body: { ClientToken: token } }]);
});

const region = ["--region", "cn-hangzhou", "--endpoint", "http://127.0.0.1:9"];

test.each([
  [
    "an operation that there is not",
    ["rebot-instance"],
    "There is no operation rebot-instance; did you mean reboot-instance?",
  ],
  [
    "an address that nobody said",
    ["RebootInstance"],
    'Where is it? Say --url, or write it into .redeploy-once.json: {"urls":{"reboot-instance":"https://…"}}.',
  ],
  [
    "a secret that nobody set",
    ["RebootInstance", ...trigger("http://127.0.0.1:9")],
    "WEBHOOK_SECRET is not set: it signs the call.",
  ],
  [
    "an input that is none",
    ["RebootInstance", ...trigger("http://127.0.0.1:9"), "--input", '{"Password":"Secret1'],
    "--input must be a JSON object, or @ and a file with one.",
  ],
])("call refuses %s, and quotes no secret", async (_, words, said) => {
  const { exitCode, out, err } = await typed(["call", ...words, "--instance", "i-bp1a", ...region]);
  expect([exitCode, out]).toEqual([2, ""]);
  expect(err).toContain(said);
  expect(err).not.toContain("Secret1");
});

test("a call that nobody answers may be sent again, since one token acts once", async () => {
  const words = [
    "call",
    "RebootInstance",
    "--instance",
    "i-bp1a",
    "--token",
    "t",
    ...trigger("http://127.0.0.1:9"),
    ...region,
  ];
  const { exitCode, err } = await typed(words, { env: { WEBHOOK_SECRET: secret } });
  expect(exitCode).toBe(1);
  expect(err).toMatch(
    /^No answer came from http:\/\/127\.0\.0\.1:9\/fn\/reboot-instance\/ \(.*\)\. Send the same call again/,
  );
});

test("sign prints the curl command of a call, and sends it if it is told to", async () => {
  const { url, signed } = await createFakeConsole(() => ({ value: {} }));
  const body = '{"Action":"RebootInstance","RegionId":"cn-hangzhou","InstanceId":"i-bp1a","ClientToken":"t"}';
  const env = { WEBHOOK_SECRET: secret };
  const printed = await typed(["sign", body, ...trigger(url)], { env });
  expect(printed).toMatchObject({
    exitCode: 0,
    out: expect.stringMatching(/^curl -sS 'http.*webhook-signature: v1,/s),
  });
  expect(printed.out).not.toContain(secret);
  expect(signed).toEqual([]);
  expect(await typed(["sign", body, "--send", ...trigger(url)], { env })).toMatchObject({ exitCode: 0 });
  expect(signed).toMatchObject([{ body: JSON.parse(body) }]);
});
