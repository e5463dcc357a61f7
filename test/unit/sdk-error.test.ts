import { expect, test } from "vitest";
import { readErrorOf, sentErrorOf } from "../../shared/cloud/sdk-error.ts";

/** An error as the SDK throws it for an answer with a JSON body. */
const answered = (statusCode: number | undefined, code: string, body: object = { Code: code, RequestId: "r-1" }) =>
  Object.assign(new Error(code), { ...(statusCode !== undefined && { statusCode }), code, data: body });

test.each([
  ["a code of the document", answered(403, "IncorrectInstanceStatus"), "refused"],
  ["a throttle", answered(400, "Throttling.User"), "none"],
  ["a date that is too old", answered(400, "InvalidTimeStamp.Expired"), "unknown"],
  ["the older code for it", answered(400, "IllegalTimestamp"), "unknown"],
  ["no connection", answered(undefined, "ECONNREFUSED"), "none"],
  ["a nonce that was used", answered(400, "SignatureNonceUsed"), "unknown"],
  ["a server error", answered(503, "ServiceUnavailable"), "unknown"],
  ["a server error about credentials", answered(500, "InvalidCredentials"), "unknown"],
  ["400 InternalError", answered(400, "InternalError"), "unknown"],
  ["400 ServiceUnavailable", answered(400, "ServiceUnavailable"), "unknown"],
  ["a token that is being worked on", answered(403, "LastTokenProcessing"), "unknown"],
  ["a proxy that gave up waiting", answered(408, "RequestTimeout"), "unknown"],
  ["403 without a code of the cloud", answered(403, "undefined", {}), "unknown"],
  ["429 without a code of the cloud", answered(429, "undefined", { error: "slow down" }), "unknown"],
  ["403 without a request id", answered(403, "Forbidden.RAM", { Code: "Forbidden.RAM" }), "unknown"],
])("a send that gets %s is %s", (_, error, kind) => {
  expect(sentErrorOf(error).kind).toBe(kind);
});

test.each([
  ...["InternalError", "ServiceUnavailable", "UnknownError", "LastTokenProcessing", "IdempotentProcessing"],
  ...["SignatureNonceUsed", "InvalidTimeStamp.Expired", "IllegalTimestamp"],
])("a send that gets 400 %s may have been taken", (code) => {
  expect(sentErrorOf(answered(400, code))).toEqual({ kind: "unknown", cause: code });
});

test.each([399, 408, 499, 500])("a send that gets %s with any code may have been taken", (status) => {
  expect(sentErrorOf(answered(status, "AnyCode"))).toEqual({ kind: "unknown", cause: "AnyCode" });
});

test("a refusal keeps its status, its code and the words that a document has for it", () => {
  const Message = "The current status of the resource does not support this operation.";
  const body = { Code: "IncorrectInstanceStatus", RequestId: "r-1", Message };
  for (const status of [400, 498])
    expect(sentErrorOf(answered(status, "IncorrectInstanceStatus", body))).toEqual({
      kind: "refused",
      status,
      code: "IncorrectInstanceStatus",
      message: Message,
    });
});

test.each([
  ["of its own", "Password=Ab1%2CSecretTail9%23 does not match."],
  ["with something behind them", "The current status of the resource does not support this operation. Hunter2"],
  ["that are none", undefined],
])("of words %s a refusal keeps the request id, and says where to look", (_, Message) => {
  const body = { Code: "IncorrectInstanceStatus", RequestId: "4C467B38-3910", ...(Message && { Message }) };
  expect(sentErrorOf(answered(403, "IncorrectInstanceStatus", body))).toMatchObject({
    kind: "refused",
    code: "IncorrectInstanceStatus",
    message:
      "The cloud refused it in words that no document has, which are not kept; ActionTrail has the call under the request id 4C467B38-3910",
  });
});

test.each(["Password is Hunter2", "x".repeat(129), "Ünknown"])("%s is nobody's code, and is not told", (code) => {
  expect(sentErrorOf(answered(403, code))).toEqual({ kind: "unknown", cause: "UnknownCode" });
  const { message } = readErrorOf(answered(403, code), "DescribeTasks");
  expect(message).toBe("DescribeTasks could not be read (UnknownCode). This read changed nothing; try again.");
});

test.each(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "InvalidCredentials"])(
  "%s without an answer proves that nothing was sent, and is tried again in a minute",
  (code) => {
    expect(sentErrorOf(answered(undefined, code))).toEqual({
      kind: "none",
      why: "notSent",
      code,
      retryAfterMs: 60_000,
    });
  },
);

test("an answer that never came may have been taken, whatever its error carries", () => {
  expect(sentErrorOf(answered(undefined, "ECONNRESET"))).toEqual({ kind: "unknown", cause: "ECONNRESET" });
  expect(sentErrorOf("thrown text")).toEqual({ kind: "unknown", cause: "unknown" });
  expect(sentErrorOf(undefined)).toEqual({ kind: "unknown", cause: "unknown" });
  expect(sentErrorOf(new RangeError("no code"))).toEqual({ kind: "unknown", cause: "RangeError" });
  expect(sentErrorOf(answered(undefined, ""))).toEqual({ kind: "unknown", cause: "Error" });
  expect(sentErrorOf(Object.assign(new Error("a"), { code: 7, statusCode: "403", data: null }))).toEqual({
    kind: "unknown",
    cause: "Error",
  });
});

test.each([
  ["text", "Forbidden.RAM r-1"],
  ["nothing", null],
  ["an empty code", { Code: "", RequestId: "r-1" }],
  ["a request id of another form", { Code: "Forbidden.RAM", RequestId: "r 1, Password=x" }],
  ["an empty request id", { Code: "Forbidden.RAM", RequestId: "" }],
  ["a code that is no text", { Code: 1, RequestId: "r-1" }],
])("a 403 whose body is %s is no answer of the cloud", (_, data) => {
  const error = Object.assign(new Error("Forbidden.RAM"), { statusCode: 403, code: "Forbidden.RAM", data });
  expect(sentErrorOf(error)).toEqual({ kind: "unknown", cause: "Forbidden.RAM" });
});

test("a throttled send is tried again when the cloud says, or in a minute", () => {
  const throttled = { kind: "none", why: "throttled", code: "Throttling.User" };
  expect(sentErrorOf(answered(400, "Throttling.User"))).toEqual({ ...throttled, retryAfterMs: 60_000 });
  const told = Object.assign(answered(400, "Throttling.User"), { retryAfter: 1_500 });
  expect(sentErrorOf(told)).toEqual({ ...throttled, retryAfterMs: 1_500 });
});

test("a read that fails is unavailable for five seconds, a throttled one for a minute, or as long as the cloud says", () => {
  expect(readErrorOf(answered(403, "Forbidden.RAM"), "DescribeTasks")).toMatchObject({
    kind: "unavailable",
    code: "ServiceUnavailable",
    message: "DescribeTasks could not be read (Forbidden.RAM, request id r-1). This read changed nothing; try again.",
    retryAfterSeconds: 5,
  });
  expect(readErrorOf(answered(400, "Throttling.User"), "DescribeTasks")).toMatchObject({
    kind: "throttled",
    code: "Throttling.User",
    retryAfterSeconds: 60,
  });
  const told = Object.assign(answered(400, "Throttling.User"), { retryAfter: 1_500 });
  expect(readErrorOf(told, "DescribeTasks")).toMatchObject({ retryAfterSeconds: 2 });
});

test("what the transport said is attached to a read that fails, what the cloud said is not", () => {
  const reset = answered(undefined, "ECONNRESET");
  expect(readErrorOf(reset, "DescribeTasks").cause).toBe(reset);
  expect(readErrorOf(answered(403, "Forbidden.RAM"), "DescribeTasks").cause).toBeUndefined();
});

test("a read that fails speaks of itself only, since its words are told of a send in doubt too", () => {
  const { message } = readErrorOf(answered(503, "ServiceUnavailable"), "DescribeTasks");
  expect(message).toMatch(/^DescribeTasks could not be read .* This read changed nothing; try again\.$/);
});
