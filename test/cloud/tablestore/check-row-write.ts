import type { Database } from "./database.ts";
import { invalid, notServed } from "./ots-error.ts";
import type { Cell, CellChange } from "./plain-buffer-reader.ts";
import { checkPrimaryKey } from "./primary-key.ts";
import type { RowWrite, WriteKind } from "./row-write.ts";
import { isName, type TableDefinition } from "./table-definition.ts";
import { type KeyValue, sizeBytes, typeOf } from "./values.ts";

/** Attribute columns: 2 MB each, 1,024 in one write (documented). */
const maxColumnBytes = 2 * 1024 * 1024;
const maxColumns = 1_024;

/** Refuses what the documents refuse before a row is even looked at; returns the key. */
export function checkRowWrite(
  write: RowWrite,
  table: TableDefinition,
  nowMs: number,
  { updateMakesRows }: Pick<Database, "updateMakesRows">,
): readonly KeyValue[] {
  if (write.kind === "UPDATE" && write.expect === "EXPECT_NOT_EXIST" && !updateMakesRows)
    throw invalid("Invalid condition: EXPECT_NOT_EXIST while updating row."); // the SDK's tests for API 2014-08-08
  const primaryKey = checkPrimaryKey(table.primaryKey, write.primaryKey);
  for (const rule of rules[write.kind]) {
    const complaint = rule(write);
    if (complaint !== undefined) throw invalid(complaint);
  }
  for (const cell of write.cells) {
    checkColumn(cell, table);
    checkCell(cell);
    checkTimestamp(cell, table, nowMs);
  }
  refuseMixedCounters(write.cells);
  return primaryKey;
}

type Rule = (write: RowWrite) => string | undefined;

const tooManyColumns: Rule = ({ cells }) =>
  cells.length > maxColumns
    ? `The number of attribute columns exceeds the limit, limit count:${maxColumns}, column count: ${cells.length}.`
    : undefined;
const deleteMarker: Rule = ({ deletes }) =>
  deletes ? "Invalid request of put/update row: unexpected RowDeleteMarker in request." : undefined;

const rules: Readonly<Record<WriteKind, readonly Rule[]>> = {
  PUT: [
    deleteMarker,
    tooManyColumns,
    ({ cells }) => {
      const changed = cells.find(({ change }) => change !== "PUT");
      return changed && `OpType cannot be given for column name:${changed.name} in PutRow.`;
    },
  ],
  UPDATE: [
    deleteMarker,
    tooManyColumns,
    ({ cells }) => (cells.length === 0 ? "Invalid update row request: missing cells in request." : undefined),
  ],
  DELETE: [
    ({ deletes }) => (deletes ? undefined : "Invalid request of delete row: missing RowDeleteMarker in request."),
    ({ cells }) => (cells.length > 0 ? "Invalid delete row request: unexpected cells in request." : undefined),
  ],
};

function checkColumn({ name, value }: Cell, { primaryKey, definedColumns }: TableDefinition): void {
  if (!isName(name)) throw invalid(`Invalid column name: '${name}'.`);
  if (name === "timestamp") throw notServed("a column named 'timestamp', which the Node.js SDK cannot carry");
  if (primaryKey.some((column) => column.name === name)) {
    throw invalid(`Duplicated attribute column name with primary key column: '${name}'.`);
  }
  if (value === undefined || typeof value === "symbol") return;
  if (sizeBytes(value) > maxColumnBytes) {
    throw invalid(
      `The length of attribute column: '${name}' exceeded the MaxLength:${maxColumnBytes} with Current Length:${sizeBytes(value)}.`,
    );
  }
  const defined = definedColumns.find((column) => column.name === name);
  if (defined !== undefined && defined.type !== typeOf(value)) {
    // That a predefined column takes its own type only is invented.
    throw invalid(`Invalid column type: column '${name}' is defined as ${defined.type}, not ${typeOf(value)}.`);
  }
}

function checkCell(cell: Cell): void {
  if (typeof cell.value === "symbol") {
    throw invalid(`${cell.value.description} is an invalid type for the attribute column.`);
  }
  const complaint = complaints[cell.change](cell);
  if (complaint !== undefined) throw invalid(complaint);
}

const complaints: Readonly<Record<CellChange, (cell: Cell) => string | undefined>> = {
  PUT: ({ name, value }) => {
    if (value === undefined) return `Cell data broken, attr has no value, name:${name}.`;
    if (typeof value !== "number" || Number.isFinite(value)) return undefined;
    return `${Number.isNaN(value) ? "NaN" : "Infinity"} can't be set to double value.`;
  },
  INCREMENT: ({ name, value }) =>
    typeof value === "bigint" ? undefined : `Invalid cell: ${name}. INCREMENT needs an INTEGER.`, // wording invented
  DELETE: ({ timestampMs }) =>
    timestampMs === undefined ? "Timestamp must be given when type is DELETE_ONE_VERSION." : undefined,
  DELETE_ALL: ({ timestampMs }) =>
    timestampMs === undefined ? undefined : "Timestamp cannot be given when type is DELETE_ALL_VERSION.",
};

/** A version must lie in [max(now − deviation, now − time to live), now + deviation) (documented). */
function checkTimestamp({ name, change, timestampMs }: Cell, table: TableDefinition, nowMs: number): void {
  if (timestampMs === undefined || change === "DELETE") return;
  const lifeMs = table.timeToLiveSeconds < 0 ? Number.POSITIVE_INFINITY : table.timeToLiveSeconds * 1_000;
  const deviationMs = table.maxDeviationSeconds * 1_000;
  const earliestMs = nowMs - Math.min(deviationMs, lifeMs);
  if (timestampMs < earliestMs || timestampMs >= nowMs + deviationMs) throw invalid(`Invalid timestamp. Cell:${name}.`);
}

/** "You cannot specify a column as an atomic counter and update the column in a single update request." */
function refuseMixedCounters(cells: readonly Cell[]): void {
  const counted = cells.filter(({ change }) => change === "INCREMENT").map(({ name }) => name);
  const mixed = counted.find((name) => cells.filter((cell) => cell.name === name).length > 1);
  if (mixed !== undefined) {
    throw invalid(`Invalid cell: ${mixed}. A column cannot be an atomic counter and updated in one request.`); // wording invented
  }
}
