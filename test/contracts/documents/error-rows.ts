import type { ErrorRow } from "./error-row.ts";
import { eventRedeployInstanceRows } from "./event-redeploy-instance-rows.ts";
import { rebootInstanceChineseRows } from "./reboot-instance-chinese-rows.ts";
import { rebootInstanceRows } from "./reboot-instance-rows.ts";
import { redeployInstanceRows } from "./redeploy-instance-rows.ts";
import { replaceSystemDiskRows } from "./replace-system-disk-rows.ts";

/** Every row of every error table of the five documents. */
export const errorRows: readonly ErrorRow[] = [
  ...redeployInstanceRows,
  ...eventRedeployInstanceRows,
  ...rebootInstanceRows,
  ...rebootInstanceChineseRows,
  ...replaceSystemDiskRows,
];

/** Rows by the name that their test has. */
export const named = (rows: readonly ErrorRow[]): [string, ErrorRow][] =>
  rows.map((row) => [`${row.document} row ${row.row}: ${row.status} ${row.code}`, row]);
