import { type Disk, systemDiskOf } from "./disk.ts";
import type { Image } from "./images.ts";
import { type Instance, withEffect } from "./instance.ts";
import { start } from "./power.ts";
import type { World } from "./world.ts";

/** What the new system disk is made of: an image, or a data disk that becomes the system disk. */
type Wanted = {
  readonly instance: Instance;
  readonly image: Image | undefined;
  readonly dataDisk: Disk | undefined;
  readonly sizeGib: number;
  readonly encrypted: boolean;
  readonly kmsKeyId: string;
  readonly fails: boolean;
};

/**
 * Sets the replacement of a system disk going and tells the id of the new one. All checks are the caller's.
 *
 *     0 s            10 s                                    5 min
 *     answer, id     new disk Creating, old one released     new disk In_use, the instance has the new image
 *                    OperationLocks filled                   OperationLocks empty (fails: the old disk is back)
 *
 * Invented and hostile: until ten seconds have passed nothing shows, so that a second call without the first one's
 * ClientToken is accepted too.
 */
export function acceptReplacement(world: World, wanted: Wanted): string {
  const { instanceId } = wanted.instance;
  const keepsId = wanted.dataDisk !== undefined && world.holds("ecs.replace.disk-id");
  const diskId = keepsId ? (wanted.dataDisk?.diskId ?? "") : world.newDiskId();
  world.changeInstance(instanceId, (instance) => withEffect(instance, "ReplaceSystemDisk"));

  let old: Disk | undefined;
  const start = () => {
    old = begin(world, wanted, diskId);
  };
  if (world.holds("ecs.replace.lag")) world.after(world.timingMs("acceptLag"), start);
  else start();
  world.after(world.timingMs("replaceDisk"), () => end(world, wanted, diskId, old));
  return diskId;
}

/** The disk that gives way, as it was. */
function begin(world: World, wanted: Wanted, diskId: string): Disk | undefined {
  const { instance, dataDisk } = wanted;
  const old = systemDiskOf(world.disks, instance.instanceId);
  if (old === undefined) return undefined;
  if (world.holds("ecs.replace.release")) world.disks.delete(old.diskId);
  world.disks.set(diskId, {
    ...old,
    ...(dataDisk === undefined ? {} : { category: dataDisk.category, performanceLevel: dataDisk.performanceLevel }),
    diskId,
    status: "Creating",
    sizeGib: wanted.sizeGib,
    encrypted: wanted.encrypted,
    kmsKeyId: wanted.kmsKeyId,
    createdAtMs: world.nowMs(),
  });
  world.changeInstance(instance.instanceId, (current) => ({
    ...current,
    replacing: current.replacing + 1,
  }));
  return old;
}

function end(world: World, { instance, image, dataDisk, fails }: Wanted, diskId: string, old: Disk | undefined) {
  const { instanceId } = instance;
  world.changeInstance(instanceId, (current) => ({ ...current, replacing: current.replacing - 1 }));
  const disk = world.disks.get(diskId);
  if (disk === undefined || old === undefined) return; // another replacement has taken its place
  if (fails) {
    world.disks.delete(diskId);
    if (dataDisk?.diskId === diskId) world.disks.set(diskId, dataDisk);
    world.disks.set(old.diskId, { ...old, status: "In_use" });
    return;
  }
  world.disks.delete(old.diskId);
  world.disks.set(diskId, { ...disk, status: "In_use" });
  world.changeInstance(instanceId, (current) => ({
    ...current,
    imageId: image?.imageId ?? current.imageId,
    osType: image?.osType ?? current.osType,
  }));
  startIfTold(world, instanceId);
}

/** The instance stays Stopped; the console's page says that it comes up by itself. */
function startIfTold(world: World, instanceId: string) {
  const instance = world.instances.get(instanceId);
  if (instance?.status !== "Stopped" || world.holds("dispute.replace-stays-stopped")) return;
  start(world, instanceId, false);
}
