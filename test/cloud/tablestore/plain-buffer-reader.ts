import { isUtf8 } from "node:buffer";
import { invalid } from "./ots-error.ts";
import { type ColumnValue, INF_MAX, INF_MIN, type KeyBound } from "./values.ts";

export type CellChange = "PUT" | "DELETE" | "DELETE_ALL" | "INCREMENT";

export type Cell = {
  readonly name: string;
  readonly value: ColumnValue | KeyBound | undefined;
  readonly change: CellChange;
  readonly timestampMs: number | undefined;
};

export type WireRow = {
  readonly primaryKey: readonly Cell[];
  readonly cells: readonly Cell[];
  /** True iff the row carries the delete marker. */
  readonly deletes: boolean;
};

/**
 * Reads one row in PlainBuffer. The SDK's own reader cannot: it knows neither open range ends nor cell operations.
 * Checksums are skipped, for the MD5 and the signature of the whole body were checked before.
 */
export function readRow(bytes: Uint8Array): WireRow {
  const cursor = createCursor(bytes);
  if (cursor.int32() !== header) throw invalid("Cell data broken, mismatch header.");
  const row = { primaryKey: [] as Cell[], cells: [] as Cell[], deletes: false };
  let part = row.primaryKey;
  const rowParts: Readonly<Record<number, () => void>> = {
    1: () => {
      part = row.primaryKey;
    },
    2: () => {
      part = row.cells;
    },
    3: () => void part.push(readCell(cursor)),
    8: () => {
      row.deletes = true;
    },
  };
  // What follows the row checksum is ignored: the SDK allocates a byte too many for each open range end.
  for (let tag = cursor.byte(); tag !== tags.rowChecksum; tag = cursor.byte()) {
    const read = rowParts[tag];
    if (read === undefined) throw invalid(`Cell data broken, mismatch tag, actual tag(${tag}).`);
    read();
  }
  return row;
}

/** Reads a lone value, as column conditions carry it. */
export function readValue(bytes: Uint8Array): ColumnValue {
  const value = readVariant(createCursor(bytes));
  if (typeof value === "symbol") throw invalid("data format is invalid, unknown variant type occured.");
  return value;
}

function readCell(cursor: Cursor): Cell {
  const cell: Draft = { name: "", value: undefined, change: "PUT", timestampMs: undefined };
  for (;;) {
    const tag = cursor.byte();
    if (tag === tags.cellChecksum) {
      cursor.byte();
      return cell;
    }
    const read = cellParts[tag];
    if (read === undefined) throw invalid(`Cell data broken, no valid element in Cell, name: ${cell.name}.`);
    read(cursor, cell);
  }
}

type Draft = { -readonly [Part in keyof Cell]: Cell[Part] };

const header = 0x75;
const tags = { rowChecksum: 9, cellChecksum: 10 } as const;

const changes: Readonly<Record<number, CellChange>> = { 1: "DELETE_ALL", 3: "DELETE", 4: "INCREMENT" };

const cellParts: Readonly<Record<number, (cursor: Cursor, cell: Draft) => void>> = {
  4: (cursor, cell) => {
    cell.name = cursor.text(cursor.int32());
  },
  5: (cursor, cell) => {
    cursor.int32(); // length of the value, which the variant says again
    cell.value = readVariant(cursor);
  },
  6: (cursor, cell) => {
    const change = changes[cursor.byte()];
    if (change === undefined) throw invalid("Invalid op type of cell.");
    cell.change = change;
  },
  7: (cursor, cell) => {
    cell.timestampMs = Number(cursor.int64());
  },
};

function readVariant(cursor: Cursor): ColumnValue | KeyBound {
  const read = variants[cursor.byte()];
  if (read === undefined) throw invalid("data format is invalid, unknown variant type occured.");
  return read(cursor);
}

/** By variant type; 11, auto-increment keys, is not served. */
const variants: Readonly<Record<number, (cursor: Cursor) => ColumnValue | KeyBound>> = {
  0: (cursor) => cursor.int64(),
  1: (cursor) => cursor.double(),
  2: (cursor) => cursor.byte() !== 0,
  3: (cursor) => cursor.text(cursor.int32()),
  7: (cursor) => Buffer.from(cursor.bytes(cursor.int32())),
  9: () => INF_MIN,
  10: () => INF_MAX,
};

type Cursor = ReturnType<typeof createCursor>;

function createCursor(source: Uint8Array) {
  const buffer = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
  let position = 0;
  const bytes = (length: number) => {
    if (length < 0 || position + length > buffer.length) throw invalid("data format is invalid.");
    position += length;
    return buffer.subarray(position - length, position);
  };
  return {
    bytes,
    byte: () => bytes(1).readUInt8(),
    int32: () => bytes(4).readInt32LE(),
    int64: () => bytes(8).readBigInt64LE(),
    double: () => bytes(8).readDoubleLE(),
    text: (length: number) => {
      const raw = bytes(length);
      if (!isUtf8(raw)) throw invalid("Value of column must be UTF8 encoding.");
      return raw.toString("utf8");
    },
  };
}
