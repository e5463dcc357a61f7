import type { Action } from "../action.ts";
import { decode, messages } from "../messages.ts";
import { definedColumnTypes, numberOf, primaryKeyTypes } from "../wire-types.ts";

/** DescribeTable 2015-12-31; an index is not described (invented). */
export const describeTable: Action = (body) => {
  const { tableName } = decode(messages.DescribeTableRequest, body);
  return {
    tables: [tableName],
    instanceId: undefined,
    params: { table: tableName },
    run: (database) => {
      const { definition } = database.table(tableName);
      const answer = messages.DescribeTableResponse.encode({
        tableMeta: {
          tableName,
          primaryKey: definition.primaryKey.map(({ name, type }) => ({ name, type: numberOf(primaryKeyTypes, type) })),
          definedColumn: definition.definedColumns.map(({ name, type }) => ({
            name,
            type: numberOf(definedColumnTypes, type),
          })),
        },
        reservedThroughputDetails: { capacityUnit: { read: 0, write: 0 }, lastIncreaseTime: 0 },
        tableOptions: {
          timeToLive: definition.timeToLiveSeconds,
          maxVersions: definition.maxVersions,
          deviationCellVersionInSec: definition.maxDeviationSeconds,
        },
        tableStatus: active,
        indexMetas: definition.indexes.map(({ name, primaryKey, definedColumns }) => ({
          name,
          primaryKey: [...primaryKey],
          definedColumn: [...definedColumns],
          indexUpdateMode: 0,
          indexType: 0,
          indexSyncPhase: incremental,
        })),
      });
      return { body: answer.finish(), effect: false };
    },
  };
};

/** `TableStatus` and `IndexSyncPhase` of tablestore.proto. */
const active = 1;
const incremental = 2;
