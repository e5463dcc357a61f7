import { describe, expect, test } from "vitest";
import { isDocumented, printOf } from "../../../shared/cloud/documented.ts";
import { errorRows } from "./error-rows.ts";
import { otherTexts } from "./other-texts.ts";

const rows = errorRows.map(({ code, message }) => [code, message] as const);
const texts = [...rows, ...otherTexts].filter(([, text]) => text !== "%s");

test("every text of the documents is known as one; what is missing stands here as it is to be added", () => {
  const filled = texts.map(([code, text]) => [
    code,
    text,
    code.replace("%s", "EventId"),
    text.replace("%s", "EventId"),
  ]);
  const missing = filled.filter(([, , code = "", text = ""]) => !isDocumented(code, text));
  expect(missing.map(([code = "", text = ""]) => printOf(code, text))).toEqual([]);
});

test("a text of more or fewer blanks, or without its full stop, is the same text", () => {
  expect(isDocumented("DiskError", "IncorrectDiskStatus")).toBe(true);
  expect(isDocumented("InvalidInstanceId.NotFound", " The specified InstanceId  does not exist.\n")).toBe(true);
});

test("one word may stand where the document has %s, and nothing else", () => {
  const told = (zone: string) =>
    isDocumented(
      "QuotaExceed.DiskCapacity",
      `The used capacity of disk type has exceeded the quota in the zone, ${zone}.`,
    );
  expect(told("cn-hangzhou-i")).toBe(true);
  expect(told("cn-hangzhou-i, and the password is Ab1-x")).toBe(false);
  expect(told("x".repeat(600))).toBe(false);
  const field = (code: string) => isDocumented(code, "The specified field EventId invalid. Please check it again.");
  expect(field("InvalidParameter.EventId")).toBe(true);
  expect(field("InvalidParameter.ResourceId")).toBe(false);
});

describe("what is no document's text for that code is not taken for one", () => {
  test.each([
    ["another code's text", "DiskError", "The specified InstanceId does not exist."],
    ["a text with more behind it", "InvalidInstanceId.NotFound", "The specified InstanceId does not exist. Password=x"],
    ["any text, where the document has %s alone", "InvalidOperation.RedeployInstance", "hunter2"],
    ["no text", "InvalidInstanceId.NotFound", ""],
  ])("%s", (_, code, text) => {
    expect(isDocumented(code, text)).toBe(false);
  });
});
