import { newKeys } from "../../signature.ts";
import { callToSign } from "../call-to-sign.ts";
import { curlOf } from "../signed-call.ts";
import type { Command } from "./command.ts";
import { sendShown } from "./send-shown.ts";
import { misused } from "./stopped.ts";

export const sign: Command = {
  name: "sign",
  about: "sign a call of a function (Standard Webhooks), and send it or print it as a curl command",
  takes: [
    { flags: "[body]", about: "the JSON body" },
    { flags: "--url <url>", about: "the function's HTTP trigger" },
    {
      flags: "--secret <secret>",
      about: "whsk_… or whsec_…; better in the environment as WEBHOOK_SECRET, where no process list shows it",
    },
    { flags: "--action <name>", about: "the operation, unless the body says Action" },
    { flags: "--region <id>", about: "the stack's region, unless the body says RegionId; else ALIBABA_CLOUD_REGION" },
    { flags: "--at <time>", about: "sign for this time (ISO 8601 with its zone) instead of now" },
    { flags: "--send", about: "send the call and print its answer" },
    { flags: "--new-keys", about: "make a pair of keys; nothing is signed" },
    { flags: "--json", about: "with --send: the answer as JSON; with --new-keys: the pair" },
  ],
  examples: [
    'sign --url https://example.cn-hangzhou.fcapp.run/ --action RebootInstance --region cn-hangzhou \'{"InstanceId":"i-bp1a","ClientToken":"ticket-42"}\'',
    "sign --new-keys",
  ],
  run: async (values, terminal) => {
    const { body, url, action, json: isJson = false, send = false } = values;
    if (values["new-keys"] === true) return terminal.out(keyWords(isJson === true));
    if (isJson === true && send !== true) throw misused("--json prints an answer: it needs --send.");
    const call = callToSign({
      ...{ body, url, action },
      secret: values["secret"] ?? terminal.env["WEBHOOK_SECRET"] ?? "",
      region: values["region"] ?? terminal.env["ALIBABA_CLOUD_REGION"],
      at: values["at"] ?? new Date(terminal.nowMs()).toISOString(),
    });
    if ("problem" in call) throw misused(call.problem);
    if (send !== true) return terminal.out(curlOf(call));
    await sendShown(call, isJson === true, terminal);
  },
};

/** A pair of keys is made to be copied: it is the only secret that is printed. */
function keyWords(isJson: boolean): string {
  const { secretKey, publicKey } = newKeys();
  return isJson
    ? JSON.stringify({ secretKey, publicKey })
    : `secret key, for who signs (WEBHOOK_SECRET): ${secretKey}\npublic key, for PRINCIPALS:                  ${publicKey}`;
}
