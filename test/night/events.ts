/** An event that is raised in the night. */
type Raised = {
  readonly about: string;
  readonly instanceId: string;
  readonly eventType: string;
  readonly eventStatus: string;
};

/** Five kinds of event, on five kinds of machine. The fleet begins with others, which nobody has answered either. */
export const raised: readonly Raised[] = [
  {
    about: "a planned redeploy of a web server",
    instanceId: "i-bp1plain0001",
    eventType: "SystemMaintenance.Redeploy",
    eventStatus: "Scheduled",
  },
  {
    about: "a planned reboot of another one",
    instanceId: "i-bp1plain0002",
    eventType: "SystemMaintenance.Reboot",
    eventStatus: "Scheduled",
  },
  {
    about: "the host of a database has failed",
    instanceId: "i-bp1plain0004",
    eventType: "SystemFailure.Redeploy",
    eventStatus: "Inquiring",
  },
  {
    about: "a local disk of a cache is damaged",
    instanceId: "i-bp1local0001",
    eventType: "SystemMaintenance.IsolateErrorDisk",
    eventStatus: "Inquiring",
  },
  {
    about: "a planned redeploy of an edge instance",
    instanceId: "i-5edgeplain00000000000001",
    eventType: "Instance:SystemMaintenance.Redeploy",
    eventStatus: "Inquiring",
  },
];

/** The web servers that have an event: two of the five, and two of those that the fleet begins with. */
export const onWebServers = ["i-bp1plain0001", "i-bp1plain0002", "i-bp1reboot0001", "i-bp1failure0001"] as const;

/** A web server whose event comes after the rollback. */
export const late: Raised = {
  about: "a planned redeploy of a third web server",
  instanceId: "i-bp1plain0003",
  eventType: "SystemMaintenance.Redeploy",
  eventStatus: "Scheduled",
};
