import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { isRightlySigned, verifyWebhook } from "../../shared/middleware/verify-webhook.ts";
import type { Principal } from "../../shared/principal.ts";
import { newKeys, signatureWith } from "../../shared/signature.ts";

const secret = `whsec_${Buffer.from("a secret of the oncall principal!").toString("base64")}`;
const other = `whsec_${Buffer.from("a secret of the deputy principal").toString("base64")}`;
const { secretKey, publicKey } = newKeys();
const stranger = `whsec_${Buffer.from("x".repeat(32)).toString("base64")}`;
const principals: readonly Principal[] = [
  { name: "deputy", keys: [other], decides: false },
  { name: "oncall", keys: [secret], decides: true },
  { name: "keyed", keys: [newKeys().publicKey, publicKey], decides: true },
];
const nowMs = Date.parse("2026-11-21T03:00:00Z");
const seconds = String(nowMs / 1_000);
const body = Buffer.from('{"InstanceId":"i-1"}');

const headersFor = (timestamp: string, signature: string) => ({
  "webhook-id": "msg_1",
  "webhook-timestamp": timestamp,
  "webhook-signature": signature,
});
const signed = (key = secret, timestamp = seconds) =>
  headersFor(timestamp, signatureWith(key, { id: "msg_1", timestamp, body }));

test("what the reference library signs is let in, as the principal whose secret it was", () => {
  const signature = new Webhook(secret).sign("msg_1", new Date(nowMs), body.toString());
  expect(verifyWebhook({ headers: headersFor(seconds, signature), body }, principals, nowMs).principal.name).toBe(
    "oncall",
  );
});

test("what a secret key signs is let in by its public key, whichever of a principal's keys it is", () => {
  const headers = signed(secretKey);
  expect(headers["webhook-signature"]).toMatch(/^v1a,[A-Za-z0-9+/]{86}==$/);
  expect(verifyWebhook({ headers, body }, principals, nowMs).principal.name).toBe("keyed");
  const seedOnly = `whsk_${Buffer.from(secretKey.slice(5), "base64").subarray(0, 32).toString("base64")}`;
  expect(verifyWebhook({ headers: signed(seedOnly), body }, principals, nowMs).principal.name).toBe("keyed");
});

test("a public key lets nobody sign, neither by itself nor as a secret", () => {
  const asSecret = signed(publicKey.replace("whpk_", "whsec_"));
  expect(() => verifyWebhook({ headers: asSecret, body }, principals, nowMs)).toThrow("No known key");
});

test("a minute ahead is let in: clocks differ", () => {
  const ahead = signed(secret, String(nowMs / 1_000 + 60));
  expect(verifyWebhook({ headers: ahead, body }, principals, nowMs).principal.name).toBe("oncall");
});

test("of several signatures one good one is enough", () => {
  const headers = signed();
  headers["webhook-signature"] = `v1,${"A".repeat(43)}= v1a,zzz ${headers["webhook-signature"]}`;
  expect(verifyWebhook({ headers, body }, principals, nowMs).principal.name).toBe("oncall");
});

test("a header has 8 signatures at most; with more of them a good one counts for nothing", () => {
  const among = (others: number) => {
    const headers = signed();
    headers["webhook-signature"] = `${"v1a,zzz ".repeat(others)}${headers["webhook-signature"]}`;
    return headers;
  };
  expect(verifyWebhook({ headers: among(7), body }, principals, nowMs).principal.name).toBe("oncall");
  expect(() => verifyWebhook({ headers: among(8), body }, principals, nowMs)).toThrow("may have 8 signatures");
  expect(isRightlySigned({ headers: among(8), body }, principals)).toBe(false);
  const [keyed, other] = [signed(secretKey), signed(newKeys().secretKey)].map((made) => made["webhook-signature"]);
  const three = headersFor(seconds, `${other} ${other} ${keyed}`);
  expect(() => verifyWebhook({ headers: three, body }, principals, nowMs)).toThrow("may have 8 signatures");
});

const good = signed()["webhook-signature"];
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const refusals: readonly [string, Record<string, string>, string][] = [
  ["no headers at all", {}, "SignatureDoesNotMatch"],
  ["an empty id", { ...signed(), "webhook-id": "" }, "SignatureDoesNotMatch"],
  ["another id", { ...signed(), "webhook-id": "msg_2" }, "SignatureDoesNotMatch"],
  ["an unknown secret", signed(stranger), "SignatureDoesNotMatch"],
  ["loose base64", { ...signed(), "webhook-signature": good.replace("=", "") }, "SignatureDoesNotMatch"],
  ["url-safe base64", { ...signed(), "webhook-signature": `v1,${"-".repeat(43)}=` }, "SignatureDoesNotMatch"],
  [
    "a version other than v1",
    { ...signed(), "webhook-signature": good.replace("v1,", "v2,") },
    "SignatureDoesNotMatch",
  ],
  ["a time that is no number", { ...signed(), "webhook-timestamp": `${seconds}.0` }, "SignatureDoesNotMatch"],
  ["a time 301 s ago", signed(secret, String(nowMs / 1_000 - 301)), "InvalidTimeStamp.Expired"],
  ["a time 61 s ahead", signed(secret, String(nowMs / 1_000 + 61)), "InvalidTimeStamp.Expired"],
  ["a key that is not known", signed(newKeys().secretKey), "SignatureDoesNotMatch"],
  ["nine signatures", headersFor(seconds, `${"v1,x ".repeat(8)}${good}`), "SignatureDoesNotMatch"],
  [
    "bits that are left over in the last letter",
    headersFor(
      seconds,
      good.replace(/.=$/, (end) => `${letters[letters.indexOf(end.charAt(0)) + 1]}=`),
    ),
    "SignatureDoesNotMatch",
  ],
];

test.each(refusals)("%s is refused", (_, headers, code) => {
  expect(() => verifyWebhook({ headers, body }, principals, nowMs)).toThrow(expect.objectContaining({ code }));
});

test("a wrong signature is told as wrong before anybody asks how old it is", () => {
  const old = String(nowMs / 1_000 - 86_400);
  const wrong = signed(stranger, old);
  const code = "SignatureDoesNotMatch";
  expect(() => verifyWebhook({ headers: wrong, body }, principals, nowMs)).toThrow(expect.objectContaining({ code }));
  expect(isRightlySigned({ headers: wrong, body }, principals)).toBe(false);
  expect(isRightlySigned({ headers: signed(secret, old), body }, principals)).toBe(true);
});

const svix = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace("webhook", "svix"), value]));

test("svix-… are the same headers under another name; the id and the time are those that were signed", () => {
  const { principal, id, atMs } = verifyWebhook({ headers: svix(signed()), body }, principals, nowMs);
  expect([principal.name, id, atMs]).toEqual(["oncall", "msg_1", nowMs]);
});

test.each([
  ["both families in full", { ...signed(), ...svix(signed()) }],
  ["an id of the other family", { ...signed(), "svix-id": "msg_2" }],
  ["an empty id of the other family", { ...svix(signed()), "webhook-id": "" }],
  [
    "a signature of the other family only",
    { ...svix(signed()), "svix-signature": "", ...{ "webhook-signature": good } },
  ],
])("%s is refused: whoever sends both could mean either", (_, headers) => {
  expect(() => verifyWebhook({ headers, body }, principals, nowMs)).toThrow("not with both");
});

test("a changed body is refused", () => {
  const changed = Buffer.from('{"InstanceId":"i-2"}');
  expect(() => verifyWebhook({ headers: signed(), body: changed }, principals, nowMs)).toThrow("No known key");
});

test("without a configured key nobody gets in", () => {
  expect(() => verifyWebhook({ headers: signed(), body }, [], nowMs)).toThrow("No known key");
});
