import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { sign } from "../middleware/verify-webhook.ts";

const help = `Signs a call of an operation function (Standard Webhooks, symmetric) and sends it or prints it as a curl command.

  npm run sign -- [options] '<JSON body>'

Options
  --url URL        the function's HTTP trigger, for example http://127.0.0.1:7070/fn/redeploy-instance/
  --secret SECRET  whsec_…; better in the environment as WEBHOOK_SECRET, where no process list shows it
  --at TIME        sign for this time (ISO 8601) instead of now, for a local cloud whose clock was advanced
  --send           send the call and print its answer; exit code 0 for 2xx, 1 otherwise
  --json           with --send: print {"status","headers","body"} as JSON
  --help           this text

Examples
  npm run sign -- --url http://127.0.0.1:7070/fn/redeploy-instance/ --send '{"InstanceId":"i-bp1a","ClientToken":"ticket-42"}'
  npm run sign -- --url https://example.cn-hangzhou.fcapp.run/ '{"InstanceId":"i-bp1a","ClientToken":"ticket-42"}'`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: "string" },
    secret: { type: "string", default: process.env["WEBHOOK_SECRET"] ?? "" },
    at: { type: "string", default: new Date().toISOString() },
    send: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) console.log(help);
else
  await run(
    needed(values.url, "--url"),
    needed(values.secret, "--secret or WEBHOOK_SECRET"),
    needed(positionals[0], "a JSON body"),
  );

async function run(url: string, secret: string, body: string): Promise<void> {
  if (!/^whsec_[A-Za-z0-9+/]+=*$/.test(secret)) stop("The secret must look like whsec_<base64>.");
  const headers = signedHeaders(secret, body);
  if (values.send) return await send(url, headers, body);
  const lines = Object.entries(headers).map(([name, value]) => `  -H ${quoted(`${name}: ${value}`)} \\`);
  console.log([`curl -sS ${quoted(url)} \\`, ...lines, `  --data-raw ${quoted(body)}`].join("\n"));
}

function signedHeaders(secret: string, body: string) {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.parse(values.at) / 1_000));
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${sign(secret, id, timestamp, Buffer.from(body)).toString("base64")}`,
  };
}

async function send(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<void> {
  const answer = await fetch(url, { method: "POST", headers, body });
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

function needed(value: string | undefined, what: string): string {
  return value === undefined || value === "" ? stop(`${what} is needed.`) : value;
}

function stop(problem: string): never {
  console.error(`${problem} See: npm run sign -- --help`);
  process.exit(2);
}
