import type { ValueType } from "./values.ts";

/** `PrimaryKeyType` and `DefinedColumnType` of tablestore.proto. */
export const primaryKeyTypes: Readonly<Record<number, ValueType>> = { 1: "INTEGER", 2: "STRING", 3: "BINARY" };
export const definedColumnTypes: Readonly<Record<number, ValueType>> = {
  1: "INTEGER",
  2: "DOUBLE",
  3: "BOOLEAN",
  4: "STRING",
  7: "BINARY",
};

/** The number of a type on the wire. */
export const numberOf = (types: Readonly<Record<number, ValueType>>, type: ValueType) =>
  Number(Object.keys(types).find((number) => types[Number(number)] === type));
