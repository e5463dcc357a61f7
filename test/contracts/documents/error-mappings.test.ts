import { describe, expect, test } from "vitest";
import { sentErrorOf } from "../../../shared/cloud/sdk-error.ts";
import { adviceFor, statusFor } from "../../../shared/operations/advice.ts";
import type { Advice } from "../../../shared/operations/advice-kinds.ts";
import { operations } from "../../../shared/operations/index.ts";
import type { ErrorRow } from "./error-row.ts";
import { errorRows, named } from "./error-rows.ts";

type Errors = Readonly<Record<string, Advice>>;

const keyOf = ({ status, code }: ErrorRow) => `${status} ${code}`;

function errorsOf(name: string): Errors {
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation === undefined) throw new Error(`${name} is no operation of the bundle`);
  return operation.errors;
}

const without = (errors: Errors, key: string): Errors =>
  Object.fromEntries(Object.entries(errors).filter(([name]) => name !== key));

/** What a caller is told of the row's error, and the status that a check of ours would give to its code. */
function told(errors: Errors, { status, code, answered = code }: ErrorRow) {
  const { lasting, next } = adviceFor(errors, status, answered);
  return { lasting, next, status: statusFor(errors, answered) };
}

/** The row as the document has it; of a code with several statuses a check of ours would give the first. */
const expected = ({ operation, code, lasting, next }: ErrorRow) => ({
  lasting,
  next,
  status: errorRows.find((row) => row.operation === operation && row.code === code)?.status,
});

test("the tables have every row of the six documents and of one before, by the way it is brought about", () => {
  const counts: Record<string, Record<string, number>> = {};
  for (const { document, how } of errorRows) {
    const tags = counts[document] ?? { validation: 0, state: 0, fault: 0 };
    counts[document] = { ...tags, [how]: (tags[how] ?? 0) + 1 };
  }
  expect(counts).toEqual({
    "000_6bab3723da52924c.txt": { validation: 0, state: 6, fault: 2 },
    "001_aea16385fa79369c.txt": { validation: 0, state: 1, fault: 2 },
    "002_aff242912838e600.txt": { validation: 0, state: 10, fault: 2 },
    "003_99c135417d617326.txt": { validation: 0, state: 7, fault: 2 },
    "004_64021e9106dd7b38.txt": { validation: 6, state: 62, fault: 17 },
    "ecs 2014-05-26 api-docs (2024-06-24)": { validation: 0, state: 0, fault: 2 },
    "ecs api-acceptinquiredsystemevent (2025)": { validation: 0, state: 1, fault: 9 },
  });
  expect(errorRows).toHaveLength(129);
});

test("the rows of each table are numbered without a gap", () => {
  for (const document of new Set(errorRows.map((row) => row.document))) {
    const rows = errorRows.filter((row) => row.document === document);
    expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1));
  }
});

test.each(operations.map(({ name, errors }): [string, Errors] => [name, errors]))(
  "each mapping of %s is a row of its document, and each row has a mapping",
  (name, errors) => {
    const rows = errorRows.filter(({ operation }) => operation === name);
    expect(Object.keys(errors).sort()).toEqual([...new Set(rows.map(keyOf))].sort());
  },
);

describe("without its mapping a caller would be told something else", () => {
  test.each(named(errorRows))("%s", (_, row) => {
    const errors = errorsOf(row.operation);
    expect(told(errors, row)).toEqual(expected(row));
    expect(told(without(errors, keyOf(row)), row)).not.toEqual(expected(row));
  });
});

const sdkError = (status: number, code: string) =>
  Object.assign(new Error("from the SDK"), { statusCode: status, code, data: { Code: code, RequestId: "r-1" } });

describe("the rule on unknown outcomes makes it one: another code, and a code of such a row with 4xx, are refusals", () => {
  test.each(named(errorRows.filter(({ as }) => as === "doubt")))("%s", (_, { status, code }) => {
    expect(sentErrorOf(sdkError(status, code))).toEqual({ kind: "unknown", cause: code });
    expect(sentErrorOf(sdkError(400, "OperationDenied"))).toMatchObject({ kind: "refused", status: 400 });
    expect(sentErrorOf(sdkError(403, "OperationDenied"))).toMatchObject({ kind: "refused", status: 403 });
  });
});

describe("the rule on throttling makes it no refusal", () => {
  test.each(named(errorRows.filter(({ as }) => as === "throttling")))("%s", (_, { status, code }) => {
    expect(sentErrorOf(sdkError(status, code))).toMatchObject({ kind: "none", why: "throttled", code });
    expect(sentErrorOf(sdkError(status, "NoPermission"))).toMatchObject({ kind: "refused" });
  });
});
