import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { callToSign } from "../../shared/cli/call-to-sign.ts";
import { newKeys } from "../../shared/signature.ts";
import { root } from "../local.ts";

const secret = `whsec_${Buffer.from("a secret that signs in this file only").toString("base64")}`;
const given = {
  url: "http://127.0.0.1:7070/fn/redeploy-instance/",
  secret,
  at: "2026-11-21T04:05:06Z",
  body: '{"Action":"RedeployInstance","RegionId":"cn-hangzhou","InstanceId":"i-bp1plain0001","ClientToken":"t"}',
};

test("a call as it must be is taken", () => {
  expect(callToSign(given)).toEqual(given);
  expect(callToSign({ ...given, at: "2026-11-21T04:05:06.123+08:00" })).toMatchObject({ body: given.body });
});

test("what is signed says where to: by the body, or by the options that complete it", () => {
  const body = '{"InstanceId":"i-bp1plain0001"}';
  expect(callToSign({ ...given, body, action: "RebootInstance", region: "cn-beijing" })).toMatchObject({
    body: '{"Action":"RebootInstance","RegionId":"cn-beijing","InstanceId":"i-bp1plain0001"}',
  });
  expect(callToSign({ ...given, action: "RebootInstance" })).toMatchObject({ body: given.body });
  const verdict = { ...given, url: "http://127.0.0.1:7070/fn/console/resolve", body: "{}" };
  expect(callToSign(verdict)).toMatchObject({ body: "{}" });
});

test("a secret key signs as well as a secret does", () => {
  const { secretKey } = newKeys();
  expect(callToSign({ ...given, secret: secretKey })).toMatchObject({ secret: secretKey });
});

const refusals: readonly [string, object, string][] = [
  ["yesterday", { at: "yesterday" }, "--at must be a time with its zone (ISO 8601)"],
  ["a time without its zone", { at: "2026-11-21T04:05:06" }, "--at must be a time with its zone"],
  ["a day that does not exist", { at: "2026-02-30T00:00:00Z" }, "--at must be a time with its zone"],
  ["a time before 1970", { at: "1969-12-31T23:59:59Z" }, "--at must not be before 1970"],
  ["no address", { url: undefined }, "--url must be the address"],
  ["an address of another kind", { url: "file:///etc/hosts" }, "--url must be the address"],
  ["no secret", { secret: "" }, "The secret must be whsk_"],
  ["a secret with v1, in front", { secret: `v1,${secret}` }, "The secret must be whsk_"],
  ["a secret in url-safe base64", { secret: `whsec_${"-".repeat(44)}` }, "The secret must be whsk_"],
  ["a secret that is too short", { secret: "whsec_QUJD" }, "The secret must be whsk_"],
  ["a public key", { secret: newKeys().publicKey }, "The secret must be whsk_"],
  ["a body without its operation", { body: '{"RegionId":"cn-hangzhou"}' }, "must say Action, or --action"],
  ["a body without its region", { body: '{"Action":"RebootInstance"}' }, "must say RegionId, or --region"],
  ["no body", { body: undefined }, "A JSON body is needed"],
  ["a body that is no JSON", { body: "{" }, "The body must be JSON"],
  ["a body that is a list", { body: "[]" }, "The body must be a JSON object"],
  ["a body that names a key twice", { body: '{"a":1,"a":2}' }, 'The body names "a" twice'],
];

test.each(refusals)("%s is refused, and the secret stands in no message", (_, change, words) => {
  const refused = callToSign({ ...given, ...change });
  expect(refused).toEqual({ problem: expect.stringContaining(words) });
  expect(JSON.stringify(refused)).not.toContain(secret.slice(6));
});

const run = (cli: string, ...options: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", `shared/cli/${cli}.ts`, ...options],
    {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, WEBHOOK_SECRET: secret },
    },
  );
  return { status, stdout, stderr };
};
const signed = ["--url", given.url, given.body];

const clis: readonly [string, readonly string[], string][] = [
  ["sign", ["--at", "yesterday", ...signed], "--at must be a time"],
  ["sign", [...signed, "left over"], "left over is one argument too many: 1 may be given"],
  ["sign", ["--json", ...signed], "--json prints an answer: it needs --send."],
  ["sign", ["--sent", ...signed], "Unknown option '--sent'"],
  ["openapi", ["--chek"], "Unknown option '--chek'"],
];

test.each(clis)("%s %j ends with exit code 2, says why, and does nothing", (cli, options, words) => {
  const { status, stdout, stderr } = run(cli, ...options);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
  expect(stderr).toContain("Nothing was done. See --help.");
});

test("without --send a signed call is printed as the curl command that makes it", () => {
  const body = given.body.replace("i-bp1plain0001", "i-bp1's");
  const { status, stdout, stderr } = run("sign", "--url", given.url, "--at", given.at, body);
  expect([status, stderr]).toEqual([0, ""]);
  const quoted = `'${body.replace("'", `'\\''`)}'`;
  expect(stdout.split("\n")).toEqual([
    `curl -sS '${given.url}' \\`,
    "  -H 'content-type: application/json' \\",
    expect.stringMatching(/^ {2}-H 'webhook-id: msg_[0-9a-f-]{36}' \\$/),
    "  -H 'webhook-timestamp: 1795233906' \\",
    expect.stringMatching(/^ {2}-H 'webhook-signature: v1,[A-Za-z0-9+/]{43}=' \\$/),
    `  --data-raw ${quoted}`,
    "",
  ]);
});
