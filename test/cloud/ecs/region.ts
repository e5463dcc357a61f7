import { type ErrorRow, RpcError } from "../rpc/rpc-error.ts";
import type { World } from "../world/world.ts";

/** What most actions answer to another region than the world's. */
export const unknownRegion = {
  status: 404,
  code: "InvalidRegionId.NotFound",
  message: "The specified RegionId does not exist.",
} as const;

/** Refuses a call for another region than the world's. */
export function requireRegion(world: World, regionId: string, error: ErrorRow = unknownRegion) {
  if (regionId !== world.settings.regionId) throw new RpcError(error);
}
