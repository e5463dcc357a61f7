import type { Action } from "../action.ts";
import { decode, messages } from "../messages.ts";
import { invalid, notServed } from "../ots-error.ts";
import { checkDefinition, type TableDefinition } from "../table-definition.ts";
import { definedColumnTypes, primaryKeyTypes } from "../wire-types.ts";

/** CreateTable 2015-12-31. The table can be used a while later. */
export const createTable: Action = (body) => {
  const request = decode(messages.CreateTableRequest, body);
  const options = request.tableOptions;
  if (options === null) throw invalid("No parameter is specified in table options.");
  if (request.streamSpec?.enableStream) throw notServed("streams");
  if (request.partitions.length > 0) throw notServed("partitions");
  const { tableMeta } = request;
  const definition: TableDefinition = {
    name: tableMeta.tableName,
    primaryKey: tableMeta.primaryKey.map((column) => {
      // An option that was not sent reads as AUTO_INCREMENT, the first value of its enum.
      if (Object.hasOwn(column, "option")) throw notServed("auto-increment primary keys");
      return { name: column.name, type: typeIn(primaryKeyTypes, column.type) };
    }),
    definedColumns: tableMeta.definedColumn.map(({ name, type }) => ({ name, type: typeIn(definedColumnTypes, type) })),
    timeToLiveSeconds: options.timeToLive,
    maxVersions: options.maxVersions,
    maxDeviationSeconds: Number(options.deviationCellVersionInSec.toString()) || defaultDeviationSeconds,
    indexes: request.indexMetas.map(({ name, primaryKey, definedColumn, indexType }) => {
      if (indexType !== 0) throw notServed("local secondary indexes");
      return { name, primaryKey, definedColumns: definedColumn };
    }),
  };
  return {
    tables: [definition.name],
    instanceId: undefined,
    params: { table: definition.name, definition },
    run: (database) => {
      checkDefinition(definition);
      database.create(definition);
      return { body: messages.CreateTableResponse.encode({}).finish(), effect: true };
    },
  };
};

/** A day (documented default of the max version offset). */
const defaultDeviationSeconds = 86_400;

function typeIn<Type>(types: Readonly<Record<number, Type>>, number: number): Type {
  const type = types[number];
  if (type === undefined) throw invalid(`Invalid column type: ${number}.`);
  return type;
}
