import fc from "fast-check";
import { expect, test } from "vitest";
import { type Button, openButton, sealButton } from "../../shared/chat/dingtalk/button.ts";
import { codeFor, isCodeFor } from "../../shared/chat/dingtalk/code.ts";
import { macOf } from "../../shared/chat/mac.ts";
import { fingerprintOf } from "../../shared/ledger/token.ts";

const [old, key] = [
  { id: "k1", secret: "an old secret that is on its way out" },
  { id: "k2", secret: "the secret of these days, and no other" },
];
const nowMs = Date.parse("2026-11-29T17:42:00Z");
const minuteMs = 60_000;
const button: Button = {
  operationId: "150dc535e4af49dc8c1d3f6b5a2e7f90",
  ask: "1-9f3a77c2b1d0",
  act: "approve",
  untilMs: nowMs + 30 * minuteMs,
};
const yes = { operationId: button.operationId, ask: button.ask, person: "dingtalk:ding0corp/0123" };

test("a button comes back as it was put into the card", () => {
  expect(openButton([key], sealButton(key, button), nowMs)).toEqual({ button });
});

test("a button of the key before is good while that key stands", () => {
  expect(openButton([key, old], sealButton(old, button), nowMs)).toEqual({ button });
  expect(openButton([key], sealButton(old, button), nowMs)).toEqual({ broken: "mismatch" });
});

test("a button is worth nothing once it is over, nor without a key", () => {
  expect(openButton([key], sealButton(key, button), button.untilMs)).toEqual({ broken: "over" });
  expect(openButton([key], sealButton(key, button), button.untilMs - 1)).toEqual({ button });
  expect(openButton([], sealButton(key, button), nowMs)).toEqual({ broken: "unset" });
});

type Case = readonly [what: string, changes: Readonly<Record<string, string>>, broken: string];

const changed: readonly Case[] = [
  ["another operation", { op: "250dc535e4af49dc8c1d3f6b5a2e7f90" }, "mismatch"],
  ["another question", { ask: "2-9f3a77c2b1d0" }, "mismatch"],
  ["another act", { act: "deny" }, "mismatch"],
  ["a later end", { exp: String(button.untilMs + 1) }, "mismatch"],
  ["an act that there is none of", { act: "resume" }, "malformed"],
  ["an end in seconds", { exp: "1796000000" }, "malformed"],
  ["no proof", { mac: "" }, "malformed"],
  ["a proof by no key", { mac: `k3.${"0".repeat(64)}` }, "mismatch"],
  ["an operation in capitals", { op: button.operationId.toUpperCase() }, "malformed"],
];

test.each(changed)("a button with %s is none of ours", (_, changes, broken) => {
  expect(openButton([key], { ...sealButton(key, button), ...changes }, nowMs)).toEqual({ broken });
});

test("no flipped bit of a button's proof is taken", () => {
  const sealed = sealButton(key, button);
  fc.assert(
    fc.property(fc.nat(255), (bit) => {
      const bytes = Buffer.from(sealed.mac.slice("k2.".length), "hex");
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const opened = openButton([key], { ...sealed, mac: `k2.${bytes.toString("hex")}` }, nowMs);
      expect(opened).toEqual({ broken: "mismatch" });
    }),
  );
});

test("no parameters whatever break it", () => {
  const names = fc.constantFrom("op", "ask", "act", "exp", "mac", "__proto__");
  const values = fc.oneof(fc.string(), fc.constantFrom(...Object.values(sealButton(key, button))));
  fc.assert(
    fc.property(fc.dictionary(names, values), (params) => {
      const opened = openButton([key], params, nowMs);
      if ("button" in opened) expect(opened.button).toEqual(button);
    }),
  );
});

test("a code has eight characters that nobody mistakes, and may be typed as people type", () => {
  const code = codeFor(key, yes, nowMs);
  expect(code).toBe("6GTJW2AZ");
  expect(isCodeFor([key], yes, code.toLowerCase(), nowMs)).toBe(true);
});

test("letters that look like digits are taken for them", () => {
  const withDigits = Array.from({ length: 400 }, (_, at) => ({ ...yes, ask: `${at}-9f3a77c2b1d0` })).find((one) =>
    /0.*1|1.*0/.test(codeFor(key, one, nowMs)),
  );
  const told = codeFor(key, withDigits ?? yes, nowMs);
  const typed = told.replaceAll("0", "o").replaceAll("1", "l");
  expect([typed === told, isCodeFor([key], withDigits ?? yes, typed, nowMs)]).toEqual([false, true]);
});

test("a code is good in its slot of ten minutes and in the next one", () => {
  const slotMs = Date.parse("2026-11-29T17:40:00Z");
  const code = codeFor(key, yes, slotMs);
  const isGood = (atMs: number) => isCodeFor([key], yes, code, atMs);
  // Half a minute before its slot by a clock that is behind the one that told it.
  const times = [slotMs - 30_001, slotMs - 30_000, slotMs, slotMs + 20 * minuteMs - 1, slotMs + 20 * minuteMs];
  expect(times.map(isGood)).toEqual([false, true, true, true, false]);
});

test("a code is one person's, for one question about one operation, by one of the keys", () => {
  const code = codeFor(old, yes, nowMs);
  expect(isCodeFor([key, old], yes, code, nowMs)).toBe(true);
  expect(isCodeFor([key], yes, code, nowMs)).toBe(false);
  expect(isCodeFor([], yes, code, nowMs)).toBe(false);
  for (const other of [
    { ...yes, person: "dingtalk:ding0corp/0124" },
    { ...yes, ask: "2-9f3a77c2b1d0" },
    { ...yes, operationId: "250dc535e4af49dc8c1d3f6b5a2e7f90" },
  ])
    expect(isCodeFor([old], other, code, nowMs)).toBe(false);
});

test("no code with one character changed is taken", () => {
  const code = codeFor(key, yes, nowMs);
  const letters = [..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"];
  for (const at of code.split("").keys())
    for (const letter of letters.filter((one) => one !== code[at]))
      expect(isCodeFor([key], yes, `${code.slice(0, at)}${letter}${code.slice(at + 1)}`, nowMs)).toBe(false);
});

test("no text whatever that is not the code is taken for it", () => {
  const code = codeFor(key, yes, nowMs);
  fc.assert(
    fc.property(fc.string(), (text) => {
      if (text.toUpperCase() !== code) expect(isCodeFor([key], yes, text, nowMs)).toBe(false);
    }),
  );
});

test("what proves one thing proves no other", () => {
  const parts = ["a", "b"];
  const macs = [
    macOf(key, "chat button", parts).toString("hex"),
    macOf(key, "chat code", parts).toString("hex"),
    fingerprintOf(key, "chat button", { a: "b" }).slice("k2.".length),
  ];
  expect(new Set(macs).size).toBe(3);
});

test("parts that are cut elsewhere are other parts", () => {
  const list = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(list, list, (a, b) => {
      if (JSON.stringify(a) === JSON.stringify(b)) return;
      expect(macOf(key, "chat button", a).equals(macOf(key, "chat button", b))).toBe(false);
    }),
  );
  expect(macOf(key, "chat button", ["ab", "c"]).equals(macOf(key, "chat button", ["a", "bc"]))).toBe(false);
});
