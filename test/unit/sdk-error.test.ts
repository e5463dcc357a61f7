import { expect, test } from "vitest";
import { readPages } from "../../shared/cloud/read.ts";
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

test("a list that does not end within ten pages is not read at all, rather than in part", async () => {
  const endless = readPages<number, true>("DescribeTasks", async () => ({ items: [1], next: true }));
  await expect(endless).rejects.toMatchObject({
    kind: "unavailable",
    message: expect.stringMatching(/^DescribeTasks/),
  });
});

test("a read that fails speaks of itself only, since its words are told of a send in doubt too", () => {
  const { message } = readErrorOf(answered(503, "ServiceUnavailable"), "DescribeTasks");
  expect(message).toBe("DescribeTasks could not be read (ServiceUnavailable). This read changed nothing; try again.");
});
