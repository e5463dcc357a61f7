import type { Member } from "./member.ts";

/** `drive0001` to `drive0014`: enough of a kind for tests that strike many at the same time. */
const drives = Array.from(
  { length: 14 },
  (_, index): Member => ({
    instanceId: `i-bp1drive${String(index + 1).padStart(4, "0")}`,
    about: "local disks",
    zone: "j",
    localDisks: "d1",
  }),
);

/** Instances to redeploy, or not to. The id says what a member is; its event, if any, has the same ending. */
export const redeployFleet: readonly Member[] = [
  { instanceId: "i-bp1plain0001", about: "plain", zone: "h" },
  { instanceId: "i-bp1plain0002", about: "plain", zone: "i" },
  { instanceId: "i-bp1plain0003", about: "plain", zone: "j" },
  { instanceId: "i-bp1plain0004", about: "plain", zone: "h" },
  { instanceId: "i-bp1plain0005", about: "plain", zone: "i" },
  { instanceId: "i-bp1plain0006", about: "plain", zone: "j" },
  { instanceId: "i-bp1stopped0001", about: "stopped", zone: "h", status: "Stopped" },
  { instanceId: "i-bp1local0001", about: "local disks", zone: "i", localDisks: "d1" },
  ...drives,
  { instanceId: "i-bp1dedicated0001", about: "on a dedicated host", zone: "j", dedicatedHostId: "dh-bp1host0001" },
  { instanceId: "i-bp1locked0001", about: "locked for security", zone: "h", lock: "security" },
  { instanceId: "i-bp1expired0001", about: "subscription is over", zone: "i", status: "Stopped", expired: true },
  { instanceId: "i-bp1arrears0001", about: "in arrears", zone: "j", status: "Stopped", lock: "financial" },
  {
    instanceId: "i-bp1acknode0001",
    about: "node of an ACK cluster",
    zone: "h",
    tags: [{ key: "ack.aliyun.com", value: "c0local0cluster0001" }],
  },
  {
    instanceId: "i-bp1scaling0001",
    about: "member of a scaling group",
    zone: "i",
    tags: [{ key: "acs:autoscaling:scalingGroupId", value: "asg-bp1local0001" }],
  },
  {
    instanceId: "i-bp1damaged0001",
    about: "a damaged local disk that no event mentions",
    zone: "j",
    localDisks: "d1",
    damaged: true,
  },
  {
    instanceId: "i-bp1reboot0001",
    about: "restart scheduled",
    zone: "h",
    event: { type: "SystemMaintenance.Reboot", status: "Scheduled", notBeforeHours: 48 },
  },
  {
    instanceId: "i-bp1reboot0002",
    about: "asked whether to restart",
    zone: "i",
    event: { type: "SystemMaintenance.Reboot", status: "Inquiring", notBeforeHours: 48 },
  },
  {
    instanceId: "i-bp1redeploy0001",
    about: "redeployment scheduled",
    zone: "j",
    event: { type: "SystemMaintenance.Redeploy", status: "Scheduled", notBeforeHours: 24 },
  },
  {
    instanceId: "i-bp1redeploy0002",
    about: "asked whether to redeploy",
    zone: "h",
    event: { type: "SystemMaintenance.Redeploy", status: "Inquiring", notBeforeHours: 48 },
  },
  {
    instanceId: "i-bp1failure0001",
    about: "host failed, asked whether to redeploy",
    zone: "i",
    event: { type: "SystemFailure.Redeploy", status: "Inquiring", notBeforeHours: 48 },
  },
  {
    instanceId: "i-bp1failure0002",
    about: "host failed, redeployment scheduled",
    zone: "j",
    event: { type: "SystemFailure.Redeploy", status: "Scheduled", notBeforeHours: 24 },
  },
  {
    instanceId: "i-bp1failure0003",
    about: "host failed, restart is running, no local disks: not answerable",
    zone: "h",
    event: { type: "SystemFailure.Reboot", status: "Executing", notBeforeHours: 0 },
  },
  {
    instanceId: "i-bp1local0002",
    about: "host failed, restart is running, local disks",
    zone: "i",
    localDisks: "i2",
    event: { type: "SystemFailure.Reboot", status: "Executing", notBeforeHours: 0 },
  },
  {
    instanceId: "i-bp1local0003",
    about: "asked to restart and isolate a damaged local disk",
    zone: "j",
    localDisks: "i2",
    event: {
      type: "SystemMaintenance.RebootAndIsolateErrorDisk",
      status: "Inquiring",
      notBeforeHours: 48,
      disk: true,
    },
  },
  {
    instanceId: "i-bp1local0004",
    about: "asked to restart and re-initialize an isolated local disk",
    zone: "h",
    localDisks: "i2",
    event: {
      type: "SystemMaintenance.RebootAndReInitErrorDisk",
      status: "Inquiring",
      notBeforeHours: 48,
      disk: true,
    },
  },
  {
    instanceId: "i-bp1local0005",
    about: "asked to isolate a damaged local disk",
    zone: "i",
    localDisks: "d1",
    event: { type: "SystemMaintenance.IsolateErrorDisk", status: "Inquiring", notBeforeHours: 48, disk: true },
  },
  {
    instanceId: "i-bp1local0006",
    about: "asked to re-initialize an isolated local disk",
    zone: "j",
    localDisks: "d1",
    event: { type: "SystemMaintenance.ReInitErrorDisk", status: "Inquiring", notBeforeHours: 48, disk: true },
  },
  {
    instanceId: "i-bp1isolated0001",
    about: "a damaged local disk is isolated, its re-initialization event is not sent yet",
    zone: "h",
    localDisks: "d1",
    event: { type: "SystemMaintenance.IsolateErrorDisk", status: "Executed", notBeforeHours: -2, disk: true },
  },
  {
    instanceId: "i-bp1simulated0001",
    about: "only a simulated event",
    zone: "i",
    event: { type: "SystemMaintenance.Reboot", status: "Scheduled", notBeforeHours: 48, simulated: true },
  },
  {
    instanceId: "i-bp1unanswerable0001",
    about: "only an event that a redeploy does not answer",
    zone: "j",
    event: { type: "SystemMaintenance.Stop", status: "Scheduled", notBeforeHours: 24 },
  },
];
