import { decode, filterMessages } from "./messages.ts";
import { invalid, notServed } from "./ots-error.ts";
import { readValue } from "./plain-buffer-reader.ts";
import { type ColumnValue, compareValues, plain } from "./values.ts";

export type ColumnCondition =
  | {
      readonly kind: "compare";
      readonly column: string;
      readonly comparator: Comparator;
      readonly value: ColumnValue;
      readonly passIfMissing: boolean;
      readonly latestVersionOnly: boolean;
    }
  | { readonly kind: "AND" | "OR" | "NOT"; readonly of: readonly ColumnCondition[] };

/** All versions of a column, newest first; undefined when the row has no such column. */
export type Lookup = (column: string) => readonly ColumnValue[] | undefined;

/** Reads a column condition or a filter; no bytes, no condition. More than 10 comparisons are refused, as documented. */
export function readColumnCondition(bytes: Uint8Array): ColumnCondition | undefined {
  if (bytes.length === 0) return undefined;
  const condition = toCondition(decode(filterMessages.Filter, bytes));
  if (countComparisons(condition) > maxComparisons) {
    throw invalid(`The count of filter exceeds the max:${maxComparisons}.`);
  }
  return condition;
}

/** True iff the row fulfils the condition. Values of different types never compare, not even as unequal (invented). */
export function fulfils(condition: ColumnCondition, lookup: Lookup): boolean {
  switch (condition.kind) {
    case "AND":
      return condition.of.every((part) => fulfils(part, lookup));
    case "OR":
      return condition.of.some((part) => fulfils(part, lookup));
    case "NOT":
      return condition.of.every((part) => !fulfils(part, lookup));
    case "compare": {
      const versions = lookup(condition.column);
      if (versions === undefined) return condition.passIfMissing;
      return versions.slice(0, condition.latestVersionOnly ? 1 : undefined).some((version) => {
        const order = compareValues(version, condition.value);
        return order !== undefined && comparators[condition.comparator](order);
      });
    }
  }
}

/** The condition as readable JSON, for the wire log. */
export function describeCondition(condition: ColumnCondition): unknown {
  if (condition.kind !== "compare") return { [condition.kind]: condition.of.map(describeCondition) };
  const { column, comparator, value, passIfMissing } = condition;
  return { column, is: comparator, value: plain(value), passIfMissing };
}

const maxComparisons = 10;

const comparators = {
  "==": (order: number) => order === 0,
  "!=": (order: number) => order !== 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0,
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
} as const;

type Comparator = keyof typeof comparators;

const comparatorByNumber: Readonly<Record<number, Comparator>> = { 1: "==", 2: "!=", 3: ">", 4: ">=", 5: "<", 6: "<=" };
const combinatorByNumber: Readonly<Record<number, "AND" | "OR" | "NOT">> = { 1: "NOT", 2: "AND", 3: "OR" };

type WireFilter = { readonly type: number; readonly filter: Uint8Array };

function toCondition({ type, filter }: WireFilter): ColumnCondition {
  if (type === 1) return toComparison(filter);
  if (type === 2) return toCombination(filter);
  throw notServed("ColumnPaginationFilter");
}

function toComparison(bytes: Uint8Array): ColumnCondition {
  const single = decode(filterMessages.SingleColumnValueFilter, bytes);
  const comparator = comparatorByNumber[single.comparator];
  if (comparator === undefined) throw invalid(`Invalid relation operator: ${single.comparator}.`);
  return {
    kind: "compare",
    column: single.columnName,
    comparator,
    value: readValue(single.columnValue),
    passIfMissing: !single.filterIfMissing,
    latestVersionOnly: single.latestVersionOnly,
  };
}

/** The error table says AND and OR take exactly 2 sub-filters, the samples use more: 2 or more are taken (invented). */
function toCombination(bytes: Uint8Array): ColumnCondition {
  const { combinator, subFilters } = decode(filterMessages.CompositeColumnValueFilter, bytes);
  const kind = combinatorByNumber[combinator];
  if (kind === undefined) throw invalid(`Invalid condition: ${combinator}.`);
  if (kind === "NOT" && subFilters.length !== 1) {
    throw invalid("Invalid NOT operator: the number of sub-filters must be 1.");
  }
  if (kind !== "NOT" && subFilters.length < 2) {
    throw invalid("Invalid AND/OR operator: the number of sub-filters must be 2.");
  }
  return { kind, of: subFilters.map(toCondition) };
}

const countComparisons = (condition: ColumnCondition): number =>
  condition.kind === "compare" ? 1 : condition.of.reduce((sum, part) => sum + countComparisons(part), 0);
