import type { ErrorRow, TableRow } from "./error-row.ts";
import { goodInputs } from "./good-inputs.ts";
import { badKey, locked, missingThing, unknownOutcome, unpaid, wrongStatus } from "./told.ts";

const plain = { ...goodInputs["RebootInstance"] };

const rows: readonly TableRow[] = [
  {
    row: 1,
    status: 404,
    code: "InvalidInstanceId.NotFound",
    message: "The specified InstanceId does not exist.",
    ...missingThing,
    how: "state",
    by: "look",
    input: { InstanceId: "i-bp1nobody" },
  },
  {
    row: 2,
    status: 403,
    code: "IncorrectInstanceStatus",
    message: "The current status of the resource does not support this operation.",
    ...wrongStatus,
    how: "state",
    by: "look",
    input: { InstanceId: "i-bp1stopped0001" },
  },
  {
    row: 3,
    status: 403,
    code: "InstanceLockedForSecurity",
    message: "The specified operation is denied as your instance is locked for security reasons.",
    ...locked,
    how: "state",
    by: "look",
    input: { InstanceId: "i-bp1locked0001" },
  },
  {
    row: 4,
    status: 403,
    code: "DiskError",
    message: "IncorrectDiskStatus.",
    ...wrongStatus,
    how: "state",
    by: "cloud",
    input: { InstanceId: "i-bp1damaged0001" },
  },
  {
    row: 5,
    status: 500,
    code: "InternalError",
    message: "The request processing has failed due to some unknown error.",
    ...unknownOutcome,
    how: "fault",
    input: plain,
  },
  {
    row: 6,
    status: 403,
    code: "InstanceExpiredOrInArrears",
    message:
      "The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).",
    ...unpaid,
    how: "state",
    by: "look",
    input: { InstanceId: "i-bp1arrears0001" },
  },
  {
    row: 7,
    status: 403,
    code: "IncorrectInstanceStatus",
    message: "%s",
    ...wrongStatus,
    how: "state",
    by: "look",
    input: { InstanceId: "i-bp1creating0001" },
  },
  {
    row: 8,
    status: 403,
    code: "InvalidParameter.KMSKeyId.KMSUnauthorized",
    message: "ECS service have no right to access your KMS.",
    ...badKey,
    how: "state",
    by: "cloud",
    input: { InstanceId: "i-bp1keyunauthorized0001" },
  },
  {
    row: 9,
    status: 500,
    code: "InternalError",
    message: "The request processing has failed due to some unknown error, exception or failure.",
    ...unknownOutcome,
    how: "fault",
    input: plain,
  },
];

/** RebootInstance (ECS 2014-05-26, the older Chinese page), "错误码": 9 rows. */
export const rebootInstanceChineseRows: readonly ErrorRow[] = rows.map((row) => ({
  document: "003_99c135417d617326.txt",
  operation: "RebootInstance",
  ...row,
}));
