import type { Credentials, StoreSettings } from "../config.ts";
import type { TableKeeper } from "../control/table-keeper.ts";
import { noRight } from "../guards/right.ts";
import { connect, otsCodeOf } from "./client.ts";
import { createControl } from "./control-store.ts";
import { createTable, definitions } from "./definitions.ts";
import { read, replace, settled } from "./rows.ts";
import { describeTable, shapeOf } from "./table-shape.ts";
import { tables } from "./tables.ts";

const arrivalKey = "doctor";

/** The ledger's tables themselves, on Tablestore. What exists is never altered: there is no call for it here. */
export function createTableKeeper(settings: StoreSettings, credentials: Credentials): TableKeeper {
  const client = connect(settings, credentials);
  return {
    wanted: async () => Object.fromEntries(definitions.map((table) => [table.tableMeta.tableName, shapeOf(table)])),
    describe: (tableName) => unless("OTSObjectNotExist", () => describeTable(client, tableName)),
    create: async (tableName) => {
      const definition = definitions.find(({ tableMeta }) => tableMeta.tableName === tableName);
      if (definition === undefined) throw new Error(`${tableName} is no table of the ledger`);
      await unless("OTSObjectAlreadyExist", () => createTable(client, definition));
    },
    makeControlRow: (nowMs) => createControl(settings, credentials, { nowMs, right: noRight }),
    readArrival: async () => {
      const columns = await read(client, tables.control, arrivalKey);
      return columns && Number(columns["arrivedAtMs"]);
    },
    writeArrival: (arrivedAtMs) => replace(client, tables.control, arrivalKey, { arrivedAtMs }),
  };
}

/** What a call answers; undefined if it is refused by this code. */
async function unless<T>(code: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (cause) {
    return otsCodeOf(cause) === code ? undefined : settled(Promise.reject(cause));
  }
}
