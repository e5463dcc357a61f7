import { type Action, aboutRows } from "../action.ts";
import { applyRowWrite } from "../apply-row-write.ts";
import { checkRowWrite } from "../check-row-write.ts";
import type { Database } from "../database.ts";
import { consumed, decode, messages } from "../messages.ts";
import { invalid, notServed, OtsError } from "../ots-error.ts";
import { describeRowWrite, type RowWrite, readRowWrite, type WriteKind } from "../row-write.ts";
import { keyText } from "../values.ts";

/** Rows and bytes of one batch (documented). */
const maxRows = 200;
const maxBytes = 4 * 1024 * 1024;

/** BatchWriteRow 2015-12-31: a malformed row fails the whole batch, a failed condition only its own row. */
export const batchWriteRow: Action = (body) => {
  const request = decode(messages.BatchWriteRowRequest, body);
  if (request.transactionId !== "") throw notServed("local transactions");
  const tables = request.tables.map(({ tableName, rows }) => ({
    tableName,
    writes: rows.map((row) => readRowWrite(kindOf(row.type), tableName, row.rowChange, row)),
  }));
  checkShape(tables, body.length);
  const writes = tables.flatMap((table) => table.writes);
  return {
    ...aboutRows(
      tables.map(({ tableName }) => tableName),
      writes.map(({ primaryKey }) => primaryKey),
    ),
    params: { rows: writes.map(describeRowWrite) },
    run: (database, nowMs) => {
      const keys = checkAll(writes, database, nowMs);
      const outcomes = new Map(writes.map((write) => [write, applyOne(write, keys, database, nowMs)]));
      const answer = tables.map((table) => ({
        tableName: table.tableName,
        rows: table.writes.flatMap((write) => outcomes.get(write)?.answer ?? []),
      }));
      return {
        body: messages.BatchWriteRowResponse.encode({ tables: answer }).finish(),
        effect: [...outcomes.values()].some(({ effect }) => effect),
      };
    },
  };
};

type Keys = ReadonlyMap<RowWrite, ReturnType<typeof checkRowWrite>>;

function kindOf(type: number): WriteKind {
  const kind = ([undefined, "PUT", "UPDATE", "DELETE"] as const)[type];
  if (kind === undefined) throw invalid("The type of row in batch write operation is invalid.");
  return kind;
}

function checkShape(tables: readonly { tableName: string; writes: readonly RowWrite[] }[], sizeBytes: number): void {
  const names = tables.map(({ tableName }) => tableName);
  if (tables.length === 0) throw invalid("No row is specified in BatchWriteRow.");
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) throw invalid(`Duplicated table name: '${repeated}'.`);
  const idle = tables.find(({ writes }) => writes.length === 0);
  if (idle !== undefined) throw invalid(`No operation is specified for table:'${idle.tableName}'.`);
  if (tables.flatMap(({ writes }) => writes).length > maxRows) {
    throw invalid(`Rows count exceeds the upper limit:${maxRows}.`);
  }
  if (sizeBytes > maxBytes) {
    throw invalid(
      `The total data size of BatchWriteRow request exceeds the limit, limit size: ${maxBytes}, data size:${sizeBytes}.`,
    );
  }
}

/**
 * Checks every row before the first is written. A row may be named again only without conditions, and the last write wins
 * (the Java SDK's functional tests, OTSAPIBehaviorTest).
 */
function checkAll(writes: readonly RowWrite[], database: Database, nowMs: number): Keys {
  const keys = new Map<RowWrite, ReturnType<typeof checkRowWrite>>();
  const seen = new Map<string, RowWrite>();
  for (const write of writes) {
    const key = checkRowWrite(write, database.writable(write.table).definition, nowMs, database);
    const name = `${write.table} ${keyText(key)}`;
    const earlier = seen.get(name);
    if (earlier !== undefined && [earlier, write].some(isConditional))
      throw invalid("Repeated rows do not support row condition check in BatchModify.");
    seen.set(name, write);
    keys.set(write, key);
  }
  return keys;
}

const isConditional = ({ expect, condition }: RowWrite) => expect !== "IGNORE" || condition !== undefined;

function applyOne(write: RowWrite, keys: Keys, database: Database, nowMs: number) {
  try {
    const { row, effect } = applyRowWrite(database.writable(write.table), write, keys.get(write) ?? [], nowMs);
    return { answer: { isOk: true as const, consumed: consumed.write, row }, effect };
  } catch (error) {
    if (!(error instanceof OtsError)) throw error;
    return { answer: { isOk: false as const, error: { code: error.code, message: error.message } }, effect: false };
  }
}
