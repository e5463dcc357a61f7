import * as z from "zod";
import { pathOf } from "../../console/verbs.ts";
import { callToSign } from "../call-to-sign.ts";
import { sendCall } from "../signed-call.ts";
import { textOf, type Values } from "./command.ts";
import type { Answer } from "./invoke.ts";
import { failed, misused } from "./stopped.ts";
import type { Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";

const errorSchema = z.object({ Code: z.string(), Message: z.string() });

/** Asks the console by a signed call of one named person, in place of an invoke, which is nobody by name. Throws `Stopped`. */
export async function askSigned(
  target: Target,
  verb: string,
  args: object,
  values: Values,
  terminal: Terminal,
): Promise<Answer> {
  const url = textOf(values, "url") ?? target.urlOf("console");
  if (url === undefined)
    throw misused('Where is it? Say --url, or write it into .redeploy-once.json: {"urls":{"console":"https://…"}}.');
  const secret = terminal.env["WEBHOOK_SECRET"] || target.consentSecret;
  if (secret === undefined) throw misused("WEBHOOK_SECRET is not set: it signs the call.");
  const at = new Date(target.nowMs()).toISOString();
  const place = `${url.replace(/\/$/, "")}${pathOf({ name: verb })}`;
  const signed = callToSign({ url: place, secret, at, body: JSON.stringify(args) });
  if ("problem" in signed) throw misused(signed.problem);
  const { isOk, body } = await sendCall(signed).catch(() => {
    throw failed(`No answer came from ${place}. Say it again: a word that was taken is not taken twice.`);
  });
  const value: unknown = JSON.parse(body);
  if (isOk) return { text: body, value };
  const { data } = errorSchema.safeParse(value);
  throw failed(data === undefined ? `It was refused: ${body}` : `${data.Code}: ${data.Message}`);
}
