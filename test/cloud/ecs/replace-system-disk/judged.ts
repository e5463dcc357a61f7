import { type Check, RpcError } from "../../rpc/rpc-error.ts";
import { type Disk, systemDiskOf } from "../../world/disk.ts";
import { type Image, images } from "../../world/images.ts";
import type { Instance } from "../../world/instance.ts";
import type { World } from "../../world/world.ts";
import { type RowName, row } from "./errors.ts";
import type { Asked } from "./parameters.ts";

/** What a replacement is about: the call, and what it names. */
export type Judged = {
  readonly world: World;
  readonly asked: Asked;
  readonly instance: Instance;
  readonly systemDisk: Disk | undefined;
  readonly image: Image | undefined;
  /** The disk that DiskId names. */
  readonly dataDisk: Disk | undefined;
};

/** Looks up what a call names. Throws RpcError for an unknown instance. */
export function judgedOf(world: World, asked: Asked): Judged {
  const instance = world.instances.get(asked.InstanceId);
  if (instance === undefined) throw new RpcError(row("404 InvalidInstanceId.NotFound"));
  return {
    world,
    asked,
    instance,
    systemDisk: systemDiskOf(world.disks, instance.instanceId),
    image: images.get(asked.ImageId ?? ""),
    dataDisk: world.disks.get(asked.DiskId ?? ""),
  };
}

/** A check that answers with one row of the document. */
export const refuse = (name: RowName, refuses: (subject: Judged) => boolean, detail?: string): Check<Judged> => ({
  refuses,
  error: row(name, detail),
});

/** Checks that answer to one trait each: [trait, row]. */
export const refuseTraits = <Trait extends string>(
  traitsOf: (subject: Judged) => readonly Trait[],
  rows: readonly (readonly [trait: Trait, name: RowName, detail?: string])[],
): readonly Check<Judged>[] =>
  rows.map(([trait, name, detail]) => refuse(name, (subject) => traitsOf(subject).includes(trait), detail));
