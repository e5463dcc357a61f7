import type { Disk } from "./disk.ts";
import type { Instance, Tag } from "./instance.ts";
import { type EventStatus, type SystemEvent, withStatus } from "./system-event.ts";

/** One member of the seed fleet: only what sets it apart from a plain Running instance. */
type Member = {
  readonly instanceId: `i-bp1${string}`;
  readonly about: string;
  /** Last letter of the zone. */
  readonly zone: "h" | "i" | "j";
  readonly status?: "Stopped";
  readonly localDisks?: keyof typeof localDiskTypes;
  readonly dedicatedHostId?: string;
  readonly lock?: "security" | "financial";
  readonly expired?: true;
  readonly tags?: readonly Tag[];
  /** Its first local disk is damaged, and no event says so. */
  readonly damaged?: true;
  readonly event?: {
    readonly type: string;
    readonly status: EventStatus;
    readonly notBeforeHours: number;
    /** About the first local disk. */
    readonly disk?: true;
    readonly simulated?: true;
  };
};

/** The fleet every world starts with. The id says what a member is; its event, if any, has the same ending. */
const fleet: readonly Member[] = [
  { instanceId: "i-bp1plain0001", about: "plain", zone: "h" },
  { instanceId: "i-bp1plain0002", about: "plain", zone: "i" },
  { instanceId: "i-bp1plain0003", about: "plain", zone: "j" },
  { instanceId: "i-bp1plain0004", about: "plain", zone: "h" },
  { instanceId: "i-bp1plain0005", about: "plain", zone: "i" },
  { instanceId: "i-bp1plain0006", about: "plain", zone: "j" },
  { instanceId: "i-bp1stopped0001", about: "stopped", zone: "h", status: "Stopped" },
  { instanceId: "i-bp1local0001", about: "local disks", zone: "i", localDisks: "d1" },
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

/** Families and sizes as the ECS instance family pages list them. */
const localDiskTypes = {
  d1: { type: "ecs.d1ne.2xlarge", family: "ecs.d1ne", category: "local_hdd_pro", count: 4, sizeGib: 5_500 },
  i2: { type: "ecs.i2.xlarge", family: "ecs.i2", category: "local_ssd_pro", count: 1, sizeGib: 894 },
} as const;

const plainType = { type: "ecs.g6.large", family: "ecs.g6", category: undefined, count: 0, sizeGib: 0 } as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const foreverMs = Date.UTC(2099, 11, 31, 15, 59); // what the cloud shows for PostPaid

/** The fleet as values of the world, dated from `nowMs`. */
export const createFleet = (nowMs: number, regionId: string) => ({
  instances: fleet.map((member, index) => toInstance(member, index, nowMs, regionId)),
  disks: fleet.flatMap((member) => toDisks(member, nowMs)),
  events: fleet.flatMap((member) => toEvents(member, nowMs)),
});

function toInstance(member: Member, index: number, nowMs: number, regionId: string): Instance {
  const { type, family, count, sizeGib } = typeOf(member);
  const status = member.status ?? "Running";
  return {
    instanceId: member.instanceId,
    instanceName: nameOf(member),
    status,
    zoneId: `${regionId}-${member.zone}`,
    instanceType: type,
    instanceTypeFamily: family,
    imageId: "aliyun_3_x64_20G_alibase_20260101.vhd",
    localStorageAmount: count,
    localStorageCapacityGib: count * sizeGib,
    chargeType: member.expired ? "PrePaid" : "PostPaid",
    createdAtMs: nowMs - 90 * dayMs,
    startedAtMs: nowMs - 30 * dayMs,
    expiresAtMs: member.expired ? nowMs - 2 * dayMs : foreverMs,
    locks: member.lock === undefined ? [] : [member.lock],
    dedicatedHostId: member.dedicatedHostId ?? "",
    stoppedMode: status === "Stopped" ? "KeepCharging" : "Not-applicable",
    tags: member.tags ?? [],
    hostId: `host-bp1seed${String(index + 1).padStart(4, "0")}`,
    effects: {},
    wipes: 0,
  };
}

function toDisks(member: Member, nowMs: number): readonly Disk[] {
  const { category, count, sizeGib } = typeOf(member);
  const shared = { instanceId: member.instanceId, createdAtMs: nowMs - 90 * dayMs };
  const system: Disk = {
    ...shared,
    diskId: `d-bp1${nameOf(member)}sys`,
    type: "system",
    category: "cloud_essd",
    device: "/dev/xvda",
    sizeGib: 40,
    health: "sound",
  };
  if (category === undefined) return [system];
  const local = Array.from(
    { length: count },
    (_, index): Disk => ({
      ...shared,
      diskId: localDiskId(member, index),
      type: "data",
      category,
      device: `/dev/xvd${"bcdefgh"[index]}`,
      sizeGib,
      health: member.damaged && index === 0 ? "damaged" : "sound",
    }),
  );
  return [system, ...local];
}

function toEvents(member: Member, nowMs: number): readonly SystemEvent[] {
  const { event, instanceId } = member;
  if (event === undefined) return [];
  const published: SystemEvent = {
    eventId: `e-bp1${nameOf(member)}`,
    instanceId,
    eventType: event.type,
    eventStatus: event.status,
    publishedAtMs: nowMs - hourMs,
    notBeforeMs: nowMs + event.notBeforeHours * hourMs,
    executeStartedAtMs: undefined,
    finishedAtMs: undefined,
    simulated: event.simulated ?? false,
    diskId: event.disk ? localDiskId(member, 0) : undefined,
    answeredAtMs: undefined,
  };
  return [withStatus(published, event.status, nowMs)];
}

const typeOf = ({ localDisks }: Member) => (localDisks === undefined ? plainType : localDiskTypes[localDisks]);

const nameOf = ({ instanceId }: Member) => instanceId.slice("i-bp1".length);

const localDiskId = (member: Member, index: number) => `d-bp1${nameOf(member)}local${index + 1}`;
