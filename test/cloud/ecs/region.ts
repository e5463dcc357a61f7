import { RpcError } from "../rpc/rpc-error.ts";
import type { World } from "../world/world.ts";

/** Refuses a call for another region than the world's; most actions answer 404, DescribeTasks 400. */
export function requireRegion(world: World, regionId: string, status = 404, code = "InvalidRegionId.NotFound") {
  if (regionId !== world.settings.regionId) {
    throw new RpcError({ status, code, message: "The specified RegionId does not exist." });
  }
}
