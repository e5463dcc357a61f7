import type { ErrorRow, TableRow } from "./error-row.ts";
import { edgeEvent, goodInputs } from "./good-inputs.ts";
import { missingRight, throttled, wrongParameter } from "./told.ts";

const plain = { ...goodInputs["EventRedeployInstance"] };

const rows: readonly TableRow[] = [
  // The role that is deployed has the right.
  {
    row: 1,
    status: 400,
    code: "NoPermission",
    message: "Permission denied.",
    ...missingRight,
    how: "fault",
    input: plain,
    raise: edgeEvent,
  },
  {
    row: 2,
    status: 400,
    code: "InvalidParameter.%s",
    message: "The specified field %s invalid. Please check it again.",
    answered: "InvalidParameter.EventId",
    ...wrongParameter,
    how: "state",
    by: "look",
    input: plain,
  },
  {
    row: 3,
    status: 400,
    code: "Throttling.Api",
    message: "Request was denied due to flow control.",
    ...throttled,
    how: "fault",
    effect: "throttle",
    input: plain,
    raise: edgeEvent,
  },
];

/** EventRedeployInstance (ENS 2017-11-10), "Error codes": 3 rows. */
export const eventRedeployInstanceRows: readonly ErrorRow[] = rows.map((row) => ({
  document: "001_aea16385fa79369c.txt",
  operation: "EventRedeployInstance",
  ...row,
}));
