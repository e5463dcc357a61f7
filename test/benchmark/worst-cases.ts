import type { Principal } from "../../shared/principal.ts";
import { newKeys, signatureWith } from "../../shared/signature.ts";
import { worstJson } from "./worst-json.ts";

export type Door = "call" | "resolve" | "event" | "batch" | "invoke" | "timer";
export type WorstCase = { readonly door: Door; readonly name: string; readonly raw: Uint8Array };

const secretOf = (n: number) => `whsec_${Buffer.from(`a secret of principal ${n}`.padEnd(32)).toString("base64")}`;
const last = 19;

/** As many as a busy owner may have, with keys of either kind; the last one signs, so that every other is tried in vain. */
export const principals = Array.from(
  { length: last + 1 },
  (_, n): Principal => ({
    name: `principal-${n}`,
    keys: [newKeys().publicKey, secretOf(n)],
    decides: true,
  }),
);
export const nowMs = 1_795_230_000_000;

/** The largest body of a call, and of what FC hands on at all. Source: shared/middleware/authenticate.ts, shared/json.ts. */
const bodyBytes = 131_072;
const rawBytes = 262_144;

/** For each door the inputs that take longest, each as large as it may be there. */
export function worstCases(): readonly WorstCase[] {
  const json = Object.entries(worstJson);
  const kinds = json.flatMap(([name, write]): readonly WorstCase[] => [
    { door: "call", name, raw: request("/", bodyOf(write)) },
    { door: "resolve", name, raw: request("/resolve", bodyOf(write)) },
    { door: "invoke", name, raw: Buffer.from(invokeWith(write(rawBytes - 256))) },
    { door: "event", name, raw: Buffer.from(eventWith(`"more":${write(rawBytes - 512)}`)) },
    { door: "event", name: `${name}, data as text`, raw: Buffer.from(eventWith(dataAsText(write))) },
    { door: "event", name: `${name}, data_base64`, raw: Buffer.from(eventWith(dataInBase64(write))) },
    { door: "batch", name, raw: Buffer.from(batchOf(() => eventWith(`"more":${write(rawBytes / 16 - 512)}`))) },
    { door: "timer", name, raw: Buffer.from(`{"more":${write(rawBytes - 32)}}`) },
  ]);
  return [...kinds, ...headerCases(), ...byteCases()];
}

const bodyOf = (write: (bytes: number) => string) => {
  const text = write(bodyBytes);
  return Buffer.from(text.startsWith("{") ? text : `{"a":${write(bodyBytes - 8)}}`);
};

const command = '"operation":"RedeployInstance","clientToken":"t","source":"s","actor":"a","reason":"r"';
const invokeWith = (value: string) => `{${command},"input":${value}}`;

const data =
  '"eventId":"e-1","instanceId":"i-1","eventType":"SystemMaintenance.Redeploy","eventStatus":"Scheduled"' as const;
const eventWith = (more: string) =>
  `{"specversion":"1.0","source":"acs.ecs",${more.startsWith('"data') ? "" : `"data":{${data}},`}${more}}`;

/** Half or less of the bytes, since quotes are escaped. */
const dataAsText = (write: (bytes: number) => string) =>
  `"data":${JSON.stringify(`{${data},"more":${write(rawBytes / 2 - 512)}}`)}`;
const dataInBase64 = (write: (bytes: number) => string) =>
  `"data_base64":"${Buffer.from(`{${data},"more":${write((rawBytes * 3) / 4 - 1_024)}}`).toString("base64")}"`;
const batchOf = (event: () => string) => `[${Array.from({ length: 16 }, event).join(",")}]`;

/** A signed request as FC hands it on. */
function request(path: string, body: Buffer, headers: Readonly<Record<string, string>> = {}): Uint8Array {
  const stamp = String(nowMs / 1_000);
  const signature = signatureWith(secretOf(last), { id: "msg_1", timestamp: stamp, body });
  const signed = { "webhook-id": "msg_1", "webhook-timestamp": stamp, "webhook-signature": signature };
  const envelope = {
    version: "v1",
    rawPath: path,
    headers: { "Content-Type": "application/json", ...signed, ...headers },
    body: body.toString("base64"),
    isBase64Encoded: true,
    requestContext: { http: { method: "POST" } },
  };
  return Buffer.from(JSON.stringify(envelope));
}

function headerCases(): readonly WorstCase[] {
  const call = Buffer.alloc(bodyBytes, " ");
  const headers = (count: number, text: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`X-${n}`, text]));
  const signatures = (count: number) => `v1,${"A".repeat(43)}= `.repeat(count).trim();
  return [
    { door: "call", name: "15,000 headers", raw: request("/", Buffer.from("{}"), headers(15_000, "")) },
    {
      door: "call",
      name: "120 headers of 2 KB",
      raw: request("/", Buffer.from("{}"), headers(120, "x".repeat(2_048))),
    },
    {
      door: "call",
      name: "2 ed25519 signatures of nobody over 128 KB",
      raw: request("/", call, { "webhook-signature": `v1a,${"A".repeat(86)}== v1a,${"A".repeat(85)}Q==` }),
    },
    ...[8, 1_500].map((count): WorstCase => {
      const raw = request("/", call, { "webhook-signature": signatures(count) });
      return { door: "call", name: `${count} signatures over 128 KB`, raw };
    }),
  ];
}

function byteCases(): readonly WorstCase[] {
  const noUtf8 = (bytes: number) => Buffer.concat([Buffer.alloc(bytes - 1, "é"), Buffer.from([0xff])]);
  const huge = Buffer.alloc(33_554_432, "[");
  return [
    { door: "call", name: "no UTF-8 at the end", raw: request("/", noUtf8(bodyBytes)) },
    { door: "call", name: "a body a byte too large", raw: request("/", Buffer.alloc(bodyBytes + 1, "[")) },
    { door: "call", name: "a body of 32 MB", raw: request("/", huge) },
    { door: "event", name: "no UTF-8 at the end", raw: noUtf8(rawBytes) },
    { door: "invoke", name: "32 MB of brackets", raw: huge },
    { door: "invoke", name: "32 MB nearly of an envelope's names", raw: Buffer.alloc(33_554_432, '"rawPat') },
    { door: "timer", name: "32 MB of brackets", raw: huge },
  ];
}
