import TableStore from "tablestore";
import type { ColumnValue, KeyValue } from "./values.ts";

declare module "tablestore" {
  /** Exported by the SDK, absent from its types. */
  export const PlainBufferBuilder: {
    serializeForPutRow(primaryKey: object[], columns: object[]): Buffer;
    serializePrimaryKey(primaryKey: object[]): Buffer;
  };
}

export type NamedKey = readonly { readonly name: string; readonly value: KeyValue }[];
export type WrittenColumn = { readonly name: string; readonly value: ColumnValue; readonly timestampMs: number };

/** One row, as responses carry it; an absent row is no bytes at all. */
export const writeRow = (primaryKey: NamedKey, columns: readonly WrittenColumn[]): Uint8Array =>
  TableStore.PlainBufferBuilder.serializeForPutRow(
    primaryKey.map(toSdk),
    columns.map((column) => ({ ...toSdk(column), timestamp: column.timestampMs })),
  );

/** Several rows: one header, then row after row. */
export const joinRows = (rows: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat(rows.map((row, position) => (position === 0 ? row : row.subarray(headerBytes))));

/** A primary key alone, as `next_start_primary_key` carries it. */
export const writePrimaryKey = (primaryKey: NamedKey): Uint8Array =>
  TableStore.PlainBufferBuilder.serializePrimaryKey(primaryKey.map(toSdk));

const headerBytes = 4;

const toSdk = ({ name, value }: { readonly name: string; readonly value: ColumnValue }) => ({
  [name]: typeof value === "bigint" ? TableStore.Long.fromString(value.toString()) : value,
});
