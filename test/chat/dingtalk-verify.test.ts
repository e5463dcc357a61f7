import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Headers } from "../../shared/chat/dingtalk/verify.ts";
import { verifyCard } from "../../shared/chat/dingtalk/verify-card.ts";
import { verifyRobot } from "../../shared/chat/dingtalk/verify-robot.ts";

const atMs = 1_577_262_236_757;
const windowMs = 300_000;

/** Vectors that python's hmac and openssl make as well. */
const robot = { timestamp: String(atMs), sign: "2lVzXQzp9C3DiESxeFdaTlE/AksvS3G/C+zoywTn4Wg=" };
const card = {
  "x-ddpaas-signature-timestamp": String(atMs),
  "x-ddpaas-signature": "YPRwOACkIyAfSkOByibnXwmticUhkII0vLSQrdNiEPE=",
};

const robotWith = (headers: Headers, { secrets = ["appSecret"], nowMs = atMs } = {}) =>
  verifyRobot({ ...robot, ...headers }, secrets, nowMs).forged;
const cardWith = (headers: Headers, { secrets = ["mySecret"], nowMs = atMs } = {}) =>
  verifyCard({ ...card, ...headers }, secrets, nowMs).forged;

test("what DingTalk signs is taken, of a robot and of a card", () => {
  expect([robotWith({}), cardWith({})]).toEqual([undefined, undefined]);
});

test("while a secret is changed, whichever of them signs is taken", () => {
  expect(robotWith({}, { secrets: ["new", "appSecret"] })).toBeUndefined();
  expect(robotWith({}, { secrets: ["appSecret", "old"] })).toBeUndefined();
  expect(robotWith({}, { secrets: ["new", "old"] })).toBe("mismatch");
});

test("without a secret nothing is taken, even what is signed with an empty one", () => {
  const sign = createHmac("sha256", "").update(`${atMs}\n`).digest("base64");
  expect(robotWith({ sign }, { secrets: [""] })).toBe("unset");
  expect(robotWith({}, { secrets: [] })).toBe("unset");
  expect(
    cardWith({ "x-ddpaas-signature": createHmac("sha256", "").update(`${atMs}`).digest("base64") }, { secrets: [""] }),
  ).toBe("unset");
});

test("an empty secret beside a right one opens nothing", () => {
  const sign = createHmac("sha256", "").update(`${atMs}\n`).digest("base64");
  expect(robotWith({ sign }, { secrets: ["", "appSecret"] })).toBe("mismatch");
});

test("a missing header is told as missing, whichever it is", () => {
  expect(verifyRobot({ timestamp: robot.timestamp }, ["appSecret"], atMs).forged).toBe("missing");
  expect(verifyRobot({ sign: robot.sign }, ["appSecret"], atMs).forged).toBe("missing");
  expect(verifyRobot({ Timestamp: robot.timestamp, Sign: robot.sign }, ["appSecret"], atMs).forged).toBe("missing");
});

type Case = readonly [what: string, headers: Headers];

const malformed: readonly Case[] = [
  ["a doubled signature", { sign: `${robot.sign}, ${robot.sign}` }],
  ["a doubled time", { timestamp: `${atMs}, ${atMs}` }],
  ["seconds", { timestamp: "1577262236" }],
  ["a time with a sign", { timestamp: `+${String(atMs).slice(1)}` }],
  ["a time with a blank", { timestamp: `${atMs} ` }],
  ["a time with another script's digits", { timestamp: "１５７７２６２２３６７５７" }],
  ["base64url", { sign: robot.sign.replaceAll("/", "_").replaceAll("+", "-") }],
  ["no padding", { sign: robot.sign.slice(0, -1) }],
  ["bits left over", { sign: robot.sign.replace("g=", "h=") }],
  ["hex", { sign: Buffer.from(robot.sign, "base64").toString("hex") }],
  ["nothing", { sign: "" }],
  ["a line break behind it", { sign: `${robot.sign}\n` }],
];

test.each(malformed)("%s is malformed", (_, headers) => {
  expect(robotWith(headers)).toBe("malformed");
});

test("a delivery is taken for five minutes, and five minutes ahead", () => {
  expect(robotWith({}, { nowMs: atMs + windowMs })).toBeUndefined();
  expect(robotWith({}, { nowMs: atMs + windowMs + 1 })).toBe("stale");
  expect(robotWith({}, { nowMs: atMs - windowMs })).toBeUndefined();
  expect(robotWith({}, { nowMs: atMs - windowMs - 1 })).toBe("stale");
  expect(cardWith({}, { nowMs: atMs + windowMs + 1 })).toBe("stale");
});

test("a signature of another time, another secret or the other kind is none", () => {
  expect(robotWith({ timestamp: String(atMs + 1) })).toBe("mismatch");
  expect(robotWith({}, { secrets: ["appSecret "] })).toBe("mismatch");
  expect(robotWith({ sign: card["x-ddpaas-signature"] }, { secrets: ["mySecret"] })).toBe("mismatch");
});

test("no flipped bit of a signature is taken", () => {
  fc.assert(
    fc.property(fc.nat(255), (bit) => {
      const bytes = Buffer.from(robot.sign, "base64");
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(robotWith({ sign: bytes.toString("base64") })).toBe("mismatch");
    }),
  );
});

test("no headers whatever break it, and none but the right ones are taken", () => {
  const value = fc.oneof(fc.string(), fc.constantFrom(robot.sign, robot.timestamp));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom("timestamp", "sign", "__proto__"), value), (headers) => {
      const isRight = headers["timestamp"] === robot.timestamp && headers["sign"] === robot.sign;
      expect(verifyRobot(headers, ["appSecret"], atMs).forged === undefined).toBe(isRight);
    }),
  );
});
