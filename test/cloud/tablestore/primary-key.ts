import { invalid, OtsError } from "./ots-error.ts";
import type { Cell } from "./plain-buffer-reader.ts";
import type { NamedKey } from "./plain-buffer-writer.ts";
import type { ColumnSchema } from "./table-definition.ts";
import { type KeyBound, type KeyValue, plain, sizeBytes, typeOf } from "./values.ts";

/** String and binary key columns: 1 KB (documented). */
const maxKeyBytes = 1_024;

/** Checks the key of a row against the schema: names, order, types and sizes. */
export function checkPrimaryKey(schema: readonly ColumnSchema[], cells: readonly Cell[]): readonly KeyValue[] {
  return checkKeyBounds(schema, cells).map((value) => {
    if (typeof value === "symbol") throw invalid(`${value.description} is an invalid type for the primary key.`);
    return value;
  });
}

/** Like checkPrimaryKey, for the ends of a range: open ends are welcome. */
export function checkKeyBounds(schema: readonly ColumnSchema[], cells: readonly Cell[]): readonly KeyBound[] {
  if (cells.length !== schema.length) throw mismatch();
  return schema.map((column, position) => checkKeyColumn(column, cells[position]));
}

function checkKeyColumn({ name, type }: ColumnSchema, cell: Cell | undefined): KeyBound {
  const value = cell?.value;
  if (cell?.name !== name || value === undefined) throw mismatch();
  if (typeof value === "symbol") return value;
  if (typeof value === "number" || typeof value === "boolean" || typeOf(value) !== type) throw mismatch();
  if (type !== "INTEGER" && sizeBytes(value) > maxKeyBytes) throw tooLong(name, sizeBytes(value));
  return value;
}

/** The key with its column names. */
export const nameKey = (schema: readonly ColumnSchema[], key: readonly KeyValue[]): NamedKey =>
  schema.flatMap(({ name }, position) => {
    const value = key[position];
    return value === undefined ? [] : [{ name, value }];
  });

/** A key as it came, as a plain object, for the wire log. */
export const describeKey = (cells: readonly Cell[]) =>
  Object.fromEntries(cells.map(({ name, value }) => [name, value === undefined ? null : plain(value)]));

/** The instance that a row is about, so that a fault can single it out: the first ECS-like id within these cells. */
export function instanceIn(cells: readonly Cell[]): string | undefined {
  for (const { value } of cells) {
    const found = typeof value === "string" ? /(?<![a-z0-9])i-[a-z0-9]+/.exec(value)?.[0] : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const mismatch = () => new OtsError("OTSInvalidPK", "Primary key schema mismatch.");

const tooLong = (name: string, lengthBytes: number) =>
  invalid(
    `The length of primary key column: '${name}' exceeds the MaxLength: ${maxKeyBytes} with CurrentLength: ${lengthBytes}.`,
  );
