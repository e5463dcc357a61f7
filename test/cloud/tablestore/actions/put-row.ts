import type { Action } from "../action.ts";
import { consumed, decode, messages } from "../messages.ts";
import { readRowWrite } from "../row-write.ts";
import { prepareRowWrite } from "../single-row-write.ts";

/** PutRow 2015-12-31: writes a whole row. */
export const putRow: Action = (body) => {
  const request = decode(messages.PutRowRequest, body);
  return prepareRowWrite(readRowWrite("PUT", request.tableName, request.row, request), (row) =>
    messages.PutRowResponse.encode({ consumed: consumed.write, row }).finish(),
  );
};
