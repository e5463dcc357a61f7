import type { ParameterRow, TableRow } from "./parameter-row.ts";
import { eventId } from "./shared-parameters.ts";

/** In 2035, before the time of the event that is raised. */
const plannedMs = 2_051_222_400_000;
const planned = "2035-01-01T00:00:00Z";

const rows: readonly TableRow[] = [
  {
    row: 1,
    name: "EventId",
    type: "string",
    required: true,
    ...eventId({}),
  },
  {
    row: 2,
    name: "ResourceId",
    type: "string",
    required: true,
    decision: "accept",
    why: "required; the form is that of the document's example",
    accepts: [{ input: {}, sent: { ResourceId: "i-5edgeplain00000000000001" } }],
    refuses: [
      { input: { ResourceId: "" }, code: "InvalidParameter.ResourceId" },
      { input: { ResourceId: "d-5edgeplain00000000000001" }, code: "InvalidParameter.ResourceId" },
    ],
  },
  {
    row: 3,
    name: "OpsType",
    type: "string",
    required: true,
    decision: "accept",
    why: "required; the document lists two values",
    accepts: [
      { input: { OpsType: "immediate" }, sent: { OpsType: "immediate" } },
      { input: { OpsType: "scheduled", PlanTime: plannedMs }, sent: { OpsType: "scheduled" } },
    ],
    refuses: [
      { input: { OpsType: "" }, code: "InvalidParameter.OpsType" },
      { input: { OpsType: "Immediate" }, code: "InvalidParameter.OpsType" },
      { input: { OpsType: "later" }, code: "InvalidParameter.OpsType" },
    ],
  },
  {
    row: 4,
    name: "PlanTime",
    type: "integer",
    required: false,
    decision: "accept",
    why: "epoch milliseconds, required with scheduled; before the event's own time, which is invented",
    accepts: [
      {
        input: { OpsType: "scheduled", PlanTime: plannedMs },
        sent: { OpsType: "scheduled", PlanTime: `${plannedMs}` },
      },
    ],
    refuses: [
      { input: { OpsType: "scheduled", PlanTime: -1 }, code: "InvalidParameter.PlanTime" },
      { input: { OpsType: "scheduled", PlanTime: 1_742_452_232 }, code: "InvalidParameter.PlanTime" },
    ],
  },
  {
    row: 5,
    name: "PlanUtcTime",
    type: "string",
    required: false,
    decision: "accept",
    why: "listed without a word: taken for PlanTime in ISO 8601, enough by itself, and no other time than PlanTime",
    accepts: [
      { input: { OpsType: "scheduled", PlanUtcTime: planned }, sent: { OpsType: "scheduled", PlanUtcTime: planned } },
      {
        input: { OpsType: "scheduled", PlanTime: plannedMs, PlanUtcTime: planned },
        sent: { PlanTime: `${plannedMs}`, PlanUtcTime: planned },
      },
    ],
    refuses: [
      { input: { OpsType: "scheduled", PlanUtcTime: "" }, code: "InvalidParameter.PlanUtcTime" },
      { input: { OpsType: "scheduled", PlanUtcTime: "2035-01-01" }, code: "InvalidParameter.PlanUtcTime" },
      {
        input: { OpsType: "scheduled", PlanUtcTime: "2035-01-01T00:00:00+08:00" },
        code: "InvalidParameter.PlanUtcTime",
      },
      { input: { OpsType: "scheduled", PlanUtcTime: "2035-13-01T00:00:00Z" }, code: "InvalidParameter.PlanUtcTime" },
    ],
  },
];

/** EventRedeployInstance (ENS 2017-11-10), "Request parameters": 5 rows. */
export const eventRedeployInstanceParameters: readonly ParameterRow[] = rows.map((row) => ({
  document: "001_aea16385fa79369c.txt",
  operation: "EventRedeployInstance",
  ...row,
}));
