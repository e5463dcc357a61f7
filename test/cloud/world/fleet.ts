import type { Holds } from "../core/guesses.ts";
import { createSpareDisks } from "./data-disks.ts";
import type { Disk } from "./disk.ts";
import { redeployFleet } from "./fleet-redeploy.ts";
import { restartFleet } from "./fleet-restart.ts";
import { systemDiskFleet } from "./fleet-system-disk.ts";
import { herdOf } from "./herd.ts";
import { fleetImageId, images } from "./images.ts";
import type { Instance } from "./instance.ts";
import { localDiskTypes, type Member } from "./member.ts";
import { type SystemEvent, withStatus } from "./system-event.ts";

/** The fleet every world starts with. The id says what a member is; its disks and its event have the same ending. */
const everyFleet: readonly Member[] = [...redeployFleet, ...restartFleet, ...systemDiskFleet];

const plainType = { type: "ecs.g6.large", family: "ecs.g6", category: undefined, count: 0, sizeGib: 0 } as const;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const foreverMs = Date.UTC(2099, 11, 31, 15, 59); // what the cloud shows for PostPaid

/** The fleet as values of the world, dated from `nowMs`, with so many web servers more. */
export function createFleet(nowMs: number, regionId: string, holds: Holds, herd: number) {
  const fleet = [...everyFleet, ...herdOf(herd)];
  return {
    instances: fleet.map((member, index) => ({
      ...toInstance(member, nowMs, regionId),
      tags: tagsOf(member, holds),
      hostId: `host-bp1seed${String(index + 1).padStart(4, "0")}`,
      privateAddress: `10.0.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    })),
    disks: [
      ...fleet.flatMap((member) => toDisks(member, nowMs, regionId)),
      ...createSpareDisks(nowMs - 90 * dayMs, regionId),
    ],
    events: fleet.flatMap((member) => toEvents(member, nowMs)),
  };
}

function toInstance(
  member: Member,
  nowMs: number,
  regionId: string,
): Omit<Instance, "tags" | "hostId" | "privateAddress"> {
  const { type, family, count, sizeGib } = typeOf(member);
  const { status = "Running", imageId = fleetImageId } = member;
  return {
    instanceId: member.instanceId,
    instanceName: nameOf(member),
    status,
    zoneId: `${regionId}-${member.zone}`,
    instanceType: type,
    instanceTypeFamily: family,
    imageId,
    osType: images.get(imageId)?.osType ?? "linux",
    localStorageAmount: count,
    localStorageCapacityGib: count * sizeGib,
    chargeType: member.expired || member.prePaid ? "PrePaid" : "PostPaid",
    createdAtMs: nowMs - 90 * dayMs,
    startedAtMs: nowMs - 30 * dayMs,
    expiresAtMs: expiryOf(member, nowMs),
    locks: member.lock === undefined ? [] : [member.lock],
    traits: member.traits ?? [],
    dedicatedHostId: member.dedicatedHostId ?? "",
    stoppedMode: status === "Stopped" ? "KeepCharging" : "Not-applicable",
    restarting: 0,
    replacing: 0,
    effects: {},
    wipes: 0,
  };
}

/** Invented: that who looks after a machine says so by a tag. */
const managersKeys = ["ack.aliyun.com", "acs:autoscaling:scalingGroupId"];

const tagsOf = ({ tags = {} }: Member, holds: Holds) =>
  Object.entries(tags)
    .filter(([key]) => holds("world.tags") || !managersKeys.includes(key))
    .map(([key, value]) => ({ key, value }));

function expiryOf({ expired, prePaid }: Member, nowMs: number) {
  if (expired) return nowMs - 2 * dayMs;
  return prePaid ? nowMs + 30 * dayMs : foreverMs;
}

function toDisks(member: Member, nowMs: number, regionId: string): readonly Disk[] {
  const { category, count, sizeGib } = typeOf(member);
  const shared = {
    instanceId: member.instanceId,
    zoneId: `${regionId}-${member.zone}`,
    performanceLevel: "",
    status: "In_use",
    chargeType: member.expired || member.prePaid ? "PrePaid" : "PostPaid",
    encrypted: false,
    kmsKeyId: "",
    traits: [],
    createdAtMs: nowMs - 90 * dayMs,
    health: "sound",
  } as const;
  const system: Disk = {
    ...shared,
    diskId: `d-bp1${nameOf(member)}sys`,
    type: "system",
    category: "cloud_essd",
    performanceLevel: "PL1",
    device: "/dev/xvda",
    sizeGib: 40,
    ...(member.systemDisk === "none" ? {} : member.systemDisk),
  };
  const systems = member.systemDisk === "none" ? [] : [system];
  if (category === undefined) return systems;
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
  return [...systems, ...local];
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
