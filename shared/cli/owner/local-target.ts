import * as z from "zod";
import { isLoopback } from "../../endpoint.ts";
import { textOf, type Values } from "./command.ts";
import { failed, misused } from "./stopped.ts";
import type { Target } from "./target.ts";
import type { Terminal } from "./terminal.ts";

/** Where npm start serves the cloud's wire, one port above the front. */
const defaultWire = "http://127.0.0.1:7071";

const worldSchema = z.object({
  now: z.iso.datetime(),
  settings: z.object({
    accessKeyId: z.string(),
    accessKeySecret: z.string(),
    regionId: z.string(),
    webhookSecret: z.string(),
    consentKey: z.object({ secretKey: z.string() }).optional(),
    stack: z.string().optional(),
  }),
});

/** The stack in a local cloud, with the keys that it tells whoever asks. Throws `Stopped`. */
export async function localTarget(
  wire: string = defaultWire,
  values: Values,
  terminal: Pick<Terminal, "nowMs">,
): Promise<Target> {
  const endpoint = loopback(wire);
  const { now, settings } = await worldAt(endpoint);
  const { accessKeyId, accessKeySecret, regionId, webhookSecret, consentKey, stack = "redeploy-once" } = settings;
  const credentials = { accessKeyId, accessKeySecret, securityToken: "" };
  const aheadMs = Date.parse(now) - terminal.nowMs();
  const region = textOf(values, "region") ?? regionId;
  if (region !== regionId || values["all-regions"] === true)
    throw misused(`The local cloud has one region, ${regionId}.`);
  return {
    stack: textOf(values, "stack") ?? stack,
    regionId,
    endpoint,
    credentials: async () => credentials,
    nowMs: () => terminal.nowMs() + aheadMs,
    hasOwnClock: true,
    timeZone: undefined,
    urlOf: (file) => `${frontOf(endpoint)}/fn/${file}/`,
    webhookSecret,
    consentSecret: consentKey?.secretKey,
  };
}

function loopback(wire: string): string {
  const url = URL.canParse(wire) ? new URL(wire) : undefined;
  if (url?.protocol === "http:" && isLoopback(url.hostname) && url.port !== "") return url.origin;
  throw misused(
    `--local ${wire}: must be the wire of a local cloud on this machine, such as ${defaultWire}. Without an address, put --local last.`,
  );
}

async function worldAt(endpoint: string): Promise<z.output<typeof worldSchema>> {
  const answer = await fetch(`${endpoint}/_cloud/world`).then(
    (response) => response.json(),
    () => undefined,
  );
  const { data } = worldSchema.safeParse(answer);
  if (data === undefined) throw failed(`No local cloud answers at ${endpoint}. Run: npm start`);
  return data;
}

/** The front has the port below the wire's. */
function frontOf(endpoint: string): string {
  const url = new URL(endpoint);
  url.port = String(Number(url.port) - 1);
  return url.origin;
}
