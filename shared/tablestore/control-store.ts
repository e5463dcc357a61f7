import type { Credentials, StoreSettings } from "../config.ts";
import { type Applied, type Control, type ControlStore, ControlUnreadable } from "../control/control.ts";
import { connect } from "./client.ts";
import type { Columns } from "./columns.ts";
import { whileRev } from "./conditions.ts";
import { changesBetween, create, read, update } from "./rows.ts";
import { tables } from "./tables.ts";

/** The version of the control row's shape. A row of a later one is not read: nobody knows what it holds back. */
const version = 1;

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
      update(client, table, rowKey, whileRev(before.rev), changesBetween(columnsOf(before), columnsOf(next))),
    readText: async (hash) => {
      const columns = await read(client, table, textKey(hash));
      return columns && String(columns["text"]);
    },
    writeText: (hash, text) => create(client, table, textKey(hash), { text }),
    readPast: async (serial) => appliedOf((await read(client, table, pastKey(serial))) ?? {}),
    writePast: (applied) => create(client, table, pastKey(applied.serial), applied),
  };
}

/** Makes the control row if there is none. For the installer, like the tables. */
export function createControl(settings: StoreSettings, credentials: Credentials) {
  return create(connect(settings, credentials), table, rowKey, columnsOf({ rev: 1, policy: undefined }));
}

function controlOf(columns: Columns | undefined): Control {
  if (columns === undefined) throw new ControlUnreadable("there is no control row: npm run tables makes it");
  const { version: found, rev } = columns;
  if (found !== version || typeof rev !== "number")
    throw new ControlUnreadable(`the control row has version ${found}, this release reads ${version}`);
  return { rev, policy: appliedOf(columns) };
}

const columnsOf = ({ rev, policy }: Control): Columns => ({ version, rev, ...policy });

const appliedOf = ({ serial, hash, by, why, atMs }: Columns): Applied | undefined =>
  serial === undefined
    ? undefined
    : { serial: Number(serial), hash: String(hash), by: String(by), why: String(why), atMs: Number(atMs) };
