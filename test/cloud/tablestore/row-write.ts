import { type ColumnCondition, describeCondition, readColumnCondition } from "./column-condition.ts";
import { invalid, notServed } from "./ots-error.ts";
import { type Cell, readRow, type WireRow } from "./plain-buffer-reader.ts";
import { describeKey } from "./primary-key.ts";
import { plain } from "./values.ts";

export type WriteKind = "PUT" | "UPDATE" | "DELETE";
type RowExistence = "IGNORE" | "EXPECT_EXIST" | "EXPECT_NOT_EXIST";

/** One write to one row, as PutRow, UpdateRow, DeleteRow and BatchWriteRow carry it. */
export type RowWrite = WireRow & {
  readonly kind: WriteKind;
  readonly table: string;
  readonly expect: RowExistence;
  readonly condition: ColumnCondition | undefined;
  readonly returns: "NONE" | "PRIMARY_KEY" | "AFTER_MODIFY";
  readonly returnColumns: readonly string[];
};

type WireWrite = {
  readonly condition: { readonly rowExistence: number; readonly columnCondition: Uint8Array };
  readonly returnContent: { readonly returnType: number; readonly returnColumnNames: string[] } | null;
  readonly transactionId?: string;
};

/** Reads a write off the wire. */
export function readRowWrite(kind: WriteKind, table: string, row: Uint8Array, wire: WireWrite): RowWrite {
  if (wire.transactionId !== undefined && wire.transactionId !== "") throw notServed("local transactions");
  const expect = existences[wire.condition.rowExistence];
  if (expect === undefined) {
    throw invalid(`Invalid row-existence expectation: ${wire.condition.rowExistence}.`);
  }
  const returns = returnTypes[wire.returnContent?.returnType ?? 0];
  if (returns === undefined) throw invalid(`Invalid return type: ${wire.returnContent?.returnType}.`);
  return {
    ...readRow(row),
    kind,
    table,
    expect,
    condition: readColumnCondition(wire.condition.columnCondition),
    returns,
    returnColumns: wire.returnContent?.returnColumnNames ?? [],
  };
}

/** The write as plain JSON, for the wire log. */
export function describeRowWrite({ kind, table, primaryKey, cells, expect, condition }: RowWrite) {
  const values = (change: Cell["change"]) =>
    Object.fromEntries(
      cells
        .filter((cell) => cell.change === change)
        .map(({ name, value }) => [name, value === undefined ? null : plain(value)]),
    );
  return {
    table,
    kind,
    primaryKey: describeKey(primaryKey),
    put: values("PUT"),
    increment: values("INCREMENT"),
    delete: cells.filter(({ change }) => change === "DELETE" || change === "DELETE_ALL").map(({ name }) => name),
    condition: { row: expect, ...(condition === undefined ? {} : { column: describeCondition(condition) }) },
  };
}

const existences: readonly RowExistence[] = ["IGNORE", "EXPECT_EXIST", "EXPECT_NOT_EXIST"];
const returnTypes = ["NONE", "PRIMARY_KEY", "AFTER_MODIFY"] as const;
