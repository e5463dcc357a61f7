/** RedeployInstance's document, seed 000: the event types and statuses that one may respond to. */
export const answerable = [
  { type: "SystemMaintenance.Reboot", statuses: ["Inquiring", "Scheduled"] },
  { type: "SystemMaintenance.Redeploy", statuses: ["Inquiring", "Scheduled"] },
  { type: "SystemMaintenance.RebootAndIsolateErrorDisk", statuses: ["Inquiring"] },
  { type: "SystemMaintenance.RebootAndReInitErrorDisk", statuses: ["Inquiring"] },
  { type: "SystemFailure.Redeploy", statuses: ["Inquiring", "Scheduled"] },
  { type: "SystemFailure.Reboot", statuses: ["Executing"] },
  { type: "SystemMaintenance.IsolateErrorDisk", statuses: ["Inquiring"] },
  { type: "SystemMaintenance.ReInitErrorDisk", statuses: ["Inquiring"] },
] as const;

/** Every status of a system event. Source: ECS "Overview of system events". */
export const statuses = ["Inquiring", "Scheduled", "Executing", "Executed", "Avoided", "Canceled", "Failed"] as const;

/** Types that other documents name and this one does not. */
export const otherTypes = [
  "SystemMaintenance.Stop",
  "SystemFailure.Stop",
  "InstanceFailure.Reboot",
  "SystemFailure.Delete",
];
