import TableStore from "tablestore";
import type { Credentials, StoreSettings } from "../config.ts";
import type { CountRow, DayCount, Listed, PendingPage, RunReader, RunStore } from "../control/run-store.ts";
import { type Client, connect } from "./client.ts";
import type { Columns } from "./columns.ts";
import { whileRev } from "./conditions.ts";
import { noticesColumns, noticesOf } from "./notices-columns.ts";
import { changesBetween, create, plain, read, readTwice, replace, update } from "./rows.ts";
import { runOf, toRunColumns } from "./run-columns.ts";
import { tables } from "./tables.ts";

const table = tables.control;
const runKey = "run";
const noticesKey = "notices";
const pageKey = (product: Listed, page: number) => `pending ${product} ${String(page).padStart(4, "0")}`;
const countKey = (day: string, policy: number) => `count ${day} ${String(policy).padStart(10, "0")}`;

/** What `reconcile` writes for people, on Tablestore, beside the row that steers. Nothing is repeated here, but reads once. */
export function createRunStore(settings: StoreSettings, credentials: Credentials): RunStore & RunReader {
  const client = connect(settings, credentials);
  return {
    readRun: async () => runOf(await read(client, table, runKey)),
    writeRun: (run) => replace(client, table, runKey, toRunColumns(run)),
    writePage: (product, page, { events, ...head }) =>
      replace(client, table, pageKey(product, page), { ...head, events: JSON.stringify(events) }),
    readPage: async (product, page) => pageOf(await read(client, table, pageKey(product, page))),
    readCount: async (day, policy) => countOf(await read(client, table, countKey(day, policy))),
    writeCount: (day, policy, before, next) =>
      before === undefined
        ? create(client, table, countKey(day, policy), columnsOf(next))
        : update(
            client,
            table,
            countKey(day, policy),
            whileRev(before.rev),
            changesBetween(columnsOf(before), columnsOf(next)),
          ),
    readNotices: async () => noticesOf(await read(client, table, noticesKey)),
    writeNotices: (before, next) =>
      before === undefined
        ? create(client, table, noticesKey, noticesColumns(next))
        : update(client, table, noticesKey, whileRev(before.rev), { put: noticesColumns(next), remove: [] }),
    listCounts: (firstDay, lastDay) => listCounts(client, firstDay, lastDay),
  };
}

/** What is written here is read as it was written: nobody but `reconcile` has the right to. */
const pageOf = (columns: Columns | undefined): PendingPage | undefined =>
  columns && {
    listedAtMs: Number(columns["listedAtMs"]),
    pages: Number(columns["pages"]),
    events: JSON.parse(String(columns["events"])) as PendingPage["events"], // see above
  };

const columnsOf = ({ rev, rules, marks }: CountRow): Columns => ({
  rev,
  rules: JSON.stringify(rules),
  marks: marks.join(" "),
});

const countOf = (columns: Columns | undefined): CountRow | undefined =>
  columns && { rev: Number(columns["rev"]), rules: rulesOf(columns), marks: String(columns["marks"]).split(" ") };

const rulesOf = ({ rules }: Columns) => JSON.parse(String(rules)) as CountRow["rules"]; // as for a page

/** One page of Tablestore has 5,000 rows or 4 MB: that many policies in as many days are asked for again. */
async function listCounts(client: Client, firstDay: string, lastDay: string): Promise<DayCount[]> {
  const found: DayCount[] = [];
  let from: string | undefined = `count ${firstDay}`;
  while (from !== undefined) {
    const { rows, nextStartPrimaryKey } = await rangeFrom(client, from, `count ${lastDay}~`);
    found.push(...(rows ?? []).map(({ primaryKey, attributes }) => dayOf(primaryKey ?? [], attributes ?? [])));
    const next: unknown = nextStartPrimaryKey?.[0]?.value;
    from = next === undefined ? undefined : String(next);
  }
  return found;
}

const rangeFrom = (client: Client, from: string, until: string) =>
  readTwice(() =>
    client.getRange({
      tableName: table,
      direction: TableStore.Direction.FORWARD,
      inclusiveStartPrimaryKey: [{ id: from }],
      exclusiveEndPrimaryKey: [{ id: until }],
      columnsToGet: ["rules"],
    }),
  );

type Cells = readonly { readonly columnName: string; readonly columnValue: unknown }[];

function dayOf([key]: readonly { readonly value: unknown }[], cells: Cells): DayCount {
  const [, day = "", policy = ""] = String(key?.value).split(" ");
  const columns = Object.fromEntries(cells.map(({ columnName, columnValue }) => [columnName, plain(columnValue)]));
  return { day, policy: Number(policy), rules: rulesOf(columns) };
}
