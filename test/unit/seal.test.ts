import { expect, test } from "vitest";
import { sealedApprovals, sealOf } from "../../shared/ledger/seal.ts";

const key = { id: "k2", secret: "a key of this test, which is long enough" };
const old = { id: "k1", secret: "the key before, which is as long as that" };
const asked = { operationId: "o-1", operation: "ReplaceSystemDisk", input: { InstanceId: "i-1", ImageId: "m-1" } };
const said = { by: "lin", atMs: 1, shown: "what was shown" };
const yes = { ...said, seal: sealOf(key, asked, said) };

test("a yes stands under the key of its time, as long as that is among the keys", () => {
  expect(sealedApprovals([key, old], { ...asked, approvals: [yes] })).toEqual([yes]);
  const before = { ...said, seal: sealOf(old, asked, said) };
  expect(sealedApprovals([key, old], { ...asked, approvals: [before] })).toEqual([before]);
  expect(sealedApprovals([key], { ...asked, approvals: [before] })).toEqual([]);
});

test("each yes is sealed by itself: one that is forged takes away no other", () => {
  const forged = { ...yes, by: "wu" };
  expect(sealedApprovals([key], { ...asked, approvals: [forged, yes] })).toEqual([yes]);
  expect(sealedApprovals([key], asked)).toEqual([]);
});

test.each<[string, object, object]>([
  ["without a seal", { seal: "" }, {}],
  ["with the seal of a key that is none of ours", { seal: `k9.${yes.seal.slice(3)}` }, {}],
  ["with a seal that is cut short", { seal: yes.seal.slice(0, -1) }, {}],
  ["by another person", { by: "wu" }, {}],
  ["of another time", { atMs: 2 }, {}],
  ["to something else", { shown: "something else" }, {}],
  ["to a loss", { to: ["localDisks"] }, {}],
  ["in another operation's row", {}, { operationId: "o-2" }],
  ["for another operation", {}, { operation: "RedeployInstance" }],
  ["with another input", {}, { input: { InstanceId: "i-1", ImageId: "m-2" } }],
])("a yes %s is none", (_, change, other) => {
  expect(sealedApprovals([key], { ...asked, ...other, approvals: [{ ...yes, ...change }] })).toEqual([]);
});
