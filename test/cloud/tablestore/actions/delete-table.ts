import type { Action } from "../action.ts";
import { decode, messages } from "../messages.ts";

/** DeleteTable 2015-12-31; its indexes go with it (invented: the real service wants them dropped first). */
export const deleteTable: Action = (body) => {
  const { tableName } = decode(messages.DeleteTableRequest, body);
  return {
    tables: [tableName],
    instanceId: undefined,
    params: { table: tableName },
    run: (database) => {
      database.drop(tableName);
      return { body: messages.DeleteTableResponse.encode({}).finish(), effect: true };
    },
  };
};
