import { expect, test } from "vitest";
import { sealedConsent, sealOf } from "../../shared/ledger/seal.ts";

const key = { id: "k2", secret: "a key of this test, which is long enough" };
const old = { id: "k1", secret: "the key before, which is as long as that" };
const asked = { operationId: "o-1", operation: "ReplaceSystemDisk", input: { InstanceId: "i-1", ImageId: "m-1" } };
const said = { consentBy: "lin", consentTo: ["systemDisk" as const] };
const agreed = { ...asked, ...said, consentSeal: sealOf(key, { ...asked, ...said }) };
const none = { consentBy: undefined, consentTo: undefined };

test("a consent stands under the key of its time, as long as that is among the keys", () => {
  expect(sealedConsent([key, old], agreed)).toEqual(said);
  const before = { ...agreed, consentSeal: sealOf(old, agreed) };
  expect(sealedConsent([key, old], before)).toEqual(said);
  expect(sealedConsent([key], before)).toEqual(none);
});

test("a yes to all that was asked is sealed as one", () => {
  const all = { ...asked, consentBy: "lin" };
  const stored = { ...all, consentSeal: sealOf(key, all) };
  expect(sealedConsent([key], stored)).toEqual({ consentBy: "lin", consentTo: undefined });
  expect(sealedConsent([key], { ...stored, consentTo: ["localDisks"] })).toEqual(none);
});

test.each<[string, object]>([
  ["without a seal", { consentSeal: undefined }],
  ["with the seal of a key that is none of ours", { consentSeal: `k9.${agreed.consentSeal.slice(3)}` }],
  ["with a seal that is cut short", { consentSeal: agreed.consentSeal.slice(0, -1) }],
  ["by another person", { consentBy: "wu" }],
  ["to another loss", { consentTo: ["localDisks"] }],
  ["in another operation's row", { operationId: "o-2" }],
  ["for another operation", { operation: "RedeployInstance" }],
  ["with another input", { input: { InstanceId: "i-1", ImageId: "m-2" } }],
])("a consent %s is none", (_, change) => {
  expect(sealedConsent([key], { ...agreed, ...change })).toEqual(none);
});
