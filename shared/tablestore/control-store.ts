import type { Credentials, StoreSettings } from "../config.ts";
import { type ControlStore, newControl } from "../control/control.ts";
import type { Right } from "../guards/right.ts";
import { connect } from "./client.ts";
import { whileRev, whileText } from "./conditions.ts";
import {
  appliedOf,
  columnsOfEntry,
  controlOf,
  markColumnOf,
  toControlColumns,
  toEntryColumns,
} from "./control-columns.ts";
import { changesBetween, create, isEmpty, read, update } from "./rows.ts";
import { tables } from "./tables.ts";

const table = tables.control;
const rowKey = "control";
const textKey = (hash: string) => `text ${hash}`;
const pastKey = (serial: number) => `past ${String(serial).padStart(10, "0")}`;

/** The control table on Tablestore, by the official SDK. Nothing is repeated here, but reads once. */
export function createControlStore(settings: StoreSettings, credentials: Credentials): ControlStore {
  const client = connect(settings, credentials);
  return {
    readControl: async () => controlOf(await read(client, table, rowKey)),
    writeControl: (before, next) =>
      update(
        client,
        table,
        rowKey,
        whileRev(before.rev),
        changesBetween(toControlColumns(before), toControlColumns(next)),
      ),
    takeUp: (instanceId, mark, entry) =>
      update(client, table, rowKey, whileText(markColumnOf(instanceId), mark), {
        ...{ put: toEntryColumns(instanceId, entry), remove: [] },
        grow: "rev",
      }),
    removeEntry: (instanceId, mark) =>
      update(client, table, rowKey, whileText(markColumnOf(instanceId), mark), {
        put: {},
        remove: columnsOfEntry(instanceId),
      }),
    readText: async (hash) => {
      const columns = await read(client, table, textKey(hash));
      return columns && String(columns["text"]);
    },
    writeText: (hash, text) => create(client, table, textKey(hash), { text }),
    readPast: async (serial) => appliedOf((await read(client, table, pastKey(serial))) ?? {}),
    writePast: (applied) => create(client, table, pastKey(applied.serial), applied),
  };
}

type First = { readonly nowMs: number; readonly right: Right };

/** Makes the control row if there is none, with what the stack may send. For the installer, like the tables. */
export async function createControl(settings: StoreSettings, credentials: Credentials, { nowMs, right }: First) {
  const client = connect(settings, credentials);
  const made = { ...newControl(nowMs, await isEmpty(client, tables.instances)), right };
  return create(client, table, rowKey, toControlColumns(made));
}
