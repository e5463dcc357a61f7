import type { Action } from "../action.ts";
import { messages } from "../messages.ts";

/** ListTable 2015-12-31. */
export const listTable: Action = () => ({
  tables: [],
  instanceId: undefined,
  params: {},
  run: (database) => ({
    body: messages.ListTableResponse.encode({ tableNames: [...database.names()] }).finish(),
    effect: false,
  }),
});
