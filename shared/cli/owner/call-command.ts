import { randomUUID } from "node:crypto";
import { fileNameOf } from "../../function-name.ts";
import { operations } from "../../operations/index.ts";
import { suggestion } from "../../policy/nearest.ts";
import { callToSign } from "../call-to-sign.ts";
import { type Command, textOf, type Values } from "./command.ts";
import { readNamed } from "./files.ts";
import { instance, oneStack } from "./options.ts";
import { sendShown } from "./send-shown.ts";
import { misused } from "./stopped.ts";
import { targetOf } from "./targets.ts";
import type { Terminal } from "./terminal.ts";

const names = operations.map(({ name }) => name);

export const call: Command = {
  name: "call",
  about: `ask for an operation by one signed call: ${names.join(", ")}`,
  takes: [
    { flags: "<operation>", about: "its name, such as RebootInstance or reboot-instance" },
    { ...instance, isNeeded: true },
    {
      flags: "--token <text>",
      about: "the call's ClientToken: the same in every repetition (default: a new one, which is printed)",
    },
    { flags: "--reason <text>", about: "why, for the record" },
    {
      flags: "--accept-data-loss <loss>",
      about: "agree to lose localDisks, systemDisk or unsavedMemory; once for each",
      isList: true,
    },
    {
      flags: "--input <json>",
      about: 'more of its parameters, such as {"ForceStop":true}; @FILE reads them from a file',
    },
    { flags: "--url <url>", about: "the function's HTTP trigger; else of .redeploy-once.json" },
    ...oneStack,
    { flags: "--json", about: 'print {"status","headers","body"} as JSON' },
  ],
  examples: [
    'call RebootInstance --instance i-bp1plain0003 --token ticket-42 --reason "hangs" --local',
    "call redeploy-instance --instance i-bp1local0001 --accept-data-loss localDisks --url https://example.cn-hangzhou.fcapp.run/",
  ],
  run: async (values, terminal) => {
    const action = operationNamed(textOf(values, "operation") ?? "");
    const target = await targetOf(values, terminal);
    const url = textOf(values, "url") ?? target.urlOf(fileNameOf(action));
    if (url === undefined)
      throw misused(
        `Where is it? Say --url, or write it into .redeploy-once.json: {"urls":{"${fileNameOf(action)}":"https://…"}}.`,
      );
    const token = textOf(values, "token");
    const body = {
      ...(await inputOf(values, terminal)),
      ...bodyOf(values),
      ClientToken: token ?? `cli-${randomUUID()}`,
    };
    const secret = terminal.env["WEBHOOK_SECRET"] || target.webhookSecret;
    if (secret === undefined) throw misused("WEBHOOK_SECRET is not set: it signs the call.");
    const at = new Date(target.nowMs()).toISOString();
    const signed = callToSign({ ...{ url, secret, at, action }, region: target.regionId, body: JSON.stringify(body) });
    if ("problem" in signed) throw misused(signed.problem);
    if (token === undefined) terminal.err(`To repeat this call: --token ${body.ClientToken}`);
    await sendShown(signed, values["json"] === true, terminal);
  },
};

/** An operation by its own name or its function's. */
function operationNamed(text: string): string {
  const found = names.find((name) => name === text || fileNameOf(name) === text);
  if (found !== undefined) return found;
  throw misused(
    `There is no operation ${text}${suggestion(text, [...names, ...names.map(fileNameOf)])}. There are ${names.join(", ")}.`,
  );
}

/** What has an option of its own. */
function bodyOf(values: Values): object {
  const { instance: InstanceId, reason: Reason, "accept-data-loss": AcceptDataLoss } = values;
  return Object.fromEntries(
    Object.entries({ InstanceId, Reason, AcceptDataLoss }).filter(([, value]) => value !== undefined),
  );
}

async function inputOf(values: Values, terminal: Terminal): Promise<object> {
  const given = textOf(values, "input") ?? "{}";
  const text = given.startsWith("@") ? String(await readNamed(given.slice(1), terminal)) : given;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Its words may quote a password.
  }
  throw misused("--input must be a JSON object, or @ and a file with one.");
}
