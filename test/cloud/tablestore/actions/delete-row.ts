import type { Action } from "../action.ts";
import { consumed, decode, messages } from "../messages.ts";
import { readRowWrite } from "../row-write.ts";
import { prepareRowWrite } from "../single-row-write.ts";

/** DeleteRow 2015-12-31. */
export const deleteRow: Action = (body) => {
  const request = decode(messages.DeleteRowRequest, body);
  return prepareRowWrite(readRowWrite("DELETE", request.tableName, request.primaryKey, request), (row) =>
    messages.DeleteRowResponse.encode({ consumed: consumed.write, row }).finish(),
  );
};
