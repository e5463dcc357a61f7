import fc from "fast-check";
import { operations } from "../../shared/operations/index.ts";
import { newKeys, signatureWith } from "../../shared/signature.ts";
import { callers, secretWords } from "./callers.ts";

/** Bytes for one function, and whether their signature is one that a caller of ours made over this very body. */
export type Input = { readonly functionName: string; readonly raw: Uint8Array; readonly isSigned: boolean };

export const nowMs = Date.parse("2026-11-29T03:00:00Z");

const names = operations.map(({ name }) => name);
const words = [
  ...['"operation":"RebootInstance"', '"specversion":"1.0"', '"rawPath":"/"', '"__proto__":{}', '"operationId":"0"'],
  ...["{", "}", "[", "]", '"', "\\", "\\u0000", ",", ":", "\u0000", "1e999", "null", "true", "-0", "é", "\ud800"],
] as const;

/** Mostly as it should be: what is wrong everywhere comes past no door, and shows the first refusal only. */
const mostly = <T>(good: T | fc.Arbitrary<T>, ...bad: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6 * bad.length, arbitrary: good instanceof fc.Arbitrary ? good : fc.constant(good) },
    ...bad.map((value) => ({ weight: 1, arbitrary: value instanceof fc.Arbitrary ? value : fc.constant(value) })),
  );

/** JSON of any kind, with names that somebody reads among the others. */
const known = ["InstanceId", "ClientToken", "Action", "RegionId", "AcceptDataLoss", "Password", "ForceStop", "DryRun"];
const name = fc.oneof(fc.constantFrom(...known), fc.constantFrom("__proto__", "constructor", "a.b", ""), fc.string());
const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom("i-1", "t", "RebootInstance", secretWords));
const anyBody = fc.dictionary(name, value, { maxKeys: 12 });
/** A call as it should be, for an instance that the cloud does not know. */
const goodBody = fc.record(
  {
    InstanceId: fc.constantFrom("i-1", "i-2"),
    ClientToken: fc.constantFrom("t-1", "t-2", "t-3"),
    Action: fc.constantFrom(...names),
    RegionId: fc.constant("cn-hangzhou"),
    AcceptDataLoss: fc.constantFrom("localDisks", "systemDisk", []),
    ImageId: fc.constant("m-1"),
  },
  { requiredKeys: ["InstanceId", "ClientToken"] },
);
const body = fc
  .oneof({ weight: 1, arbitrary: anyBody }, { weight: 3, arbitrary: goodBody })
  .map((values) => JSON.stringify(values));

const event = fc
  .record({
    id: fc.string(),
    source: mostly("acs.ecs", "acs.ens", "acs.oss", ""),
    specversion: mostly("1.0", "1", 1),
    aliyunregionid: mostly("cn-hangzhou", "cn-beijing", null),
    data: mostly(
      fc.record({
        eventId: mostly(fc.constantFrom("e-1", "e-2", "e-3"), "", "x".repeat(200)),
        instanceId: mostly(fc.constantFrom("i-1", "i-2"), ""),
        eventType: mostly(fc.constantFrom("SystemMaintenance.Redeploy", "SystemMaintenance.Reboot"), "none"),
        eventStatus: mostly(fc.constantFrom("Scheduled", "Inquiring", "Executed"), ""),
      }),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  })
  .map((fields) => JSON.stringify(fields));
const batch = fc.array(event, { maxLength: 20 }).map((events) => `[${events.join(",")}]`);

const invoke = fc
  .record(
    {
      operation: fc.constantFrom(...names, "none"),
      input: mostly(
        fc.constantFrom({ InstanceId: "i-1" }, { InstanceId: "i-2", ImageId: "m-1" }),
        anyBody,
        fc.jsonValue(),
      ),
      clientToken: mostly("t-1", "", "x".repeat(65)),
      source: mostly("chat", "x".repeat(200)),
      actor: mostly("somebody", secretWords),
      reason: mostly("asked for", ""),
      eventId: mostly("e-1", "e 1"),
      askedAt: mostly("2026-11-29T03:00:00Z", "now"),
    },
    { requiredKeys: ["operation", "input", "clientToken", "source", "actor", "reason"] },
  )
  .map((fields) => JSON.stringify(fields));
const dispatch = fc
  .record({
    operation: fc.constantFrom(...names),
    operationId: mostly("0".repeat(32), "1"),
    instanceId: mostly("i-1", ""),
  })
  .map((fields) => JSON.stringify(fields));

const stranger = newKeys().secretKey;
const nobodysSecret = `whsec_${Buffer.from("the quick brown fox jumps over it").toString("base64")}`;

/** How a request is signed: rightly by somebody, or in one of the ways in which it is not. */
const forgeries = [
  "stranger",
  "nobody",
  "none",
  "otherBody",
  "otherId",
  "old",
  "ahead",
  "bothFamilies",
  "garbage",
] as const;
const signing = fc.oneof(fc.constantFrom(...forgeries), fc.constantFrom(...callers.map(({ name: of }) => `by ${of}`)));

type Header = Readonly<Record<string, string>>;

function signed(how: string, text: string): { readonly headers: Header; readonly isSigned: boolean } {
  const caller = callers.find(({ name: of }) => how === `by ${of}`) ?? callers[0];
  const key = { stranger, nobody: nobodysSecret }[how] ?? caller?.signsWith ?? "";
  const shiftSeconds = { old: -301, ahead: 61 }[how] ?? 0;
  const timestamp = String(nowMs / 1_000 + shiftSeconds);
  const over = {
    id: how === "otherId" ? "msg_2" : "msg_1",
    timestamp,
    body: Buffer.from(how === "otherBody" ? `${text} ` : text),
  };
  const signature = how === "garbage" ? `v1,${"A".repeat(43)}= v1a,${"A".repeat(86)}==` : signatureWith(key, over);
  const headers = { "webhook-id": "msg_1", "webhook-timestamp": timestamp, "webhook-signature": signature };
  if (how === "none") return { headers: {}, isSigned: false };
  if (how === "bothFamilies") return { headers: { ...headers, "svix-id": "msg_1" }, isSigned: false };
  return { headers, isSigned: how.startsWith("by ") };
}

const request = fc
  .record({
    text: body,
    how: signing,
    path: mostly("/", "/x", "//"),
    method: mostly("POST", "GET", "post"),
    type: mostly("application/json", "text/plain", "application/json; charset=utf-8"),
    isAsync: fc.boolean(),
    isBase64Encoded: fc.boolean(),
    more: mostly({}, fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.constant(["a"])), { maxKeys: 3 })),
  })
  .map(({ text, how, path, method, type, isAsync, isBase64Encoded, more }) => {
    const { headers, isSigned } = signed(how, text);
    const envelope = {
      version: "v1",
      rawPath: path,
      headers: {
        ...Object(more),
        "Content-Type": type,
        ...headers,
        ...(isAsync && { "X-Fc-Invocation-Type": "Async" }),
      },
      body: isBase64Encoded ? Buffer.from(text).toString("base64") : text,
      isBase64Encoded,
      requestContext: { http: { method, sourceIp: "192.0.2.1" } },
    };
    return { text: JSON.stringify(envelope), isSigned };
  });

/** One edit of the bytes: a cut, a piece twice, a word put in. What was signed is signed no more. */
const edit = fc.record({ at: fc.nat(), length: fc.nat(40), word: fc.constantFrom(...words, ""), twice: fc.boolean() });
const edits: fc.Arbitrary<readonly Edit[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<readonly Edit[]>([]) },
  { weight: 3, arbitrary: fc.array(edit, { maxLength: 4 }) },
);

type Edit = { readonly at: number; readonly length: number; readonly word: string; readonly twice: boolean };

function edited(text: string, { at, length, word, twice }: Edit): string {
  const from = at % (text.length + 1);
  const piece = text.slice(from, from + length);
  return `${text.slice(0, from)}${twice ? piece + piece : ""}${word}${text.slice(from + length)}`;
}

const functionNames = [...operations.map(({ name: of }) => of), "console", "reconcile"];

type Made = { readonly text: string; readonly isSigned: boolean };

const unsigned = (texts: fc.Arbitrary<string>) => texts.map((text): Made => ({ text, isSigned: false }));
const shapes: fc.Arbitrary<Made> = fc.oneof(
  request,
  unsigned(event),
  unsigned(batch),
  unsigned(invoke),
  unsigned(dispatch),
  unsigned(anyBody.map((values) => JSON.stringify(values))),
);

/** What a signature covers, as it stands in an envelope; undefined if it is none any more. */
function coveredIn(text: string): string | undefined {
  try {
    const { body, isBase64Encoded, headers } = JSON.parse(text) as Record<string, unknown>;
    // Base64 is read leniently: letters that it does not have are passed over.
    const bytes = Buffer.from(String(body), isBase64Encoded === true ? "base64" : "utf8").toString("hex");
    const named = Object.entries(Object(headers)).filter(([header]) => /^(webhook|svix)-/i.test(header));
    return JSON.stringify([bytes, named]);
  } catch {
    return undefined;
  }
}

/** What may come to a door: calls, events, invokes, timers, as they should be, forged, cut and put together wrongly. */
export const inputs: fc.Arbitrary<Input> = fc
  .record({ functionName: fc.constantFrom(...functionNames), made: shapes, changes: edits })
  .map(({ functionName, made, changes }) => {
    const text = changes.reduce(edited, made.text);
    // An edit beside what is signed leaves the signature right.
    const isSigned = made.isSigned && coveredIn(text) === coveredIn(made.text);
    return { functionName, raw: Buffer.from(text), isSigned };
  });
