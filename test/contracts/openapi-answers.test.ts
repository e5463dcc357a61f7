import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { heldError } from "../../shared/attempt/refusals.ts";
import { wait } from "../../shared/ledger/progress.ts";
import { root } from "../local.ts";
import { checkAnswer } from "../openapi-answers.ts";

const accepted = { RequestId: "R-1", TaskId: "t-1", ClientToken: "t", OperationId: "0", State: "Accepted" };
const busy = { RequestId: "R-1", Code: "OperationConflict", Message: "Busy." };

/** An answer of a function as the hand of a tester sees it. */
function check(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
  name = "redeploy-instance",
) {
  const plain = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers };
  const seen = { status, headers: new Headers(plain), text: JSON.stringify(body), body: { ...body } };
  return () => checkAnswer(name, seen);
}

test("answers as the document has them pass, and what FC answers itself is none of the function's", () => {
  expect(check(200, accepted, { "Idempotency-Replayed": "token", "Operation-State": "Accepted" })).not.toThrow();
  expect(check(409, busy, { "Retry-After": "60" })).not.toThrow();
  expect(check(502, { RequestId: "R-1", Code: "BadGateway" }, { "x-fc-error-type": "BadGateway" })).not.toThrow();
});

test.each<[string, () => void, RegExp]>([
  ["a status that is not listed", check(418, busy), /the status is not documented/],
  ["a field that is not listed", check(200, { ...accepted, Extra: 1 }), /"unevaluatedProperty":"Extra"/],
  [
    "another operation's field without its name",
    check(200, accepted, {}, "reboot-instance"),
    /must have property AnsweredBy/,
  ],
  ["a state that is not listed", check(200, { ...accepted, State: "Fine" }), /\/State must be equal to one of/],
  ["an error without its message", check(409, { RequestId: "R-1", Code: "C" }), /required property 'Message'/],
  ["a header that is not listed", check(409, busy, { "X-Debug": "1" }), /the header x-debug is not documented/],
  ["a pause of no seconds", check(409, busy, { "Retry-After": "0" }), /the header retry-after must be >= 1/],
  ["another media type", check(409, busy, { "content-type": "text/html" }), /the media type text\/html/],
  ["a function without a path", check(409, busy, {}, "reconcile"), /the function has no path/],
])("an answer with %s is refused", (_, checked, why) => {
  expect(checked).toThrow(why);
});

test("every code by which a call is held back stands in the contract with its status, and nothing waits for what it does not name", () => {
  const markdown = readFileSync(path.join(root, "shared/openapi.md"), "utf8");
  const document = JSON.parse(readFileSync(path.join(root, "shared/openapi.json"), "utf8"));
  const { responses } = document.paths["/redeploy-instance/"].post;
  for (const code of [
    "OperationPaused",
    "Forbidden.Frozen",
    "LimitReached",
    "CooldownActive",
    "AttemptsUsedUp",
  ] as const) {
    const { status } = heldError({ code, untilMs: undefined, why: "" }, "i-1", 0);
    expect(markdown).toContain(`| ${status} \`${code}\``);
    expect(responses[status].description).toContain(code);
  }
  for (const what of wait.shape.for.options) expect(markdown).toContain(`| \`${what}\` `);
});
