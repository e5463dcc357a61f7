/** A type of system event that documents name, and whether it is planned maintenance. */
type EventType = { readonly product: "ecs" | "ens"; readonly type: string; readonly planned: boolean };

const ecs = (type: string, planned: boolean): EventType => ({ product: "ecs", type, planned });
const ens = (type: string, planned: boolean): EventType => ({ product: "ens", type: `Instance:${type}`, planned });

/**
 * Types of events on instances. Sources: ECS "Summary of ECS system events" and "Overview of system events", and
 * DescribeInstanceHistoryEvents of 2026-08; ENS DescribeHistoryEvents, EventRebootInstance and EventMigrateInstance.
 */
export const eventTypes: readonly EventType[] = [
  ecs("SystemMaintenance.Reboot", true),
  ecs("SystemMaintenance.Redeploy", true),
  ecs("SystemMaintenance.Stop", true),
  ecs("SystemMaintenance.RebootAndIsolateErrorDisk", true),
  ecs("SystemMaintenance.RebootAndReInitErrorDisk", true),
  ecs("SystemMaintenance.IsolateErrorDisk", true),
  ecs("SystemMaintenance.ReInitErrorDisk", true),
  ecs("SystemMaintenance.PerformanceImpact", true),
  ecs("SystemMaintenance.CleanInactiveDisks", true),
  ecs("SystemMaintenance.StopAndRepair", true),
  ecs("SystemUpgrade.Migrate", true),
  ecs("SystemFailure.Redeploy", false),
  ecs("SystemFailure.Reboot", false),
  ecs("SystemFailure.Stop", false),
  ecs("SystemFailure.Delete", false),
  ecs("InstanceFailure.Reboot", false),
  ecs("InstanceExpiration.Stop", true),
  ecs("InstanceExpiration.Delete", true),
  ecs("AccountUnbalanced.Stop", true),
  ecs("AccountUnbalanced.Delete", true),
  ens("SystemFailure.Redeploy", false),
  ens("SystemFailure.Reboot", false),
  ens("SystemMaintenance.Redeploy", true),
  ens("SystemMaintenance.Reboot", true),
  ens("SystemUpgrade.Migrate", true),
];

/** Types of ECS's disk events, which name a damage and no maintenance; and a type that no document has. */
export const otherTypes = ["ErrorDetected", "Stalled", "constructor"] as const;

const redeploy = "RedeployInstance";
const edge = "EventRedeployInstance";

/** What the documents answer, without local disks and with them. What is not here, they answer with nothing. */
export const answers: Readonly<Record<string, readonly [string | undefined, string | undefined]>> = {
  "SystemMaintenance.Reboot Inquiring": [redeploy, redeploy],
  "SystemMaintenance.Reboot Scheduled": [redeploy, "RebootInstance"],
  "SystemMaintenance.Redeploy Inquiring": [redeploy, redeploy],
  "SystemMaintenance.Redeploy Scheduled": [redeploy, redeploy],
  "SystemMaintenance.RebootAndIsolateErrorDisk Inquiring": [redeploy, redeploy],
  "SystemMaintenance.RebootAndReInitErrorDisk Inquiring": [redeploy, redeploy],
  "SystemMaintenance.IsolateErrorDisk Inquiring": [redeploy, redeploy],
  "SystemMaintenance.ReInitErrorDisk Inquiring": [redeploy, redeploy],
  "SystemFailure.Redeploy Inquiring": [redeploy, redeploy],
  "SystemFailure.Redeploy Scheduled": [redeploy, redeploy],
  "SystemFailure.Reboot Executing": [undefined, redeploy],
  "Instance:SystemFailure.Redeploy Inquiring": [edge, edge],
  "Instance:SystemFailure.Redeploy Scheduled": [edge, edge],
  "Instance:SystemMaintenance.Redeploy Inquiring": [edge, edge],
  "Instance:SystemMaintenance.Redeploy Scheduled": [edge, edge],
};
