import { invalid, notServed } from "./ots-error.ts";
import type { ValueType } from "./values.ts";

export type ColumnSchema = { readonly name: string; readonly type: ValueType };
export type IndexDefinition = {
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly definedColumns: readonly string[];
};
export type TableDefinition = {
  readonly name: string;
  readonly primaryKey: readonly ColumnSchema[];
  readonly definedColumns: readonly ColumnSchema[];
  /** −1: never expires. */
  readonly timeToLiveSeconds: number;
  readonly maxVersions: number;
  readonly maxDeviationSeconds: number;
  readonly indexes: readonly IndexDefinition[];
};

/** Names of tables, indexes and columns (naming conventions of the documents). */
export const isName = (name: string) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name.length <= 255;

/** Refuses a definition that the documents do not allow. */
export function checkDefinition(definition: TableDefinition): void {
  for (const { broken, message } of rules) {
    const found = broken(definition);
    if (found !== undefined && found !== false) throw invalid(message(String(found)));
  }
  const { definedColumns, primaryKey } = definition;
  const known = new Map([...primaryKey, ...definedColumns].map(({ name, type }) => [name, type]));
  for (const index of definition.indexes) checkIndex(index, definition, known);
}

type Rule = {
  /** The offender, or true, when the rule is broken. */
  readonly broken: (definition: TableDefinition) => string | boolean | undefined;
  readonly message: (offender: string) => string;
};

const rules: readonly Rule[] = [
  { broken: ({ name }) => !isName(name) && `'${name}'`, message: (name) => `Invalid table name: ${name}.` },
  {
    broken: ({ primaryKey }) => primaryKey.length < 1 || primaryKey.length > 4,
    message: () => "The number of primary key columns must be in range: [1, 4].",
  },
  {
    broken: (definition) => columnNames(definition).find((name) => !isName(name)),
    message: (name) => `Invalid column name: '${name}'.`,
  },
  {
    broken: (definition) => columnNames(definition).find((name, at, names) => names.indexOf(name) !== at),
    message: (name) => `Duplicated primary key name: '${name}'.`,
  },
  {
    broken: ({ primaryKey }) => primaryKey.some(({ type }) => type === "DOUBLE" || type === "BOOLEAN"),
    message: () => "Invalid column type, only STRING,INTEGER,BINARY is allowed.",
  },
  {
    broken: ({ definedColumns }) => definedColumns.length > 32,
    message: () => "The number of defined columns must be in range: [0, 32].",
  },
  {
    broken: ({ timeToLiveSeconds }) => timeToLiveSeconds === 0 || timeToLiveSeconds < -1,
    message: () => "TimeToLive cannot be 0 or less than -1.",
  },
  {
    broken: ({ timeToLiveSeconds }) => timeToLiveSeconds > 0 && timeToLiveSeconds < 86_400,
    message: () => "TimeToLive must be -1 or not less than 86400 seconds.", // limit documented, wording invented
  },
  {
    broken: ({ maxVersions }) => maxVersions <= 0,
    message: () => "The maximum versions cannot be less than or equal to 0.",
  },
  {
    broken: ({ indexes, maxVersions }) => indexes.length > 0 && maxVersions !== 1,
    message: () => "A table with a secondary index must have max versions 1.", // wording invented
  },
  {
    broken: ({ indexes, timeToLiveSeconds }) => indexes.length > 0 && timeToLiveSeconds !== -1,
    message: () => "A table with a secondary index must have time to live -1.", // wording invented
  },
  {
    broken: ({ indexes }) => indexes.length > 5,
    message: () => "A table can have at most 5 secondary indexes.", // limit documented, wording invented
  },
];

const columnNames = ({ primaryKey, definedColumns }: TableDefinition) =>
  [...primaryKey, ...definedColumns].map(({ name }) => name);

function checkIndex(
  { name, primaryKey, definedColumns }: IndexDefinition,
  table: TableDefinition,
  known: ReadonlyMap<string, ValueType>,
): void {
  if (!isName(name)) throw invalid(`Invalid table name: '${name}'.`);
  if (primaryKey.length === 0) throw invalid("The number of primary key columns must be in range: [1, 4].");
  for (const column of [...primaryKey, ...definedColumns]) {
    if (!known.has(column)) throw invalid(`Column does not exist:${column}.`);
  }
  const partitions = primaryKey.map((column) => known.get(column));
  if (partitions.some((type) => type === "DOUBLE" || type === "BOOLEAN")) {
    throw invalid("Invalid column type, only STRING,INTEGER,BINARY is allowed.");
  }
  const covered = definedColumns.find((column) => table.primaryKey.some((key) => key.name === column));
  if (covered !== undefined) throw notServed(`primary key column '${covered}' among the columns of an index`);
}
