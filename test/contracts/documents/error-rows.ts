import { acceptInquiredSystemEventRows } from "./accept-inquired-system-event-rows.ts";
import type { ErrorRow } from "./error-row.ts";
import { eventRedeployInstanceRows } from "./event-redeploy-instance-rows.ts";
import { rebootInstanceChineseRows } from "./reboot-instance-chinese-rows.ts";
import { rebootInstanceRows } from "./reboot-instance-rows.ts";
import { redeployInstanceRows } from "./redeploy-instance-rows.ts";
import { replaceSystemDisk2024Rows } from "./replace-system-disk-2024-rows.ts";
import { replaceSystemDiskRows } from "./replace-system-disk-rows.ts";

/** Every row of every error table of the six documents, and what an earlier description has besides. */
export const errorRows: readonly ErrorRow[] = [
  ...redeployInstanceRows,
  ...eventRedeployInstanceRows,
  ...rebootInstanceRows,
  ...rebootInstanceChineseRows,
  ...replaceSystemDiskRows,
  ...replaceSystemDisk2024Rows,
  ...acceptInquiredSystemEventRows,
];

/** Rows by the name that their test has. */
export const named = (rows: readonly ErrorRow[]): [string, ErrorRow][] =>
  rows.map((row) => [`${row.document} row ${row.row}: ${row.status} ${row.code}`, row]);
