import * as z from "zod";
import { isLocal } from "../world/disk.ts";
import type { World } from "../world/world.ts";
import { ControlError, parse, type Resource } from "./resource.ts";

const swapSchema = z.strictObject({ instanceId: z.string() });

/** `POST disks`: the platform puts another local disk into a machine, in place of its first one; answers with both ids. */
export function createDisksResource({ disks, newDiskId }: Pick<World, "disks" | "newDiskId">): Resource {
  return {
    POST: ({ body }) => {
      const { instanceId } = parse(swapSchema, body);
      const old = [...disks.values()].find((disk) => disk.instanceId === instanceId && isLocal(disk));
      if (old === undefined) throw new ControlError(400, "instanceId", `${instanceId} has no local disk.`);
      const diskId = newDiskId();
      disks.delete(old.diskId);
      disks.set(diskId, { ...old, diskId, health: "sound" });
      return { diskId, replaced: old.diskId };
    },
  };
}
