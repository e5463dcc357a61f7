import { expect, test } from "vitest";
import { sentOf } from "../../shared/cloud/send.ts";

const sent = (requestId: string | undefined, taskId: string | undefined) =>
  sentOf(Promise.resolve({ body: { requestId, taskId } }), (body) => body.taskId);

test.each([
  ["without a request id", undefined, "t-1", "AnswerWithoutRequestId"],
  ["with a request id that is none", "<html>", "t-1", "AnswerWithoutRequestId"],
  ["without the id of its effect", "R-1", undefined, "AnswerWithoutId"],
  ["with an id of its effect that is none", "R-1", "t-1; drop", "AnswerWithoutId"],
])("an answer %s may be anybody's: what it came to is unknown", async (_, requestId, taskId, cause) => {
  expect(await sent(requestId, taskId)).toEqual({ kind: "unknown", cause });
});

test("an answer with both is an acceptance", async () => {
  expect(await sent("R-1", "t-1")).toEqual({ kind: "accepted", requestId: "R-1", evidenceId: "t-1" });
});
