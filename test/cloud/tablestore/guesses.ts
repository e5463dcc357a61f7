import type { Guess } from "../core/guesses.ts";
import { INDEX_LAG_MS, LONG_INDEX_LAG_MS } from "./secondary-index.ts";

/** What the local Tablestore does that no document says. */
export const tablestoreGuesses: readonly Guess[] = [
  [
    "index-lag",
    `A secondary index shows a change ${INDEX_LAG_MS} ms of world time after its table.`,
    "secondary-index",
    `${LONG_INDEX_LAG_MS} ms.`,
  ],
  ["index-listed", "ListTable names indexes too; DescribeTable does not describe them.", "database"],
  ["table-ready", "A new table can be used at once; DeleteTable takes its indexes along.", "actions/create-table"],
  ["defined-type", "A predefined column takes values of its own type only.", "check-row-write"],
  ["after-modify-key", "RT_AFTER_MODIFY returns counters without the primary key.", "apply-row-write"],
  ["update-creates", "UpdateRow of a missing row makes the row even if it only deletes columns.", "apply-row-write"],
  ["row-expiry", "A row without cells expires a time to live after its last write.", "row"],
  ["columns-to-get", "A row that has none of columnsToGet is not returned.", "row-read"],
  ["condition-types", "Values of different types fulfil no comparison, not even NOT_EQUAL.", "column-condition"],
  ["sub-filters", "AND and OR take 2 or more conditions; the error table says exactly 2.", "column-condition"],
  ["batch-repeated", "A row named twice fails its whole batch, whatever its conditions.", "actions/batch-write-row"],
  ["batch-get", "A missing table or wrong key fails a whole BatchGetRow.", "actions/batch-get-row"],
  ["list-right", "ListTable needs ots:ListTable on table/*.", "authorize"],
  ["capacity", "Every call says that it consumed one capacity unit.", "messages"],
  ["wording", "Messages of counters, index limits and a wrong security token are our own words.", "check-row-write"],
].map(([id, text, file, flip]) => ({
  id: `tablestore.${id}`,
  text: `${text}`,
  source: `test/cloud/tablestore/${file}.ts`,
  flip,
}));
