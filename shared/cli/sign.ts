import { randomUUID } from "node:crypto";
import { sign } from "../middleware/verify-webhook.ts";
import { type CallToSign, callToSign } from "./call-to-sign.ts";
import { readOptions, stop } from "./read-options.ts";

const help = `Signs a call of an operation function (Standard Webhooks, symmetric) and sends it or prints it as a curl command.

  npm run sign -- [options] '<JSON body>'

Options
  --url URL        the function's HTTP trigger, for example http://127.0.0.1:7070/fn/redeploy-instance/
  --secret SECRET  whsec_…; better in the environment as WEBHOOK_SECRET, where no process list shows it
  --at TIME        sign for this time (ISO 8601 with its zone) instead of now, for a local cloud whose clock was advanced
  --send           send the call and print its answer; exit code 0 for 2xx, 1 otherwise
  --json           with --send: print {"status","headers","body"} as JSON
  --help           this text

Exit code 2: an option or the body is not as it must be, and nothing was signed.

Examples
  npm run sign -- --url http://127.0.0.1:7070/fn/redeploy-instance/ --send '{"InstanceId":"i-bp1a","ClientToken":"ticket-42"}'
  npm run sign -- --url https://example.cn-hangzhou.fcapp.run/ '{"InstanceId":"i-bp1a","ClientToken":"ticket-42"}'`;

const { values, positionals } = readOptions({
  help,
  most: 1,
  options: {
    url: { type: "string" },
    secret: { type: "string", default: process.env["WEBHOOK_SECRET"] ?? "" },
    at: { type: "string", default: new Date().toISOString() },
    send: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});

if (values.json && !values.send) stop("--json prints an answer: it needs --send.");
const call = callToSign({ ...values, body: positionals[0] });
if ("problem" in call) stop(call.problem);
if (values.send) await send(call);
else console.log(curl(call));

function curl(signing: CallToSign): string {
  const { url, body } = signing;
  const headers = Object.entries(signedHeaders(signing));
  const lines = headers.map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)} \\`);
  return [`curl -sS ${quoted(url)} \\`, ...lines, `  --data-raw ${quoted(body)}`].join("\n");
}

function signedHeaders({ secret, at, body }: CallToSign) {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.parse(at) / 1_000));
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${sign(secret, id, timestamp, Buffer.from(body)).toString("base64")}`,
  };
}

async function send(signing: CallToSign): Promise<void> {
  const { url, body } = signing;
  const answer = await fetch(url, { method: "POST", headers: signedHeaders(signing), body });
  const text = await answer.text();
  if (values.json)
    console.log(JSON.stringify({ status: answer.status, headers: Object.fromEntries(answer.headers), body: text }));
  else console.log(`HTTP ${answer.status}${replayed(answer.headers)}\n${text}`);
  process.exitCode = answer.ok ? 0 : 1;
}

function replayed(headers: Headers): string {
  const by = headers.get("idempotency-replayed");
  return by === null ? "" : ` (replayed by ${by}; state now: ${headers.get("operation-state")})`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
