export type KeyValue = bigint | string | Buffer;
export type ColumnValue = KeyValue | number | boolean;

/** The two open ends of a range. */
export const INF_MIN = Symbol("INF_MIN");
export const INF_MAX = Symbol("INF_MAX");
export type KeyBound = KeyValue | typeof INF_MIN | typeof INF_MAX;

export type ValueType = "INTEGER" | "DOUBLE" | "BOOLEAN" | "STRING" | "BINARY";

/** Tablestore's name for the type of a value. */
export function typeOf(value: ColumnValue): ValueType {
  switch (typeof value) {
    case "bigint":
      return "INTEGER";
    case "number":
      return "DOUBLE";
    case "boolean":
      return "BOOLEAN";
    case "string":
      return "STRING";
    default:
      return "BINARY";
  }
}

/** Orders two values of one type, strings and binaries by their bytes; undefined when the types differ. */
export function compareValues(a: ColumnValue, b: ColumnValue): number | undefined {
  if (typeOf(a) !== typeOf(b)) return undefined;
  if (typeof a === "string" || Buffer.isBuffer(a)) return Buffer.compare(toBytes(a), toBytes(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders two primary keys column by column; the open ends are below and above everything. */
export function compareKeys(a: readonly KeyBound[], b: readonly KeyBound[]): number {
  for (const [position, left] of a.entries()) {
    const right = b[position];
    const order = right === undefined ? 0 : compareBounds(left, right);
    if (order !== 0) return order;
  }
  return 0;
}

/** One text per primary key, equal iff the keys are. */
export const keyText = (key: readonly KeyValue[]) =>
  JSON.stringify(key.map((value) => [typeOf(value), sizeBytes(value), plain(value)]));

/** Size of a value as Tablestore's limits count it. */
export function sizeBytes(value: ColumnValue): number {
  if (typeof value === "string" || Buffer.isBuffer(value)) return Buffer.byteLength(value);
  return typeof value === "boolean" ? 1 : 8;
}

/** The value as plain JSON: integers as numbers (as text beyond 2^53), binaries as base64. */
export function plain(value: ColumnValue | KeyBound): string | number | boolean {
  if (typeof value === "symbol") return value.description ?? "";
  if (Buffer.isBuffer(value)) return value.toString("base64");
  if (typeof value !== "bigint") return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

const compareBounds = (a: KeyBound, b: KeyBound) => {
  if (typeof a === "symbol" || typeof b === "symbol") return rank(a) - rank(b);
  return compareValues(a, b) ?? 0;
};

const rank = (bound: KeyBound) => (bound === INF_MIN ? -1 : bound === INF_MAX ? 1 : 0);

const toBytes = (value: ColumnValue) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
