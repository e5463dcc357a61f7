type Narrower = {
  readonly why: string;
  /** By action and parameter: a value that is taken. */
  readonly of: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const time = "2026-11-29T08:00:00Z";
const times = { "NotBefore.Start": time, "NotBefore.End": time };
const published = { "EventPublishTime.Start": time, "EventPublishTime.End": time };

/** Parameters of which the local cloud takes less than the type in the description lets in. */
export const narrower: readonly Narrower[] = [
  {
    why: "the description's text lists the values",
    of: {
      "ecs DescribeInstances": { Status: "Running", InstanceChargeType: "PrePaid", LockReason: "security" },
      "ecs DescribeInstancesFullStatus": { Status: "Running", HealthStatus: "Impaired" },
      "ecs DescribeImages": { Status: "Available,Waiting", ImageOwnerAlias: "self", OSType: "linux" },
      "ecs DescribeDisks": { DiskType: "system", Status: "In_use" },
      "ecs DescribeTasks": { TaskAction: "RedeployInstance" },
      "ecs DescribeInstanceHistoryEvents": {
        ResourceType: "ddh",
        EventCycleStatus: "Executed",
        "InstanceEventCycleStatus.N": "Inquiring",
      },
      "ecs CreateSimulatedSystemEvents": { EventType: "SystemFailure.Redeploy" },
      "ecs ReplaceSystemDisk": { SecurityEnhancementStrategy: "Active" },
      "ecs StopInstance": { StoppedMode: "KeepCharging" },
      "ens DescribeInstances": { Status: "Running" },
      "ens DescribeHistoryEvents": { "EventLevels.N": "WARN", "EventStatus.N": "Inquiring" },
      "ens EventRedeployInstance": { OpsType: "scheduled" },
    },
  },
  {
    why: "a time, as text",
    of: {
      "ecs DescribeInstancesFullStatus": { ...times, ...published },
      "ecs DescribeInstanceHistoryEvents": { ...times, ...published },
      "ecs DescribeTasks": { StartTime: time, EndTime: time },
      "ecs CreateSimulatedSystemEvents": { NotBefore: time },
      "ens EventRedeployInstance": { PlanUtcTime: time },
    },
  },
  {
    why: "a list, as JSON text",
    of: {
      "ecs DescribeInstances": { InstanceIds: '["i-bp1plain0001"]' },
      "ecs DescribeDisks": { DiskIds: '["d-bp1plain0001"]' },
      "ens DescribeInstances": { InstanceIds: '["i-5edgeplain00000000000001"]', EnsRegionIds: '["cn-hangzhou-42"]' },
    },
  },
  { why: "a number, as text", of: { "ens DescribeInstances": { PageSize: "10" } } },
];

/** Of one action: a value that is taken, for each parameter that is narrower than its type. */
export const samplesOf = (name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(narrower.flatMap(({ of }) => Object.entries(of[name] ?? {})));
