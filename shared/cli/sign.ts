import { newKeys } from "../signature.ts";
import { type CallToSign, callToSign } from "./call-to-sign.ts";
import { readOptions, stop } from "./read-options.ts";
import { curlOf, sendCall } from "./signed-call.ts";

const help = `Signs a call of an operation function (Standard Webhooks) and sends it or prints it as a curl command.

  npm run sign -- [options] '<JSON body>'
  npm run sign -- --new-keys

Options
  --url URL        the function's HTTP trigger, for example http://127.0.0.1:7070/fn/redeploy-instance/
  --secret SECRET  whsk_… (v1a, ed25519) or whsec_… (v1, HMAC); better in the environment as WEBHOOK_SECRET, where no
                   process list shows it
  --action NAME    the operation, such as RedeployInstance, unless the body says Action
  --region ID      the stack's region, unless the body says RegionId; else ALIBABA_CLOUD_REGION of the environment
  --at TIME        sign for this time (ISO 8601 with its zone) instead of now, for a local cloud whose clock was advanced
  --send           send the call and print its answer; exit code 0 for 2xx, 1 otherwise
  --new-keys       make a pair of keys: the secret one signs, the public one goes into PRINCIPALS; nothing is signed
  --json           with --send: print {"status","headers","body"} as JSON; with --new-keys: the pair
  --help           this text

Exit code 2: an option or the body is not as it must be, and nothing was signed.

Examples
  npm run sign -- --url http://127.0.0.1:7070/fn/redeploy-instance/ --action RedeployInstance --region cn-hangzhou \\
    --send '{"InstanceId":"i-bp1a","ClientToken":"ticket-42"}'
  npm run sign -- --url https://example.cn-hangzhou.fcapp.run/ \\
    '{"Action":"RedeployInstance","RegionId":"cn-hangzhou","InstanceId":"i-bp1a","ClientToken":"ticket-42"}'`;

const { values, positionals } = readOptions({
  help,
  most: 1,
  options: {
    url: { type: "string" },
    secret: { type: "string", default: process.env["WEBHOOK_SECRET"] ?? "" },
    at: { type: "string", default: new Date().toISOString() },
    action: { type: "string" },
    region: { type: "string", default: process.env["ALIBABA_CLOUD_REGION"] },
    "new-keys": { type: "boolean", default: false },
    send: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

if (values["new-keys"]) showNewKeys();
else await signCall();

function showNewKeys(): void {
  const { secretKey, publicKey } = newKeys();
  const lines = `secret key, for who signs (WEBHOOK_SECRET): ${secretKey}\npublic key, for PRINCIPALS:                  ${publicKey}`;
  console.log(values.json ? JSON.stringify({ secretKey, publicKey }) : lines);
}

async function signCall(): Promise<void> {
  if (values.json && !values.send) stop("--json prints an answer: it needs --send.");
  const call = callToSign({ ...values, body: positionals[0] });
  if ("problem" in call) stop(call.problem);
  if (values.send) await send(call);
  else console.log(curlOf(call));
}

async function send(call: CallToSign): Promise<void> {
  const { isOk, json, words } = await sendCall(call);
  console.log(values.json ? json : words);
  process.exitCode = isOk ? 0 : 1;
}
