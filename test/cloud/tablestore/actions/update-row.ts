import type { Action } from "../action.ts";
import { consumed, decode, messages } from "../messages.ts";
import { readRowWrite } from "../row-write.ts";
import { prepareRowWrite } from "../single-row-write.ts";

/** UpdateRow 2015-12-31: puts, deletes and increments single columns. */
export const updateRow: Action = (body) => {
  const request = decode(messages.UpdateRowRequest, body);
  return prepareRowWrite(readRowWrite("UPDATE", request.tableName, request.rowChange, request), (row) =>
    messages.UpdateRowResponse.encode({ consumed: consumed.write, row }).finish(),
  );
};
