import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../hand.ts";
import { createDocumentBench } from "./document-bench.ts";
import type { ErrorRow } from "./error-row.ts";
import { errorRows, named } from "./error-rows.ts";
import { goodEvents, goodInputs } from "./good-inputs.ts";

const bench = createDocumentBench();

/** Calls twice with one token, and tells what was sent after each call; the world must be as before. */
async function askTwice({ operation, input, raise }: ErrorRow) {
  const asked = { ...input, ...(await bench.raise(raise)), ClientToken: bench.newToken() };
  const before = await bench.world();
  const first = await bench.ask(operation, asked);
  const sentFirst = (await bench.sends(operation)).length;
  const again = await bench.ask(operation, asked);
  const sent = [sentFirst, (await bench.sends(operation)).length];
  expect(await bench.world()).toEqual(before);
  return { first, again, sent };
}

/** The cloud's answer to the next two sends. */
async function planFault({ operation, status, code, answered = code }: ErrorRow) {
  await bench.fail(operation, { effect: "error", status, code: answered, times: 2 });
}

function expectRefusal({ status, code, answered = code }: ErrorRow, answer: HttpAnswer, ending: string) {
  expect([answer.status, answer.body["Code"]]).toEqual([status, answered]);
  expect(String(answer.body["Message"]).slice(-ending.length)).toBe(ending);
}

/** A lasting refusal is its token's answer for good; after any other one the same token is tried anew. */
function expectMemory({ lasting }: ErrorRow, { first, again }: { first: HttpAnswer; again: HttpAnswer }) {
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(again.headers.get("idempotency-replayed")).toBe(lasting ? "token" : null);
  if (lasting) expect(again.text).toBe(first.text);
}

/** The document's text, with anything in the place of its %s. */
const textOf = ({ message }: ErrorRow) =>
  new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll("%s", ".*")}`);

const rowsBy = (claims: (row: ErrorRow) => boolean) => named(errorRows.filter(claims));
const isOurs = (row: ErrorRow) => row.how === "validation" || (row.how === "state" && row.by === "look");

describe("our own check refuses, before any call", () => {
  test.each(rowsBy(({ how }) => how === "validation"))("%s", async (_, row) => {
    const { first, again } = await askTwice(row);
    expectRefusal(row, first, "Nothing was changed.");
    expectRefusal(row, again, "Nothing was changed.");
    expect(again.headers.get("idempotency-replayed")).toBeNull();
    expect(await bench.callsOf(row.operation)).toEqual([]);
  });
});

describe("our look refuses, before the send", () => {
  test.each(rowsBy((row) => row.how === "state" && row.by === "look"))("%s", async (_, row) => {
    const { first, again, sent } = await askTwice(row);
    expectRefusal(row, first, row.next);
    expectRefusal(row, again, row.next);
    expectMemory(row, { first, again });
    expect(sent).toEqual([0, 0]);
  });
});

describe("the cloud refuses what is sent", () => {
  test.each(rowsBy((row) => row.how === "state" && row.by === "cloud"))("%s", async (_, row) => {
    const { first, again, sent } = await askTwice(row);
    expectRefusal(row, first, row.next);
    expect(first.body["Message"]).toMatch(textOf(row));
    expectRefusal(row, again, row.next);
    expectMemory(row, { first, again });
    expect(sent).toEqual([1, row.lasting ? 1 : 2]);
  });

  test.each(rowsBy(({ how, as }) => how === "fault" && as === "refusal"))("%s", async (_, row) => {
    await planFault(row);
    const { first, again, sent } = await askTwice(row);
    expectRefusal(row, first, row.next);
    expectRefusal(row, again, row.next);
    expectMemory(row, { first, again });
    expect(sent).toEqual([1, row.lasting ? 1 : 2]);
  });
});

describe("what we refuse ourselves is told the same way if only the cloud sees it", () => {
  test.each(rowsBy(isOurs))("%s", async (_, row) => {
    const { operation } = row;
    const raise = goodEvents[operation];
    await planFault(row);
    const { first, again, sent } = await askTwice({
      ...row,
      input: { ...goodInputs[operation] },
      ...(raise && { raise }),
    });
    expectRefusal(row, first, row.next);
    expectRefusal(row, again, row.next);
    expectMemory(row, { first, again });
    expect(sent).toEqual([1, row.lasting ? 1 : 2]);
  });
});

describe("an outcome that the cloud does not know is in doubt, never a failure, and is not sent again", () => {
  test.each(rowsBy(({ as }) => as === "doubt"))("%s", async (_, row) => {
    await planFault(row);
    const { first, again, sent } = await askTwice(row);
    expect([first.status, first.body["State"], first.body["Cause"]]).toEqual([202, "InDoubt", row.code]);
    expect([again.status, again.body["State"], again.body["Cause"]]).toEqual([202, "InDoubt", row.code]);
    expect(again.headers.get("idempotency-replayed")).toBeNull();
    expect(sent).toEqual([1, 1]);
  });
});

describe("throttling is 429, and the same token is tried anew", () => {
  test.each(rowsBy(({ as }) => as === "throttling"))("%s", async (_, row) => {
    await bench.fail(row.operation, { effect: "throttle", times: 2 });
    const { first, again, sent } = await askTwice(row);
    for (const answer of [first, again]) {
      expect([answer.status, answer.body["Code"], answer.headers.get("retry-after")]).toEqual([429, row.code, "60"]);
      expect(answer.body["Message"]).toMatch(/try again with the same token\.$/);
    }
    expect(sent).toEqual([1, 2]);
  });
});
