import path from "node:path";
import { parseArgs } from "node:util";
import { buildFunctions } from "../functions/build.ts";
import type { Cloud, createCloud } from "./cloud/cloud.ts";
import { PortTakenError } from "./cloud/control/ports.ts";
import { isFlippable, UnknownGuessError } from "./cloud/core/guesses.ts";
import { ServerlessYamlError } from "./cloud/fc/serverless-yaml-error.ts";
import { guesses } from "./cloud/guesses.ts";
import { root, startLocal } from "./local.ts";

const help = `Builds the functions and leaves the local cloud running with them, on loopback only, until SIGINT.

  npm start [-- options]

Options
  --port P         the front port; the cloud's wire is P+1 (default 7070)
  --s-yaml FILE    deploy another s.yaml (default: this repository's)
  --no-build       deploy dist/ as it is
  --logs           print what the functions log
  --guesses        list what the local cloud does that no document says, and stop
  --flip ID        play the other side of a guess; may be repeated
  --json           print one line of JSON instead of the banner; with --guesses, the list
  --help           this text

Examples
  npm start
  npm start -- --port 8080 --logs
  npm start -- --guesses
  npm start -- --flip dispute.reboot-state --flip ecs.redeploy.order`;

const { values } = parseArgs({
  allowNegative: true,
  options: {
    port: { type: "string", default: "7070" },
    "s-yaml": { type: "string", default: path.join(root, "s.yaml") },
    build: { type: "boolean", default: true },
    logs: { type: "boolean", default: false },
    guesses: { type: "boolean", default: false },
    flip: { type: "string", multiple: true, default: [] },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) console.log(help);
else if (values.guesses) listGuesses();
else await serve();

function listGuesses(): void {
  const lines = guesses.map((guess) => {
    const other = isFlippable(guess) ? `--flip: ${guess.flip}` : `no flip: ${guess.noFlip}`;
    return `${guess.id}\n  ${guess.text}\n  ${other}\n  ${guess.sources.join(", ")}\n`;
  });
  console.log(values.json ? JSON.stringify(guesses) : `${lines.join("")}${guesses.length} guesses`);
}

async function serve(): Promise<void> {
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_534)
    return fail(`--port must be 0 to 65534, not ${values.port}`);
  try {
    if (values.build) await buildFunctions({ outDir: path.join(root, "dist") });
    const onFunctionLog = (line: string) => {
      if (values.logs) console.log(line);
    };
    const serverlessYaml = path.resolve(values["s-yaml"]);
    const cloud = await startLocal({ port, serverlessYaml, onFunctionLog, flips: values.flip, runs: true });
    announce(cloud, await (await fetch(cloud.url)).text());
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(cloud));
  } catch (error) {
    const isOurs = [PortTakenError, ServerlessYamlError, UnknownGuessError].some((kind) => error instanceof kind);
    if (!isOurs || !(error instanceof Error)) throw error;
    fail(error.message);
  }
}

function announce({ url, wireUrl, settings, accessKey }: Awaited<ReturnType<typeof createCloud>>, banner: string) {
  if (values.json) return console.log(JSON.stringify({ url, wireUrl, settings, accessKey }));
  const json = "-H 'content-type: application/json'";
  console.log(`${banner}
Raise a system event and deliver it to the functions:
  curl -sS ${wireUrl}/_cloud/events ${json} -d '{"instanceId":"i-bp1plain0001","eventType":"SystemMaintenance.Redeploy","eventStatus":"Scheduled","deliver":true}'
Make a signed call (twice: the second is a replay):
  WEBHOOK_SECRET='${settings.webhookSecret}' npm run -s sign -- --url ${url}/fn/redeploy-instance/ --action RedeployInstance --region ${settings.regionId} --send '{"InstanceId":"i-bp1redeploy0001","ClientToken":"ticket-1"}'
See what reached the cloud:
  curl -sS '${wireUrl}/_cloud/calls?since=0'
Start over:
  curl -sS -X POST ${wireUrl}/_cloud/reset ${json} -d '{}'

Stop with Ctrl-C.`);
}

async function stop(cloud: Cloud): Promise<void> {
  await cloud.close();
  if (!values.json) console.log("Stopped.");
  process.exit(0);
}

function fail(problem: string): void {
  console.error(problem);
  process.exitCode = 1;
}
