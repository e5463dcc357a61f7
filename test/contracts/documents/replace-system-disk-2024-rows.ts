import type { ErrorRow, TableRow } from "./error-row.ts";
import { goodInputs } from "./good-inputs.ts";
import { wrongParameter, wrongSetting } from "./told.ts";

const plain = { ...goodInputs["ReplaceSystemDisk"] };

const rows: readonly TableRow[] = [
  // Our own check has the code with 403, as the document of 2026 has it; the cloud may say 400.
  {
    row: 1,
    status: 400,
    code: "InvalidParameter.AllEmpty",
    message: "%s",
    ...wrongParameter,
    how: "fault",
    input: plain,
  },
  {
    row: 2,
    status: 403,
    code: "InvalidEncrypted.DefaultEncryptionUnsupported",
    message: "The specified parameter Encrypted must be true when default encryption is enabled.",
    ...wrongSetting,
    how: "fault",
    input: plain,
  },
];

/** ReplaceSystemDisk (ECS 2014-05-26) in the vendor's description of its API, June 2024: what the document lacks. */
export const replaceSystemDisk2024Rows: readonly ErrorRow[] = rows.map((row) => ({
  document: "ecs 2014-05-26 api-docs (2024-06-24)",
  operation: "ReplaceSystemDisk",
  ...row,
}));
