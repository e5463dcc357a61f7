import { eventRedeployInstanceParameters } from "./event-redeploy-instance-parameters.ts";
import type { ParameterRow, TableRow } from "./parameter-row.ts";
import { replaceSystemDiskParameters } from "./replace-system-disk-parameters.ts";
import { action, dryRun, eventId, forceStop, instanceId, regionId } from "./shared-parameters.ts";

const redeployInstance: readonly TableRow[] = [
  { row: 1, name: "Action", type: "string", required: true, ...action("RedeployInstance") },
  { row: 2, name: "InstanceId", type: "string", required: true, ...instanceId("i-bp1redeploy0001") },
  { row: 3, name: "ForceStop", type: "boolean", required: false, ...forceStop },
];

const rebootInstance: readonly TableRow[] = [
  { row: 1, name: "InstanceId", type: "string", required: true, ...instanceId("i-bp1plain0004") },
  { row: 2, name: "ForceStop", type: "boolean", required: false, ...forceStop },
  { row: 3, name: "DryRun", type: "boolean", required: false, ...dryRun },
];

const rebootInstanceChinese: readonly TableRow[] = [
  { row: 1, name: "InstanceId", type: "string", required: true, ...instanceId("i-bp1plain0004") },
  { row: 2, name: "Action", type: "string", required: false, ...action("RebootInstance") },
  { row: 3, name: "DryRun", type: "boolean", required: false, ...dryRun },
  { row: 4, name: "ForceStop", type: "boolean", required: false, ...forceStop },
];

const acceptInquiredSystemEvent: readonly TableRow[] = [
  { row: 1, name: "RegionId", type: "string", required: true, ...regionId },
  { row: 2, name: "EventId", type: "string", required: true, ...eventId({ EventId: "e-bp1local0005" }) },
  {
    row: 3,
    name: "Choice",
    type: "string",
    required: false,
    decision: "refuse",
    why: "it is offered by invitation only",
    accepts: [],
    refuses: [{ input: { Choice: "hide" }, code: "InvalidParameter.Choice" }],
  },
];

const rowsOf = (document: string, operation: string, rows: readonly TableRow[]): readonly ParameterRow[] =>
  rows.map((row) => ({ document, operation, ...row }));

/** Every row of every table of request parameters of the six documents. */
export const parameterRows: readonly ParameterRow[] = [
  ...rowsOf("000_6bab3723da52924c.txt", "RedeployInstance", redeployInstance),
  ...eventRedeployInstanceParameters,
  ...rowsOf("002_aff242912838e600.txt", "RebootInstance", rebootInstance),
  ...rowsOf("003_99c135417d617326.txt", "RebootInstance", rebootInstanceChinese),
  ...replaceSystemDiskParameters,
  ...rowsOf("ecs api-acceptinquiredsystemevent (2025)", "AcceptInquiredSystemEvent", acceptInquiredSystemEvent),
];

/** Values that are of no such type. */
export const wrongTypes: Readonly<Record<ParameterRow["type"], readonly unknown[]>> = {
  string: [42, true, null, ["text"], { text: "text" }],
  boolean: ["true", "yes", 1, null, [true]],
  integer: ["60", 60.5, true, null, [60]],
  "array<object>": [],
  object: [],
};
