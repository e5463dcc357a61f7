import type { ErrorRow, TableRow } from "./error-row.ts";
import { goodInputs } from "./good-inputs.ts";
import { locked, missingThing, unknownOutcome, unpaid, wrongEvent, wrongStatus } from "./told.ts";

const plain = { ...goodInputs["RedeployInstance"] };

const rows: readonly TableRow[] = [
  {
    row: 1,
    status: 404,
    code: "InvalidInstanceId.NotFound",
    message: "The InstanceId provided does not exist in our records.",
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
    input: { InstanceId: "i-bp1creating0001" },
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
    raise: {
      instanceId: "i-bp1damaged0001",
      eventType: "SystemMaintenance.Redeploy",
      eventStatus: "Scheduled",
    },
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
    input: { InstanceId: "i-bp1expired0001" },
  },
  // Every status that refuses is seen by our look (row 2); this is one that came up between the look and the send.
  {
    row: 7,
    status: 403,
    code: "IncorrectInstanceStatus",
    message: "%s",
    ...wrongStatus,
    how: "fault",
    input: plain,
  },
  {
    row: 8,
    status: 403,
    code: "InvalidOperation.RedeployInstance",
    message: "%s",
    ...wrongEvent,
    how: "state",
    by: "look",
    input: { InstanceId: "i-bp1dedicated0001" },
  },
];

/** RedeployInstance (ECS 2014-05-26), "Error codes": 8 rows. */
export const redeployInstanceRows: readonly ErrorRow[] = rows.map((row) => ({
  document: "000_6bab3723da52924c.txt",
  operation: "RedeployInstance",
  ...row,
}));
