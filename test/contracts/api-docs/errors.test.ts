import { describe, expect, test } from "vitest";
import { answersBesides } from "./answers-besides.ts";
import { listedOf } from "./differences.ts";
import { gatewayRows } from "./gateway-rows.ts";
import { generalErrors } from "./general-errors.ts";
import { rowsNotPlayed } from "./rows-not-played.ts";
import { served } from "./served.ts";

/** True iff a row of the vendor's is that answer; one word may stand where the row has %s. */
const isRow = (row: string, answer: string) =>
  row === answer ||
  (row.includes("%s") && new RegExp(`^${row.replaceAll(".", "\\.").replace("%s", "\\w+")}$`).test(answer));

const described = served.map(({ name, vendorRows, rows }) => ({
  name,
  rows: [...rows],
  vendorRows,
  known: [...vendorRows, ...generalErrors],
}));

const gateway = { name: "gateway", rows: gatewayRows, vendorRows: generalErrors, known: generalErrors };
const everyRow = [...gatewayRows, ...described.flatMap(({ rows }) => rows)];

describe.each([...described, gateway].map((each) => [each.name, each] as const))("%s", (name, each) => {
  test("answers with rows of its description, or general ones, but for those that are listed with their reason", () => {
    const besides = each.rows.filter((answer) => !each.known.some((row) => isRow(row, answer)));
    expect([...new Set(besides)].toSorted()).toEqual(listedOf(answersBesides, name));
  });

  test("plays every row of its description, but for those that are listed with their reason", () => {
    const played = name === "gateway" ? everyRow : each.rows;
    const silent = each.vendorRows.filter((row) => !played.some((answer) => isRow(row, answer)));
    expect(silent.toSorted()).toEqual(listedOf(rowsNotPlayed, name));
  });
});

test("what is listed is of an action that the local cloud serves", () => {
  const names = new Set([...described.map(({ name }) => name), "gateway"]);
  const listed = [...answersBesides, ...rowsNotPlayed].flatMap(({ of }) => Object.keys(of));
  expect(listed.filter((name) => !names.has(name))).toEqual([]);
});
