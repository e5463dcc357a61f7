import { expect, test } from "vitest";
import type { Current } from "../../shared/ledger/row.ts";
import { replyOf } from "../../shared/standing-reply.ts";

const answer = {
  statusCode: 200,
  body: '{"RequestId":"r","ClientToken":"theirs","OperationId":"op-1","State":"Accepted"}',
};
const answeredBy = { operationId: "op-1", operation: "RedeployInstance" };
const replay = { kind: "replay", state: "Succeeded", answer, operationId: "op-1", answeredBy } as const;

const mine = { clientToken: "mine", mayKnow: false };

test("an answer that another operation got for the event says so, at first and when its token is used again", () => {
  const first = replyOf({ ...replay, by: "event" }, "now", mine);
  const again = replyOf({ ...replay, by: "token" }, "later", mine);
  expect(JSON.parse(first.body)).toEqual({
    RequestId: "r",
    ClientToken: "mine",
    OperationId: "op-1",
    State: "Accepted",
    AnsweredBy: { Operation: "RedeployInstance", OperationId: "op-1" },
  });
  expect(again.body).toBe(first.body);
});

test("an event that was answered so long ago that the outcome is forgotten still names the operation", () => {
  const forgotten = { operationId: "op-1", operation: undefined };
  const ended = { kind: "ended", by: "event", state: "Unknown", operationId: "op-1", answeredBy: forgotten } as const;
  expect(JSON.parse(replyOf(ended, "now").body)).toEqual({
    RequestId: "now",
    OperationId: "op-1",
    State: "Unknown",
    AnsweredBy: { OperationId: "op-1" },
  });
});

test("one's own answer again is the first one, byte for byte", () => {
  const { body } = replyOf({ ...replay, by: "token", answeredBy: undefined }, "later", mine);
  expect(body).toBe(answer.body);
});

test("only who may resolve hears what another operation is, and whose", () => {
  const current = {
    operation: "RedeployInstance",
    operationId: "op-1",
    actor: "oncall",
    source: "http",
    progress: { state: "Accepted" },
  } as Current;
  const told = (mayKnow: boolean) => () => replyOf({ kind: "conflict", current }, "now", { ...mine, mayKnow });
  expect(told(true)).toThrow("RedeployInstance op-1 (by oncall over http, Accepted) is current on this instance");
  expect(told(false)).toThrow(/^Another operation is current on this instance\. This call changed nothing/);
});
