import type { ErrorRow, TableRow } from "./error-row.ts";
import { goodInputs } from "./good-inputs.ts";
import { lookFirst, unsupported, wrongEvent, wrongStatus } from "./told.ts";

const plain = { ...goodInputs["AcceptInquiredSystemEvent"] };
const fault = { how: "fault", input: plain } as const;

const rows: readonly TableRow[] = [
  {
    row: 1,
    status: 400,
    code: "IncorrectInstanceStatus",
    message: "Current instance status does not support this operation.",
    ...wrongStatus,
    ...fault,
  },
  { row: 2, status: 403, code: "OperationConflict", message: "%s", ...wrongStatus, ...fault },
  { row: 3, status: 403, code: "OperationFail.DiskCategoryNotSupported", message: "%s", ...unsupported, ...fault },
  { row: 4, status: 403, code: "OperationFail.DiskStatusNotSupported", message: "%s", ...wrongStatus, ...fault },
  { row: 5, status: 403, code: "OperationFail.InstanceStatusNotSupported", message: "%s", ...wrongStatus, ...fault },
  {
    row: 6,
    status: 403,
    code: "OperationDenied.AcceptNotSupported",
    message: "Accept is not supported on current event type.",
    ...unsupported,
    ...fault,
  },
  {
    row: 7,
    status: 403,
    code: "SwitchToOffline.OnlineIsolateFail",
    message: "Failed to online isolate disk while offline isolation succeeded.",
    ...lookFirst,
    ...fault,
  },
  {
    row: 8,
    status: 403,
    code: "SwitchToOffline.OnlineReinitFail",
    message: "Failed to online reinitialize disk while offline reinitialization succeeded.",
    ...lookFirst,
    ...fault,
  },
  {
    row: 9,
    status: 404,
    code: "InvalidEventId.NoInquiringEventFound",
    message: "%s",
    ...wrongEvent,
    how: "state",
    by: "look",
    input: { ...plain, EventId: "e-bp1nobody" },
  },
  // The vendor's description of June 2024 has the first row with this status.
  { row: 10, status: 403, code: "IncorrectInstanceStatus", message: "%s", ...wrongStatus, ...fault },
];

/** AcceptInquiredSystemEvent (ECS 2014-05-26, pages of 2024 and 2025), "Error codes", without what any call may be answered. */
export const acceptInquiredSystemEventRows: readonly ErrorRow[] = rows.map((row) => ({
  document: "ecs api-acceptinquiredsystemevent (2025)",
  operation: "AcceptInquiredSystemEvent",
  ...row,
}));
