import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { isRightlySigned, sign, verifyWebhook } from "../../shared/middleware/verify-webhook.ts";

const secret = `whsec_${Buffer.from("a secret of the oncall principal!").toString("base64")}`;
const other = `whsec_${Buffer.from("a secret of the deputy principal").toString("base64")}`;
const principals = [
  { name: "deputy", secret: other, rights: [] },
  { name: "oncall", secret, rights: ["mayConsent" as const] },
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
  headersFor(timestamp, `v1,${sign(key, "msg_1", timestamp, body).toString("base64")}`);

test("what the reference library signs is let in, as the principal whose secret it was", () => {
  const signature = new Webhook(secret).sign("msg_1", new Date(nowMs), body.toString());
  expect(verifyWebhook({ headers: headersFor(seconds, signature), body }, principals, nowMs).principal.name).toBe(
    "oncall",
  );
});

test("of several signatures one good one is enough", () => {
  const headers = signed();
  headers["webhook-signature"] = `v1,${"A".repeat(43)}= v1a,zzz ${headers["webhook-signature"]}`;
  expect(verifyWebhook({ headers, body }, principals, nowMs).principal.name).toBe("oncall");
});

const good = signed()["webhook-signature"];
const refusals: readonly [string, Record<string, string>, string][] = [
  ["no headers at all", {}, "SignatureDoesNotMatch"],
  ["an empty id", { ...signed(), "webhook-id": "" }, "SignatureDoesNotMatch"],
  ["another id", { ...signed(), "webhook-id": "msg_2" }, "SignatureDoesNotMatch"],
  ["an unknown secret", signed(`whsec_${Buffer.from("x".repeat(32)).toString("base64")}`), "SignatureDoesNotMatch"],
  ["loose base64", { ...signed(), "webhook-signature": good.replace("=", "") }, "SignatureDoesNotMatch"],
  ["url-safe base64", { ...signed(), "webhook-signature": `v1,${"-".repeat(43)}=` }, "SignatureDoesNotMatch"],
  [
    "a version other than v1",
    { ...signed(), "webhook-signature": good.replace("v1,", "v2,") },
    "SignatureDoesNotMatch",
  ],
  ["a time that is no number", { ...signed(), "webhook-timestamp": `${seconds}.0` }, "SignatureDoesNotMatch"],
  ["a time 301 s ago", signed(secret, String(nowMs / 1_000 - 301)), "InvalidTimeStamp.Expired"],
  ["a time 301 s ahead", signed(secret, String(nowMs / 1_000 + 301)), "InvalidTimeStamp.Expired"],
];

test.each(refusals)("%s is refused", (_, headers, code) => {
  expect(() => verifyWebhook({ headers, body }, principals, nowMs)).toThrow(expect.objectContaining({ code }));
});

test("a wrong signature is told as wrong before anybody asks how old it is", () => {
  const old = String(nowMs / 1_000 - 86_400);
  const stranger = signed(`whsec_${Buffer.from("x".repeat(32)).toString("base64")}`, old);
  const code = "SignatureDoesNotMatch";
  expect(() => verifyWebhook({ headers: stranger, body }, principals, nowMs)).toThrow(
    expect.objectContaining({ code }),
  );
  expect(isRightlySigned({ headers: stranger, body }, principals)).toBe(false);
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
  expect(() => verifyWebhook({ headers: signed(), body: changed }, principals, nowMs)).toThrow("No known secret");
});

test("without a configured secret nobody gets in", () => {
  expect(() => verifyWebhook({ headers: signed(), body }, [], nowMs)).toThrow("No known secret");
});
